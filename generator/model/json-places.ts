/** Where a value stands, and its key; of an item of a list both are the same. Offsets into the text. */
export interface JsonPlace {
  readonly key: number;
  readonly value: number;
}

/**
 * Finds values in a JSON text that is known to be well-formed. Containers are taken apart one by one, when something in
 * them is asked for: a positioned tree of a large document takes ten times its bytes.
 */
export class JsonPlaces {
  readonly #text: string;
  /** Members of the containers that were taken apart, by the offset of the container. */
  readonly #opened = new Map<number, ReadonlyMap<string, JsonPlace>>();

  constructor(text: string) {
    this.#text = text;
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
      const first = this.#text[at];
      members = first === '{' ? this.#object(at) : first === '[' ? this.#array(at) : new Map();
      this.#opened.set(at, members);
    }
    return members;
  }

  /** Of a name that comes twice the last counts, as it does for JSON.parse. */
  #object(at: number): ReadonlyMap<string, JsonPlace> {
    const text = this.#text;
    const members = new Map<string, JsonPlace>();
    let key = this.#blank(at + 1);
    while (text[key] === '"') {
      const end = this.#pastString(key);
      const value = this.#blank(this.#blank(end) + 1);
      members.set(JSON.parse(text.slice(key, end)), { key, value });
      const comma = this.#blank(this.#past(value));
      key = this.#blank(comma + 1);
    }
    return members;
  }

  #array(at: number): ReadonlyMap<string, JsonPlace> {
    const text = this.#text;
    const items = new Map<string, JsonPlace>();
    let item = this.#blank(at + 1);
    while (item < text.length && text[item] !== ']') {
      items.set(`${items.size}`, { key: item, value: item });
      const comma = this.#blank(this.#past(item));
      if (text[comma] !== ',') break;
      item = this.#blank(comma + 1);
    }
    return items;
  }

  #blank(at: number): number {
    const text = this.#text;
    let i = at;
    for (let unit = text.charCodeAt(i); unit === 0x20 || (unit >= 0x09 && unit <= 0x0d); ) {
      i++;
      unit = text.charCodeAt(i);
    }
    return i;
  }

  /** The offset behind a value. */
  #past(at: number): number {
    const text = this.#text;
    const first = text[at];
    if (first === '"') return this.#pastString(at);
    let i = at;
    if (first !== '{' && first !== '[') {
      while (i < text.length && !/[,\]}\s]/.test(text[i] ?? '')) i++;
      return i;
    }
    for (let depth = 0; i < text.length; ) {
      const unit = text.charCodeAt(i);
      if (unit === quote) {
        i = this.#pastString(i);
        continue;
      }
      i++;
      // [ and {, ] and } differ in one bit.
      if ((unit | 0x20) === 0x7b) depth++;
      else if ((unit | 0x20) === 0x7d && --depth === 0) return i;
    }
    return i;
  }

  #pastString(at: number): number {
    const text = this.#text;
    for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
      let slashes = 0;
      while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
      if (slashes % 2 === 0) return end + 1;
    }
    return text.length;
  }
}

const quote = 0x22;
const backslash = 0x5c;
