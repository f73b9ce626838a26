import { isArray, isObject, type Json } from '../model/json.ts';
import { pathSegment } from '../model/printers/path.ts';
import type { MediaType, Parameter } from '../openapi/api.ts';
import { kindsAt } from '../openapi/kinds.ts';
import type { World } from '../openapi/world.ts';
import { isWellFormed, sendable } from './contract-values.ts';
import { bodyKind } from './media.ts';

/** A value of a parameter, and how it stands in a request. */
export interface Written {
  readonly value: Json;
  /** Names and texts, decoded; in a path one text, encoded. */
  readonly texts: readonly (readonly [name: string, text: string])[];
}

/** Texts that any service knows what to do with, where a schema asks for no other. */
const usual: readonly Json[] = ['string', 'a', '1', 'abcdef', '123456', 1];

/**
 * The first value that a parameter allows and that a pact can hold in its place and style; `made`: not a documented
 * one. Undefined where there is none.
 */
export function writtenParameter(parameter: Parameter, world: World, made = false): Written | undefined {
  const schema = parameter.schema ?? parameter.content?.schema;
  const examples = made ? [] : [...parameter.examples, ...(parameter.content?.examples ?? [])];
  const read = readAs(parameter, world);
  for (const value of sendable(schema, examples, world, usual)) {
    const texts = isOf(read, value) ? textsOf(parameter, value) : undefined;
    if (texts?.every(([, text]) => isWellFormed(text))) return { value, texts };
  }
  return undefined;
}

/** What a text in a request is read as where the schema leaves several ways; texts win over lists over objects. */
function readAs(parameter: Parameter, world: World): 'scalar' | 'list' | 'object' | 'any' {
  if (parameter.content || !parameter.schema) return 'any';
  const kinds = kindsAt([parameter.schema], world);
  if (kinds.has('string')) return 'scalar';
  if (kinds.has('array')) return 'list';
  return kinds.has('object') ? 'object' : 'scalar';
}

function isOf(read: ReturnType<typeof readAs>, value: Json): boolean {
  if (read === 'any') return true;
  return read === (isArray(value) ? 'list' : isObject(value) ? 'object' : 'scalar');
}

function textsOf(parameter: Parameter, value: Json): Written['texts'] | undefined {
  const { name, content } = parameter;
  if (value === null || name === '') return undefined;
  switch (parameter.in) {
    case 'path': {
      const text = content ? contentText(content, value, pathSegment) : pathText(parameter, value);
      return text === undefined || /^\.{0,2}$/.test(text) ? undefined : [[name, text]];
    }
    case 'query':
      return content ? named(name, contentText(content, value)) : queryTexts(parameter, value);
    case 'header': {
      const text = content ? contentText(content, value) : joined(value, ',');
      const sent = text !== undefined && /^[!-~]([ -~]*[!-~])?$/.test(text) && isFieldName(name);
      return sent ? [[name, text]] : undefined;
    }
    case 'cookie': {
      const text = scalarText(value);
      return content || text === undefined || !isFieldName(name) ? undefined : [[name, pathSegment(text)]];
    }
  }
}

/** What the runtime writes of a value that a media type describes: JSON, or text as it stands. */
function contentText({ type }: MediaType, value: Json, write = (text: string) => text): string | undefined {
  const text = bodyKind(type) === 'json' ? JSON.stringify(value) : scalarText(value);
  return text === undefined ? undefined : write(text);
}

function named(name: string, text: string | undefined): Written['texts'] | undefined {
  return text === undefined ? undefined : [[name, text]];
}

/** A header's name (RFC 9110, 5.6.2), if it is none of those that the sender of a request sets itself. */
function isFieldName(name: string): boolean {
  return (
    /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
    !/^(host|connection|keep-alive|content-length|transfer-encoding|upgrade|expect|trailer|te|cookie)$/i.test(
      name,
    )
  );
}

function pathText({ name, style }: Parameter, value: Json): string | undefined {
  if (style === 'simple') return isArray(value) ? joined(value, ',', pathSegment) : encoded(value);
  const text = encoded(value);
  if (text === undefined) return undefined;
  if (style === 'label') return `.${text}`;
  return style === 'matrix' ? `;${pathSegment(name)}=${text}` : undefined;
}

const separators: Readonly<Record<string, string>> = { form: ',', spaceDelimited: ' ', pipeDelimited: '|' };

function queryTexts({ name, style, explode }: Parameter, value: Json): Written['texts'] | undefined {
  if (isObject(value)) return style === 'deepObject' ? deepTexts(name, value) : undefined;
  const separator = Object.hasOwn(separators, style) ? separators[style] : undefined;
  if (separator === undefined) return undefined;
  if (!isArray(value) || !explode) {
    const text = joined(value, separator);
    return text === undefined ? undefined : [[name, text]];
  }
  const texts = value.map(scalarText);
  return texts.length > 0 && texts.every((text) => text !== undefined)
    ? texts.map((text) => [name, text])
    : undefined;
}

function deepTexts(name: string, value: { readonly [key: string]: Json }): Written['texts'] | undefined {
  const members = Object.entries(value).map(([key, one]) => [`${name}[${key}]`, scalarText(one)] as const);
  const given = members.flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const]));
  return given.length > 0 && given.length === members.length && !Object.keys(value).some(isBracketed)
    ? given
    : undefined;
}

function isBracketed(key: string): boolean {
  return /[[\]]/.test(key);
}

function scalarText(value: Json): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}

function encoded(value: Json): string | undefined {
  const text = scalarText(value);
  return text === undefined ? undefined : pathSegment(text);
}

/** A scalar, or the items of a list where no item could be taken for two. */
function joined(value: Json, separator: string, write = (text: string) => text): string | undefined {
  if (!isArray(value)) return scalarText(value);
  const texts = value.map(scalarText);
  const apart = texts.every(
    (text) => text !== undefined && text !== '' && !text.includes(separator.trim() || ' '),
  );
  return apart && texts.length > 0 ? texts.map((text) => write(text ?? '')).join(separator) : undefined;
}
