import {
  backslash,
  brace,
  bracket,
  closingBrace,
  closingBracket,
  colon,
  comma,
  quote,
} from './json-bytes.ts';
import { pointer } from './pointer.ts';

/** A name that an object has had already. */
export interface RepeatedKey {
  /** Of the member. */
  readonly pointer: string;
  readonly key: string;
  /** Where the name stands, and where it stood first. In bytes. */
  readonly at: number;
  readonly first: number;
}

/** Whoever mends these sees the others. */
const most = 20;

/**
 * How many members the objects of a JSON text have, those included that a parser drops because their name comes again: one
 * colon each. Well-formed UTF-8 is asked for.
 */
export function writtenMembers(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === colon) count++;
    else if (byte === quote) i = endOfString(bytes, i);
  }
  return count;
}

/** The offset of the quote that closes a string. */
function endOfString(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  while (i < bytes.length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1;
  return i;
}

interface Open {
  /** Names and where they stood first; undefined: a list. */
  readonly names: Map<string, number> | undefined;
  readonly pointer: string;
  /** The name or the index of what is read. */
  token: string | number;
}

/** The names that come twice in one object, in the order of the text. For texts of which it is known that there are some. */
export function repeatedKeys(bytes: Uint8Array): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  const open: Open[] = [];
  const below = () => {
    const parent = open.at(-1);
    return parent ? pointer(parent.pointer, parent.token) : '';
  };
  let string: { readonly start: number; readonly end: number } | undefined;
  for (let i = 0; i < bytes.length && found.length < most; i++) {
    const byte = bytes[i];
    const inside = open.at(-1);
    if (byte === quote) {
      string = { start: i, end: endOfString(bytes, i) };
      i = string.end;
    } else if (byte === brace) open.push({ names: new Map(), pointer: below(), token: '' });
    else if (byte === bracket) open.push({ names: undefined, pointer: below(), token: 0 });
    else if (byte === closingBrace || byte === closingBracket) open.pop();
    else if (byte === comma && inside && typeof inside.token === 'number') inside.token++;
    else if (byte === colon && inside?.names && string) {
      const key: string = JSON.parse(utf8.decode(bytes.subarray(string.start, string.end + 1)));
      const first = inside.names.get(key);
      if (first === undefined) inside.names.set(key, string.start);
      else found.push({ pointer: pointer(inside.pointer, key), key, at: string.start, first });
      inside.token = key;
    }
  }
  return found;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
