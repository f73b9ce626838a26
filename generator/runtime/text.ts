/** Writes a name or value so that it cannot end where it stands. */
export type Encode = (text: string) => string;

/** Everything but RFC 3986's unreserved characters becomes `%XX`; lone surrogates, which no URL can hold, U+FFFD. */
export function encodeSegment(value: string): string {
  return value.replace(/[^\w.~-]+/g, (run) => {
    const bytes = [...new TextEncoder().encode(run)];
    return bytes.map((byte) => `%${(byte + 256).toString(16).slice(1).toUpperCase()}`).join('');
  });
}

/** What stands under a name that a document or a service chose: never what objects inherit. */
export function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Members without value drop out. */
export function given(table: object = {}): [name: string, value: unknown][] {
  return Object.entries(table).filter(([, value]) => value !== undefined);
}

/** The same without members that have no value, so that they do not hide others. */
export function defined<T extends object>(table?: T): Partial<T> {
  return Object.fromEntries(given(table)) as Partial<T>;
}

export function isObject(value: unknown): value is object {
  return Object(value) === value && !(value instanceof Date);
}

/** Text as it stands, a date as RFC 3339, whatever else as JSON writes it. */
export function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return isObject(value) ? JSON.stringify(value) : String(value);
}

/** The `simple` style, not exploded: `3,4,5`, `R,100,G,200`. */
export function simple(value: unknown, encode: Encode): string {
  if (!isObject(value)) return encode(plain(value));
  return given(value)
    .flatMap(([member, item]) => (Array.isArray(value) ? [item] : [member, item]))
    .map((item) => encode(plain(item)))
    .join();
}

/** The `form` style, exploded: `x=3&x=4&x=5`, `R=100&G=200`. */
export function form(name: string, value: unknown): string {
  if (!isObject(value)) return pair(name, value);
  return given(value)
    .map(([member, item]) => pair(Array.isArray(value) ? name : member, plain(item)))
    .join('&');
}

/** The `form` style, not exploded: `x=3,4,5`, `x=R,100,G,200`. */
export function pair(name: string, value: unknown): string {
  return `${encodeSegment(name)}=${simple(value, encodeSegment)}`;
}
