import { isObject, type Json } from '../model/json.ts';
import { pathSegment } from '../model/printers/path.ts';
import type { MediaType, Operation } from '../openapi/api.ts';
import type { World } from '../openapi/world.ts';
import { sendable } from './contract-values.ts';
import { type BodyKind, bodyKind } from './media.ts';

/** The body of a request: what the call is given, and what the pact holds. */
export interface ContractBody {
  readonly type: string;
  readonly value: Json;
  /** The text that is sent; undefined: the value as JSON. */
  readonly text: string | undefined;
}

/** The body for a request, none, or why there can be none. */
export type BodyAnswer =
  | { readonly body: ContractBody | undefined; readonly reason?: never }
  | { readonly reason: string; readonly body?: never };

export function contractBody(
  operation: Operation,
  media: MediaType | undefined,
  required: boolean,
  world: World,
): BodyAnswer {
  if (!media)
    return required ? { reason: 'it needs a body, and fetch sends none with it' } : { body: undefined };
  const body = bodyOf(media, required, world);
  if (body || !required) return { body };
  const kind = whatItIs(media.type);
  if (kind !== undefined) return { reason: `its body is ${kind}` };
  if (bodyKind(media.type) === 'form') return { reason: 'its form has fields that are no single texts' };
  return { reason: `no body could be made that ${operation.method.toUpperCase()} ${operation.path} accepts` };
}

/** Media types of bodies that no pact holds. */
function whatItIs(type: string): string | undefined {
  if (type.includes('*')) return `of the range ${type}, which is no type that could be sent`;
  if (bodyKind(type) === 'multipart') return 'multipart';
  return isStream(type) ? `a stream (${type})` : undefined;
}

/** Bodies that go on and on: events, lines of JSON. */
export function isStream(type: string): boolean {
  return /^(text\/event-stream|application\/(x-)?(ndjson|jsonl|json-seq|json-lines|jsonlines|stream\+json))\s*(;|$)/i.test(
    type,
  );
}

const usual: Readonly<Record<BodyKind, readonly Json[]>> = {
  json: [{}],
  form: [],
  multipart: [],
  text: ['text'],
  binary: ['text'],
};

function bodyOf(media: MediaType, required: boolean, world: World): ContractBody | undefined {
  const { type, schema, examples } = media;
  const kind = bodyKind(type);
  if (whatItIs(type) !== undefined || !/^[ -~]+$/.test(type)) return undefined;
  // A body that need not come comes where the document shows one.
  if (!required && examples.length === 0) return undefined;
  // Of bytes a schema says that they are a text.
  const judged = kind === 'binary' ? undefined : schema;
  const further = /[/+](xml|yaml)\b/i.test(type) ? [] : usual[kind];
  for (const value of sendable(judged, examples, world, schema && kind === 'json' ? [] : further)) {
    if (kind === 'json' && value !== null)
      return { type, value, text: isPlain(value) ? undefined : JSON.stringify(value) };
    const text = kind === 'form' ? formText(value) : value;
    if (typeof text === 'string' && text !== '') return { type, value, text };
  }
  return undefined;
}

/** pact-js takes a text for the text of the body, and what counts as false for no body. */
function isPlain(value: Json): boolean {
  return typeof value === 'object';
}

/** Fields of one text each: how others are written is up to the form's encoding, and Pact compares texts. */
function formText(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  const fields = Object.entries(value);
  if (fields.some(([name, one]) => name === '' || typeof one === 'object')) return undefined;
  return fields.map(([name, one]) => `${pathSegment(name)}=${pathSegment(String(one))}`).join('&');
}
