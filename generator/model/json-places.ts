/** Where a value stands, and its key; of an item of a list both are the same. In bytes. */
export interface JsonPlace {
  readonly key: number;
  readonly value: number;
}

/**
 * Finds values in JSON that is UTF-8 and known to be well-formed. Containers are taken apart one by one, when something in
 * them is asked for: a positioned tree of a large document takes ten times its bytes.
 */
export class JsonPlaces {
  readonly #bytes: Uint8Array;
  /** Members of the containers that were taken apart, by the offset of the container. */
  readonly #opened = new Map<number, ReadonlyMap<string, JsonPlace>>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Where a pointer's tokens lead; as far as they lead, if the value does not exist. */
  find(tokens: readonly string[]): JsonPlace {
    const root = this.#blank(0);
    let place: JsonPlace = { key: root, value: root };
    for (const token of tokens) {
      const next = this.#membersOf(place.value).get(token);
      if (!next) break;
      place = next;
    }
    return place;
  }

  #membersOf(at: number): ReadonlyMap<string, JsonPlace> {
    let members = this.#opened.get(at);
    if (!members) {
      const first = this.#bytes[at];
      members = first === brace ? this.#object(at) : first === bracket ? this.#array(at) : new Map();
      this.#opened.set(at, members);
    }
    return members;
  }

  /** Of a name that comes twice the last counts, as it does for JSON.parse. */
  #object(at: number): ReadonlyMap<string, JsonPlace> {
    const members = new Map<string, JsonPlace>();
    let key = this.#blank(at + 1);
    while (this.#bytes[key] === quote) {
      const end = this.#pastString(key);
      const value = this.#blank(this.#blank(end) + 1);
      members.set(JSON.parse(utf8.decode(this.#bytes.subarray(key, end))), { key, value });
      const comma = this.#blank(this.#past(value));
      key = this.#blank(comma + 1);
    }
    return members;
  }

  #array(at: number): ReadonlyMap<string, JsonPlace> {
    const items = new Map<string, JsonPlace>();
    let item = this.#blank(at + 1);
    while (item < this.#bytes.length && this.#bytes[item] !== closingBracket) {
      items.set(`${items.size}`, { key: item, value: item });
      const comma = this.#blank(this.#past(item));
      if (this.#bytes[comma] === closingBracket) break;
      item = this.#blank(comma + 1);
    }
    return items;
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
    for (let depth = 0; i < bytes.length; ) {
      const byte = bytes[i] ?? 0;
      if (byte === quote) {
        i = this.#pastString(i);
        continue;
      }
      i++;
      // Brackets and braces differ in one bit.
      if ((byte | 0x20) === brace) depth++;
      else if ((byte | 0x20) === closingBrace && --depth === 0) return i;
    }
    return i;
  }

  #pastString(at: number): number {
    const bytes = this.#bytes;
    for (let end = at + 1; end < bytes.length; end++) {
      const byte = bytes[end];
      if (byte === backslash) end++;
      else if (byte === quote) return end + 1;
    }
    return bytes.length;
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const quote = 0x22;
const comma = 0x2c;
const bracket = 0x5b;
const backslash = 0x5c;
const closingBracket = 0x5d;
const brace = 0x7b;
const closingBrace = 0x7d;

/** What JSON takes for space (RFC 8259, section 2). */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function endsScalar(byte: number | undefined): boolean {
  return byte === comma || byte === closingBracket || byte === closingBrace || isBlank(byte);
}
