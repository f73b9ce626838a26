import { isObject, type Json, type JsonObject, sameJson } from '../../generator/model/json.ts';
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
  check: ({ types, baseApi, headApi }) =>
    types.pairs.flatMap(([base, head]) => {
      const [before, after] = [encodingOf(base, baseApi), encodingOf(head, headApi)];
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      return names
        .filter((name) => !isSame(before[name], after[name]))
        .map((name) => ({
          verdict: 'breaking' as const,
          message: `${base.type}: ${name} is encoded otherwise`,
          base: base.pointer,
          head: head.pointer,
        }));
    }),
});

/** Of other media types it is ignored (OpenAPI 3.1, 4.8.15). */
function encodingOf({ type, pointer }: MediaType, api: Api): JsonObject {
  if (!/^(multipart\/|application\/x-www-form-urlencoded)/i.test(type)) return {};
  const media = valueAt(api.root, pointer);
  const encoding = isObject(media) ? media['encoding'] : undefined;
  return isObject(encoding) ? encoding : {};
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || sameJson(a ?? {}, b ?? {});
}
