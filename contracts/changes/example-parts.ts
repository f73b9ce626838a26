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

/** An operation whose answer comes in these media types. */
export const answerOf = (...types: string[]) =>
  get({
    responses: {
      '200': {
        description: 'OK',
        content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }])),
      },
    },
  });

const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://a.example', scopes: { read: '', write: '' } } },
  },
};
/** A document with one operation that asks for one of these. */
export const secured = (...security: JsonObject[]) =>
  documentOf({ paths: get({ security }), components: { securitySchemes: schemes } });
