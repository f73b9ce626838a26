/** Reads parameters of a request back into the values that they were written from. */

/** What a text stands for: itself, a number, true or false, or a JSON text (a parameter with `content`). */
export type Scalar = 'number' | 'boolean' | 'json';

/** How a parameter is read, where that is not as a plain text. */
export interface Reading {
  /** Absent: as text. */
  readonly as?: Scalar;
  /** A list of such values. */
  readonly list?: true;
  /** An object: its members, by name, with what they are read as. */
  readonly members?: Readonly<Record<string, Scalar | 'text'>>;
  /** Where they are not the usual ones of the place (OpenAPI 3.1, 4.8.12.2). */
  readonly style?: string;
  readonly explode?: boolean;
}

/** Names of parameters with how each is read. */
export type Readings = Readonly<Record<string, Reading>>;

/** One of a query's pairs, cookies or the like: both sides still encoded. */
type Pair = readonly [name: string, value: string];

export function pathParameter(raw: string, name: string, { style = 'simple', ...reading }: Reading): unknown {
  const { explode = false } = reading;
  if (style === 'matrix') {
    const pairs = raw.split(';').slice(1).map(pairOf);
    return formValue(pairs, name, { ...reading, explode }, ',', decoded);
  }
  const text = style === 'label' ? raw.replace(/^\./, '') : raw;
  return joined(text, style === 'label' && explode ? '.' : ',', { ...reading, explode });
}

export function queryParameter(
  search: string,
  name: string,
  { style = 'form', ...reading }: Reading,
): unknown {
  const pairs = search.replace(/^\?/, '').split('&').filter(Boolean).map(pairOf);
  if (style === 'deepObject') return deepValue(pairs, name, reading);
  const { explode = style === 'form' } = reading;
  const separator = style === 'spaceDelimited' ? /%20|\+| /i : style === 'pipeDelimited' ? /%7C|\|/i : ',';
  return formValue(pairs, name, { ...reading, explode }, separator, decodedQuery);
}

/** Headers are not encoded. */
export function headerParameter(text: string, { explode = false, ...reading }: Reading): unknown {
  return joined(text, ',', { ...reading, explode }, (part) => part.trim());
}

/** Cookies come taken apart and decoded. */
export function cookieParameter(
  cookies: Readonly<Record<string, string>>,
  name: string,
  { explode = false, ...reading }: Reading,
): unknown {
  const pairs = Object.entries(cookies);
  return formValue(pairs, name, { ...reading, explode }, ',', (text) => text);
}

type Decode = (text: string) => string;

function formValue(
  pairs: readonly Pair[],
  name: string,
  reading: Reading,
  separator: string | RegExp,
  decode: Decode,
): unknown {
  if (reading.members && reading.explode) {
    // The members stand beside the other parameters: those that the object has are its own.
    const own = pairs.filter(([key]) => Object.hasOwn(reading.members ?? {}, decode(key)));
    return own.length === 0 ? undefined : objectOf(own, reading, decode);
  }
  const values = pairs.filter(([key]) => decode(key) === name).map(([, value]) => value);
  const [first] = values;
  if (first === undefined) return undefined;
  if (reading.list && reading.explode) return values.map((value) => scalar(decode(value), reading.as));
  return joined(first, separator, reading, decode);
}

/** A text whose parts are set apart by a separator. */
function joined(
  text: string,
  separator: string | RegExp,
  reading: Reading,
  decode: Decode = decoded,
): unknown {
  if (!reading.list && !reading.members) return scalar(decode(text), reading.as);
  const parts = text === '' ? [] : text.split(separator);
  if (reading.list) return parts.map((part) => scalar(decode(part), reading.as));
  if (reading.explode) return objectOf(parts.map(pairOf), reading, decode);
  const pairs = parts.flatMap((part, i): Pair[] => (i % 2 === 0 ? [[part, parts[i + 1] ?? '']] : []));
  return objectOf(pairs, reading, decode);
}

function objectOf(pairs: readonly Pair[], { members = {} }: Reading, decode: Decode): object {
  return Object.fromEntries(
    pairs.map(([key, value]) => {
      const name = decode(key);
      const as = Object.hasOwn(members, name) ? members[name] : 'text';
      return [name, scalar(decode(value), as === 'text' ? undefined : as)];
    }),
  );
}

/** `filter[a]=1&filter[b][c]=2`; a key that comes again is a list. */
function deepValue(pairs: readonly Pair[], name: string, { members = {} }: Reading): unknown {
  const found: Record<string, unknown> = Object.create(null);
  for (const [key, value] of pairs) {
    const [whole = '', ...path] = decodedQuery(key).split(/[[\]]+/);
    const inner = path.filter(Boolean);
    if (whole === name && inner.length > 0) place(found, inner, decodedQuery(value), members);
  }
  return Object.keys(found).length === 0 ? undefined : { ...found };
}

function place(
  target: Record<string, unknown>,
  [key = '', ...rest]: string[],
  text: string,
  members: Reading['members'],
): void {
  const as = rest.length === 0 && members && Object.hasOwn(members, key) ? members[key] : 'text';
  const before = target[key];
  if (rest.length === 0) {
    const value = scalar(text, as === 'text' ? undefined : as);
    target[key] = before === undefined ? value : [before, value].flat();
    return;
  }
  const inner: Record<string, unknown> = isRecord(before) ? before : Object.create(null);
  target[key] = inner;
  place(inner, rest, text, undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pairOf(text: string): Pair {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** A text that does not read as what it stands for stays as it is: it is the caller's, and shows. */
function scalar(text: string, as: Scalar | undefined): unknown {
  if (as === 'number') return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
  if (as === 'boolean') return text === 'true' || (text === 'false' ? false : text);
  return as === 'json' ? JSON.parse(text) : text;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No percent-encoding: the text means itself.
    return text;
  }
}

/** In queries `+` is a blank. */
function decodedQuery(text: string): string {
  return decoded(text.replaceAll('+', ' '));
}
