import { backslash, brace, bracket, closingBrace, closingBracket, comma, quote } from './json-bytes.ts';

/** Where a value stands, and its key; of an item of a list both are the same. In bytes. */
export interface JsonPlace {
  readonly key: number;
  readonly value: number;
}

/** A container, taken apart from its start to `next`, the key of the member that follows. */
interface Opened {
  readonly isObject: boolean;
  readonly members: Map<string, JsonPlace>;
  next: number | undefined;
}

/**
 * Finds values in JSON that is UTF-8 and known to be well-formed. Containers are taken apart when something in them is
 * asked for, and no further than to there: a positioned tree of a large document takes ten times its bytes. A name that
 * comes twice is found where it stands last only when that is asked for, since then all of a container is taken apart.
 */
export class JsonPlaces {
  readonly #bytes: Uint8Array;
  readonly #repeated: 'first' | 'last';
  /** The containers that were taken apart, by their offset. */
  readonly #opened = new Map<number, Opened>();

  constructor(bytes: Uint8Array, repeated: 'first' | 'last' = 'first') {
    this.#bytes = bytes;
    this.#repeated = repeated;
  }

  /** Where a pointer's tokens lead; as far as they lead, if the value does not exist. */
  find(tokens: readonly string[]): JsonPlace {
    const root = this.#blank(0);
    let place: JsonPlace = { key: root, value: root };
    for (const token of tokens) {
      const next = this.#member(place.value, token);
      if (!next) break;
      place = next;
    }
    return place;
  }

  #member(container: number, token: string): JsonPlace | undefined {
    const opened = this.#opened.get(container) ?? this.#open(container);
    while (this.#repeated === 'last' && opened.next !== undefined) this.#step(opened);
    let found = opened.members.get(token);
    while (!found && opened.next !== undefined)
      found = this.#step(opened) === token ? opened.members.get(token) : undefined;
    return found;
  }

  #open(at: number): Opened {
    const first = this.#bytes[at];
    const isObject = first === brace;
    const inside = this.#blank(at + 1);
    const isEmpty = (!isObject && first !== bracket) || this.#isClosing(inside);
    const opened: Opened = { isObject, members: new Map(), next: isEmpty ? undefined : inside };
    this.#opened.set(at, opened);
    return opened;
  }

  /** Takes one more member in, and returns its token. */
  #step(opened: Opened): string {
    const key = opened.next ?? 0;
    const end = opened.isObject ? this.#pastString(key) : key;
    const token = opened.isObject ? this.#name(key, end) : `${opened.members.size}`;
    const value = opened.isObject ? this.#blank(this.#blank(end) + 1) : key;
    if (this.#repeated === 'last' || !opened.members.has(token)) opened.members.set(token, { key, value });
    const comma = this.#blank(this.#past(value));
    opened.next = this.#isClosing(comma) ? undefined : this.#blank(comma + 1);
    return token;
  }

  /** The name between two quotes; most are ASCII, and a decoder takes longer to be asked than they take. */
  #name(from: number, end: number): string {
    const bytes = this.#bytes;
    let name = '';
    for (let i = from + 1; i < end - 1; i++) {
      const byte = bytes[i] ?? 0;
      if (byte === backslash || byte > 0x7f) return JSON.parse(utf8.decode(bytes.subarray(from, end)));
      name += String.fromCharCode(byte);
    }
    return name;
  }

  #isClosing(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === closingBrace || byte === closingBracket || byte === undefined;
  }

  #blank(at: number): number {
    let i = at;
    while (isBlank(this.#bytes[i])) i++;
    return i;
  }

  /** The offset behind a value. */
  #past(at: number): number {
    const bytes = this.#bytes;
    const first = bytes[at];
    if (first === quote) return this.#pastString(at);
    let i = at;
    if (first !== brace && first !== bracket) {
      while (i < bytes.length && !endsScalar(bytes[i])) i++;
      return i;
    }
    for (let depth = 0; i < bytes.length; i++) {
      while (plain[bytes[i] ?? 0] === 1) i++;
      const byte = bytes[i] ?? 0;
      // Brackets and braces differ in one bit.
      if (byte === quote) i = this.#pastString(i) - 1;
      else if ((byte | 0x20) === brace) depth++;
      else if ((byte | 0x20) === closingBrace && --depth === 0) return i + 1;
    }
    return i;
  }

  #pastString(at: number): number {
    const bytes = this.#bytes;
    for (let end = bytes.indexOf(quote, at + 1); end !== -1; end = bytes.indexOf(quote, end + 1)) {
      let first = end;
      while (bytes[first - 1] === backslash) first--;
      // Each pair of backslashes is one that is meant.
      if ((end - first) % 2 === 0) return end + 1;
    }
    return bytes.length;
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes that say nothing of where a container ends; the end of the text is none of them. */
const plain = new Uint8Array(256).fill(1);
for (const byte of [0, quote, bracket, closingBracket, brace, closingBrace]) plain[byte] = 0;

/** What JSON takes for space (RFC 8259, section 2). */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function endsScalar(byte: number | undefined): boolean {
  return byte === comma || byte === closingBracket || byte === closingBrace || isBlank(byte);
}
