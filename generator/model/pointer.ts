import { isArray, isObject, type Json } from './json.ts';

/** RFC 6901, section 4: `~` is `~0`, `/` is `~1`. */
export function escapeToken(token: string): string {
  // Most need nothing, and millions are asked.
  if (!token.includes('~') && !token.includes('/')) return token;
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** `pointer('', 'paths', '/a')` is `/paths/~1a`. */
export function pointer(base: string, ...tokens: (string | number)[]): string {
  let text = base;
  for (const token of tokens) text += `/${typeof token === 'number' ? token : escapeToken(token)}`;
  return text;
}

export function pointerTokens(text: string): string[] {
  return text === '' ? [] : text.slice(1).split('/').map(unescapeToken);
}

/** The value that a pointer names, or `undefined`; follows own members and array indices only. */
export function valueAt(root: Json, text: string): Json | undefined {
  return valueBelow(root, pointerTokens(text));
}

/** The same for a pointer that is taken apart already. */
export function valueBelow(root: Json, tokens: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokens) {
    if (isArray(value)) value = isIndex(token) ? value[Number(token)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined;
    else return undefined;
  }
  return value;
}

function isIndex(token: string | number): boolean {
  return typeof token === 'number' || /^(0|[1-9]\d*)$/.test(token);
}
