import { encodeSegment } from './path.ts';
import { type Style, styled } from './style.ts';

/** A query string with its `?`, or nothing. Parameters that are undefined are not sent; null is sent as `null`. */
export function queryString(
  values: Readonly<Record<string, unknown>> = {},
  styles: Readonly<Record<string, Style>> = {},
): string {
  const pairs = Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const {
      style = 'form',
      explode = style === 'form',
      allowReserved,
    } = Object.hasOwn(styles, name) ? (styles[name] ?? {}) : {};
    const encode = allowReserved ? encodeReserved : encodeSegment;
    const pair =
      style === 'json'
        ? `${encode(name)}=${encode(JSON.stringify(value))}`
        : styled(name, value, style, explode, encode);
    return pair === '' ? [] : [pair];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** RFC 3986's reserved characters stay, but those that would end the value or the query do not. */
function encodeReserved(value: string): string {
  return encodeSegment(value).replace(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|5B|5D)/g, (code) =>
    decodeURIComponent(code),
  );
}
