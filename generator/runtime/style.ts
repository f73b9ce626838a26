/** How a parameter is written, where that differs from the default of its place (OpenAPI 3.1, 4.8.12.4). */
export interface Style {
  readonly style?: string;
  readonly explode?: boolean;
  /** Reserved characters of a query value stay as they are. */
  readonly allowReserved?: boolean;
}

type Encode = (text: string) => string;

const separators: Readonly<Record<string, string>> = {
  simple: ',',
  label: '.',
  matrix: ';',
  form: '&',
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
};

/** A value in one of RFC 6570's forms, as OpenAPI names them: `simple`, `label`, `matrix`, `form` and the rest. */
export function styled(
  name: string,
  value: unknown,
  style: string,
  explode: boolean,
  encode: Encode,
): string {
  if (style === 'json') return encode(JSON.stringify(value));
  const named = style === 'form' || style === 'matrix' || style.endsWith('Delimited');
  const prefix = style === 'label' ? '.' : style === 'matrix' ? ';' : '';
  const key = encode(name);
  if (style === 'deepObject' && isObject(value)) return deep(key, value, encode);
  const parts = partsOf(value, explode, encode);
  if (parts === undefined) return prefix + (named ? `${key}=` : '') + encode(plain(value));
  if (parts.length === 0) return '';
  const separator = explode ? (separators[style.endsWith('Delimited') ? 'form' : style] ?? '&') : ',';
  const joiner = explode ? separator : style.endsWith('Delimited') ? (separators[style] ?? ',') : ',';
  // An exploded object brings its own names; an exploded list repeats the parameter's.
  const repeated = explode && named && Array.isArray(value);
  const body = (repeated ? parts.map((part) => `${key}=${part}`) : parts).join(joiner);
  return prefix + (named && !explode ? `${key}=` : '') + body;
}

/** The encoded items of a list or members of an object; undefined for a plain value. Members without value drop out. */
function partsOf(value: unknown, explode: boolean, encode: Encode): string[] | undefined {
  if (Array.isArray(value)) return value.filter(given).map((item) => encode(plain(item)));
  if (!isObject(value)) return undefined;
  const members = Object.entries(value).filter(([, item]) => given(item));
  if (explode) return members.map(([key, item]) => `${encode(key)}=${encode(plain(item))}`);
  return members.flatMap(([key, item]) => [encode(key), encode(plain(item))]);
}

function deep(key: string, value: object, encode: Encode): string {
  return Object.entries(value)
    .filter(([, item]) => given(item))
    .flatMap(([inner, item]) => {
      const path = `${key}%5B${encode(inner)}%5D`;
      if (Array.isArray(item)) return item.filter(given).map((one) => `${path}=${encode(plain(one))}`);
      return isObject(item) ? [deep(path, item, encode)] : [`${path}=${encode(plain(item))}`];
    })
    .filter((pair) => pair !== '')
    .join('&');
}

function given(value: unknown): boolean {
  return value !== undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/** Text as it stands, a date as RFC 3339, whatever else as JSON writes it. */
function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
