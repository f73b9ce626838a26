import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { MediaType, Schema } from '../../generator/openapi/api.ts';
import { isReadOnly, propertiesOf } from '../../generator/openapi/schema-walk.ts';
import type { Refusal } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { essence, isJsonType } from './record.ts';
import type { Fault } from './validator.ts';

export interface ReadBody {
  /** Undefined: no body, or one that is not JSON. */
  readonly value: Json | undefined;
}

/** The request's body as the operation documents it, or why it is refused: 413, 415, 400. */
export function readBody(exchange: Exchange, entity: Schema | undefined): ReadBody | Refusal {
  const { request, operation, fields, parts } = exchange;
  const documented = operation.requestBody;
  const length = byteLength(request.body);
  if (request.oversized || length > parts.options.bodyLimit) return tooLarge(parts.options.bodyLimit);
  if (!documented) return { value: undefined };
  if (length === 0) return documented.required ? bad('A request body is required.') : { value: undefined };
  const coding = fields.get('content-encoding');
  if (coding !== undefined && coding.toLowerCase() !== 'identity') return encoded(coding);
  const sent = fields.get('content-type');
  const media = sent === undefined ? undefined : mediaFor(sent, documented.content);
  if (!media) return unsupported(sent, documented.content);
  if (!isJsonType(sent ?? '')) return { value: undefined };
  const parsed = parse(request.body ?? '');
  if (parsed === undefined) return bad('The request body is not well-formed JSON.');
  if (length > 2 * deepest && deeperThan(parsed.value))
    return bad(`The request body nests deeper than ${deepest} levels.`);
  const value =
    parts.options.readOnly === 'ignore' ? withoutReadOnly(exchange, parsed.value, entity) : parsed.value;
  const fault = media.schema && parts.validators.check(media.schema, 'request', value);
  return fault ? bad(sentence(exchange, fault, entity)) : { value };
}

/** Levels of a body: what walks values later may do so by recursion. */
const deepest = 128;

function deeperThan(root: Json): boolean {
  let level: readonly Json[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

function byteLength(body: string | Uint8Array | undefined): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? encoder.encode(body).length : body.length;
}

/** Bytes must be UTF-8 (RFC 8259, 8.1). */
function parse(body: string | Uint8Array): { value: Json } | undefined {
  try {
    const text = typeof body === 'string' ? body : decoder.decode(body);
    const value: Json = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

function mediaFor(sent: string, offered: readonly MediaType[]): MediaType | undefined {
  const type = essence(sent);
  const exactly = offered.find((media) => essence(media.type) === type);
  if (exactly) return exactly;
  const ranges = [`${type.split('/')[0]}/*`, '*/*'];
  for (const range of ranges) {
    const found = offered.find((media) => essence(media.type) === range);
    if (found) return found;
  }
  return undefined;
}

function sentence({ parts }: Exchange, fault: Fault, entity: Schema | undefined): string {
  const name = fault.property;
  const known = entity && propertiesOf(parts.api, entity).get(name);
  if (known && isReadOnly(parts.api, known)) return `Property '${name}' is read-only.`;
  if (name === '') return `The request body ${fault.reason}.`;
  return fault.kind === 'unknown'
    ? `Property '${name}' is not known.`
    : `Property '${name}' ${fault.reason}.`;
}

/** Without what only the service sets, at any depth that the schema tells of. */
function withoutReadOnly({ parts: { api } }: Exchange, value: Json, entity: Schema | undefined): Json {
  const strip = (one: Json, schema: Schema | undefined): Json => {
    if (!schema) return one;
    if (isArray(one)) {
      const items = api.child(api.resolve(schema), 'items');
      return items ? one.map((item) => strip(item, items)) : one;
    }
    if (!isObject(one)) return one;
    const properties = propertiesOf(api, schema);
    const kept = Object.entries(one).flatMap(([name, member]): [string, Json][] => {
      const property = properties.get(name);
      return property && isReadOnly(api, property) ? [] : [[name, strip(member, property)]];
    });
    return Object.fromEntries(kept);
  };
  return strip(value, entity);
}

export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function bad(message: string): Refusal {
  return { status: 400, message };
}

function tooLarge(limit: number): Refusal {
  return { status: 413, message: `The request body is larger than ${limit} bytes.` };
}

/** RFC 9110, 15.5.16: the answer says which codings are taken. */
function encoded(coding: string): Refusal {
  const message = `Content-Encoding '${coding}' is not supported: identity.`;
  return { status: 415, message, headers: { 'accept-encoding': 'identity' } };
}

function unsupported(sent: string | undefined, offered: readonly MediaType[]): Refusal {
  const wanted = offered.map(({ type }) => type).join(', ');
  const found =
    sent === undefined ? 'A request body needs a Content-Type' : `Content-Type '${sent}' is not supported`;
  return { status: 415, message: `${found}: ${wanted}.` };
}
