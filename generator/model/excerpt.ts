import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/**
 * A value as JSON in at most so many characters. What does not fit is cut, so that what stands at `tokens` (a JSON pointer
 * taken apart) is seen: of the objects and arrays around it `...` remains. Where nothing stands there, as much of the way is
 * followed as there is.
 */
export function excerpt(value: Json, tokens: readonly string[], most: number): string {
  const whole = beginning(value, most + 1);
  return whole.length <= most ? whole : cut(around(value, tokens, most + 1), most);
}

function around(value: Json, [token, ...more]: readonly string[], most: number): string {
  if (token === undefined || !isNested(value)) return beginning(value, most);
  const members = Object.entries<Json>(value);
  const at = members.findIndex(([key]) => key === token);
  const inner = members[at]?.[1];
  if (inner === undefined) return beginning(value, most);
  const name = isArray(value) ? '' : `${JSON.stringify(token)}:`;
  const shown = `${at > 0 ? '...,' : ''}${name}${around(inner, more, most)}${at < members.length - 1 ? ',...' : ''}`;
  return isArray(value) ? `[${shown}]` : `{${shown}}`;
}

function isNested(value: Json): value is readonly Json[] | JsonObject {
  return isArray(value) || isObject(value);
}

/** What `JSON.stringify` begins with: that of a large value is not made whole. */
function beginning(value: Json, most: number): string {
  let text = '';
  const put = (more: string) => {
    text += more;
    return text.length < most;
  };
  const print = (one: Json): boolean => {
    if (isArray(one))
      return put('[') && one.every((item, i) => (i === 0 || put(',')) && print(item)) && put(']');
    if (!isObject(one)) return put(JSON.stringify(one));
    const members = Object.entries(one);
    return (
      put('{') &&
      members.every(
        ([name, inner], i) => put(`${i === 0 ? '' : ','}${JSON.stringify(name)}:`) && print(inner),
      ) &&
      put('}')
    );
  };
  print(value);
  return text;
}

/** Characters beyond the first 65,536 are two units: none is cut in two. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}
