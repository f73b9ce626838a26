import { isObject } from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import type { Api, Header } from '../../generator/openapi/api.ts';
import { typesOf } from '../../generator/openapi/schema-walk.ts';
import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (type: string, explode: boolean) =>
  get({
    responses: { '200': { description: 'OK', headers: { 'X-Limit': { explode, schema: { type } } } } },
  });

export const headerSerialisation = defineChange({
  code: 'change/header-serialisation',
  severity: 'error',
  of: 'header',
  summary: 'A header of a response is written otherwise (`explode`, `content`).',
  why: 'The same value is another text: it is read as another value, or not at all.',
  mirror: 'change/header-serialisation',
  examples: [
    {
      name: 'an object in another form',
      paths: [answer('object', false), answer('object', true)],
      finds: ['change/header-serialisation: header X-Limit: explode false → true'],
    },
    { name: 'of a number', paths: [answer('integer', false), answer('integer', true)], finds: [] },
  ],
  check({ base, head, baseApi, headApi }) {
    if (!base || !head) return [];
    const [before, after] = [writtenAs(base, baseApi), writtenAs(head, headApi)];
    if (before === after) return [];
    const message = `header ${base.name}: ${before} → ${after}`;
    return [
      {
        verdict: 'breaking',
        message: message.replace('→ explode', '→'),
        base: base.pointer,
        head: head.pointer,
      },
    ];
  },
});

/** Of a single value or a list `explode` makes no difference in headers. */
function writtenAs(header: Header, api: Api): string {
  if (header.byContent) return 'content';
  const value = valueAt(api.root, header.pointer);
  const types = typesOf(api, header.schema);
  const isPlain = types.length > 0 && !types.includes('object');
  return isPlain ? 'schema' : `explode ${isObject(value) && value['explode'] === true}`;
}
