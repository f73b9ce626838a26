import { type Json, type JsonObject, setMember } from '../model/json.ts';
import type { Api, Operation, Response } from '../openapi/api.ts';
import { sampleOf } from '../openapi/sample.ts';
import { bodyKind, preferred } from './media.ts';

/** What a handler answers by itself. */
export interface DefaultAnswer {
  readonly status: number;
  /** Undefined: it has no body. */
  readonly body: { readonly json: Json } | 'blob' | undefined;
}

/** Levels of objects whose optional members made answers show. */
const shownLevels = 2;

/** The first documented success with its documented example, else with a value made from its schema. */
export function defaultAnswer(api: Api, operation: Operation): DefaultAnswer {
  // No Response has a status below 200.
  const response =
    successesOf(operation)[0] ?? operation.responses.find(({ status }) => /^[345]/.test(status));
  const media = operation.method === 'head' ? undefined : preferred(response?.content ?? []);
  const status = statusNumber(response?.status, media !== undefined);
  if (!media || [204, 205, 304].includes(status)) return { status, body: undefined };
  const [example] = media.examples;
  const kind = bodyKind(media.type);
  if (kind === 'json') {
    const made = () => sampleOf(api, media.schema, 'response', { optional: shownLevels });
    return { status, body: { json: example?.value ?? made() } };
  }
  if (kind !== 'text' && typeof example?.value !== 'string') return { status, body: 'blob' };
  return { status, body: { json: typeof example?.value === 'string' ? example.value : '' } };
}

/** A status that a range or `default` stands for. */
function statusNumber(status: string | undefined, hasBody: boolean): number {
  if (status !== undefined && /^[1-5]\d\d$/.test(status)) return Number(status);
  if (status !== undefined && /^[3-5]XX$/.test(status)) return Number(`${status[0]}00`);
  return hasBody || status === undefined ? 200 : 204;
}

/** The documented successes; what is documented for all statuses is one where no other is. */
function successesOf({ responses }: Operation): readonly Response[] {
  const described = responses.filter(({ status }) => /^2(\d\d|XX)$/.test(status));
  return described.length > 0 ? described : responses.filter(({ status }) => status === 'default');
}

/** The successes by status, true where they have a body: the second type argument of a handler. */
export function successTypes(operation: Operation): JsonObject {
  const types: Record<string, Json> = {};
  for (const { status, content } of successesOf(operation)) {
    const key = status === 'default' ? '2XX' : status;
    setMember(types, key, content.length > 0 && operation.method !== 'head');
  }
  return operation.responses.length === 0 ? { '2XX': true } : types;
}

/** The media types of bodies by status, where they are not the usual one. */
export function mediaTypes(operation: Operation): JsonObject {
  const types: Record<string, Json> = {};
  for (const { status, content } of operation.responses) {
    const type = preferred(content)?.type;
    // A header value is printable ASCII here; a range of types names none.
    if (type === undefined || type === 'application/json' || !/^[\x21-\x7e ]+$/.test(type)) continue;
    if (!type.includes('*')) setMember(types, status, type);
  }
  return types;
}
