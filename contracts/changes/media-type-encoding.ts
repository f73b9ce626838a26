import { compareText } from '../../generator/model/diagnostic.ts';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  sameJson,
} from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import type { Api, MediaType } from '../../generator/openapi/api.ts';
import { defineChange } from './check.ts';

const form = (encoding: JsonObject) => ({
  '/a': {
    post: {
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: { type: 'object', properties: { a: { type: 'string' } } },
            ...encoding,
          },
        },
      },
      responses: { '200': { description: 'OK' } },
    },
  },
});

export const mediaTypeEncoding = defineChange({
  code: 'change/media-type-encoding',
  severity: 'error',
  of: 'content',
  summary: 'The parts of a form are written otherwise (`encoding`).',
  why: 'The same value is another text: it is read as another value, or not at all.',
  mirror: 'change/media-type-encoding',
  examples: [
    {
      name: 'a part of another type',
      paths: [form({}), form({ encoding: { a: { contentType: 'application/json' } } })],
      finds: ['change/media-type-encoding: multipart/form-data: a is encoded otherwise'],
    },
    { name: 'none', paths: [form({}), form({ encoding: {} })], finds: [] },
  ],
  check: ({ types, baseApi, headApi, sender }) =>
    types.pairs.flatMap(([base, head]) => {
      const [before, after] = [encodingOf(base, baseApi), encodingOf(head, headApi)];
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      return names.flatMap((name) => {
        const [own, theirs] = [before, after].map((table) => written(member(table, name)));
        if (own === undefined || theirs === undefined || sameJson(own, theirs)) return [];
        const [accepts, comes] = sender === 'client' ? [theirs, own] : [own, theirs];
        return [
          {
            verdict: isWithin(comes, accepts) ? ('compatible' as const) : ('breaking' as const),
            message: `${base.type}: ${name} is encoded otherwise`,
            base: base.pointer,
            head: head.pointer,
          },
        ];
      });
    }),
});

/** With the defaults spelled out, where they do not depend on the schema (OpenAPI 3.1, 4.8.15.1). */
function written(encoding: Json | undefined): JsonObject {
  const { contentType = '', style = 'form', ...rest } = isObject(encoding) ? encoding : {};
  const types = String(contentType)
    .split(',')
    .map((one) => one.trim())
    .sort(compareText);
  const { explode = style === 'form', ...others } = rest;
  return { types, rest: { ...others, style, explode } };
}

/** The same but for types that may come, all of which are accepted. */
function isWithin(comes: JsonObject, accepts: JsonObject): boolean {
  const [own, theirs] = [comes['types'], accepts['types']];
  const isListed =
    isArray(own) && isArray(theirs) && !own.includes('') && own.every((type) => theirs.includes(type));
  return isListed && sameJson(comes['rest'] ?? null, accepts['rest'] ?? null);
}

/** Of other media types it is ignored (OpenAPI 3.1, 4.8.15). */
function encodingOf({ type, pointer }: MediaType, api: Api): JsonObject {
  if (!/^(multipart\/|application\/x-www-form-urlencoded)/i.test(type)) return {};
  const media = valueAt(api.root, pointer);
  const encoding = isObject(media) ? media['encoding'] : undefined;
  return isObject(encoding) ? encoding : {};
}
