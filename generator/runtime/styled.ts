import type { Lists, Styles, Writer } from './draft.ts';
import { type Encode, encodeSegment, given, isObject, own, plain } from './text.ts';

/** How a parameter is written (OpenAPI 3.1, 4.8.12.4); what is left out is the default of its place. */
export interface Style {
  readonly style?: string;
  readonly explode?: boolean;
  /** Reserved characters of a query value stay as they are. */
  readonly allowReserved?: boolean;
  /** Null and an empty list are sent as the name alone, `name=`. */
  readonly allowEmptyValue?: boolean;
}

type Table = Readonly<Record<string, Style>>;

/** The parameters that are not written as is usual in their place: for operations that have such. */
export function styled(tables: { readonly [place in keyof Styles]?: Table }): Styles {
  const { path, query, headers, cookies } = tables;
  return {
    ...(path && { path: writer(path, 'simple', false) }),
    ...(query && { query: writer(query, 'form', true) }),
    ...(headers && { headers: writer(headers, 'simple', false, (text) => text) }),
    ...(cookies && { cookies: cookieWriter(cookies) }),
  };
}

/** The members of an exploded value are cookies of their own. */
function cookieWriter(table: Table): Writer {
  const write = writer(table, 'form', false);
  return (name, value, lists) => write(name, value, lists)?.replaceAll('&', '; ');
}

/** Writes the parameters of a table, in the usual style of their place where they have none of their own. */
export function writer(
  table: Table,
  usual: string,
  exploded: boolean,
  encode: Encode = encodeSegment,
): Writer {
  return (name, value, lists) => {
    const parameter = own(table, name);
    if (!parameter) return undefined;
    const {
      style = usual,
      explode = exploded && style === 'form',
      allowReserved,
      allowEmptyValue,
    } = parameter;
    const key = encode(name);
    const write = allowReserved ? encodeReserved : encode;
    if (style === 'json') return (usual === 'form' ? `${key}=` : '') + write(JSON.stringify(value));
    if (style === 'deepObject') return deep(key, value, write, lists).join('&');
    const text = inForm(key, allowEmptyValue ? (value ?? '') : value, style, explode, write);
    return text || (allowEmptyValue ? `${key}=` : '');
  };
}

/** Of RFC 6570's forms, as OpenAPI names them: what stands before all, between exploded parts, and between others. */
const forms: Readonly<Record<string, readonly [before: string, exploded: string, joined: string]>> = {
  simple: ['', ',', ','],
  label: ['.', '.', ','],
  matrix: [';', ';', ','],
  spaceDelimited: ['', '&', '%20'],
  pipeDelimited: ['', '&', '%7C'],
};

function inForm(key: string, value: unknown, style: string, explode: boolean, encode: Encode): string {
  const [before, exploded, joined] = own(forms, style) ?? ['', '&', ','];
  const named = style === 'simple' || style === 'label' ? '' : `${key}=`;
  const write = (item: unknown) => encode(plain(item));
  if (!isObject(value)) return before + (style === 'matrix' && value === '' ? key : named + write(value));
  const parts = given(value).map(([member, item]) => {
    // An exploded list repeats the parameter's name; an exploded object brings its own.
    if (Array.isArray(value)) return (explode ? named : '') + write(item);
    return encode(member) + (explode ? '=' : joined) + write(item);
  });
  if (parts.length === 0) return '';
  return before + (explode ? parts.join(exploded) : named + parts.join(joined));
}

function deep(key: string, value: unknown, encode: Encode, lists?: Lists): string[] {
  if (!isObject(value)) return [`${key}=${encode(plain(value))}`];
  return given(value).flatMap(([member, item]) => {
    // Objects in a list need their index, or their members would run into each other.
    const numbered = !Array.isArray(value) || isObject(item) || lists === 'indices';
    const inner = numbered ? `%5B${encode(member)}%5D` : lists === 'brackets' ? '%5B%5D' : '';
    return deep(key + inner, item, encode, lists);
  });
}

/** RFC 3986's reserved characters stay, but those that would end the value or the query do not. */
function encodeReserved(value: string): string {
  return value.replace(/[^:/?@!$'()*,;[\]]+/g, encodeSegment);
}
