import { type Style, styled } from './style.ts';

/**
 * Fills a path template in. Every value is encoded; a value that would name another resource than it says (an empty
 * one, `.` or `..`, which URLs resolve away even when they are encoded) is refused with a TypeError, and so is a template
 * that leads out of its server by itself.
 */
export function expandPath(
  template: string,
  values: Readonly<Record<string, unknown>>,
  styles: Readonly<Record<string, Style>> = {},
): string {
  return template
    .split(/\/(?![^{}]*\})/)
    .map((segment) => {
      const expanded = segment.replace(/(')?\{([^{}]*)\}/g, (_, quote: string | undefined, name: string) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
        return (quote ?? '') + pathValue(name, quote ? odataString(value) : value, style);
      });
      if (/^(\.|%2e){1,2}(\?|$)/i.test(expanded)) {
        throw new TypeError(`the path segment ${segment} cannot be "${expanded}"`);
      }
      return expanded;
    })
    .join('/');
}

function pathValue(name: string, value: unknown, style: Style | undefined): string {
  const { style: form = 'simple', explode = false } = style ?? {};
  const encoded =
    value === undefined || value === null ? '' : styled(name, value, form, explode, encodeSegment);
  if (encoded === '') throw new TypeError(`the path parameter ${name} must have a value`);
  return encoded;
}

/** A key in quotes, `Customers('O''Neil')`: quotes inside are doubled (OData 4.01 URL conventions, 5.1.1.1.1). */
function odataString(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll("'", "''") : value;
}

/** Everything but RFC 3986's unreserved characters becomes `%XX`; lone surrogates, which no URL can hold, U+FFFD. */
export function encodeSegment(value: string): string {
  const wellFormed = value.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '\ufffd',
  );
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
