import type { JsonObject } from '../../generator/model/json.ts';

/** Parts of documents for the examples of checks. */
export const ok: JsonObject = { '200': { description: 'OK' } };

export function get(operation: JsonObject): JsonObject {
  return { '/a': { get: { responses: ok, ...operation } } };
}

export function query(name: string, more: JsonObject = {}): JsonObject {
  return { name, in: 'query', schema: { type: 'string' }, ...more };
}

export function json(schema: JsonObject): JsonObject {
  return { content: { 'application/json': { schema } } };
}

export function documentOf(members: JsonObject): JsonObject {
  return { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {}, ...members };
}
