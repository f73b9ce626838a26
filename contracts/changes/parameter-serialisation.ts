import type { Api, Parameter } from '../../generator/openapi/api.ts';
import { typesOf } from '../../generator/openapi/schema-walk.ts';
import { defineChange, type Found } from './check.ts';
import { get, query } from './example-parts.ts';
import { parameterName } from './parameter-name.ts';
import type { Sender } from './view.ts';

const list = (more: object) =>
  query('ids', { schema: { type: 'array', items: { type: 'string' } }, ...more });

export const parameterSerialisation = defineChange({
  code: 'change/parameter-serialisation',
  severity: 'error',
  of: 'parameter',
  summary:
    'A parameter is written otherwise (`style`, `explode`, `allowReserved`, `allowEmptyValue`, `content`).',
  why: 'The same value is another text: it is read as another value, or not at all.',
  mirror: 'change/parameter-serialisation',
  examples: [
    {
      name: 'one text with commas',
      paths: [get({ parameters: [list({})] }), get({ parameters: [list({ explode: false })] })],
      finds: ['change/parameter-serialisation: query parameter ids: explode true → false'],
    },
    {
      name: 'the defaults spelled out',
      paths: [get({ parameters: [list({})] }), get({ parameters: [list({ style: 'form', explode: true })] })],
      finds: [],
    },
  ],
  check({ base, head, baseApi, headApi, sender }) {
    const found = (verdict: Found['verdict'], what: string): Found => ({
      verdict,
      message: `${parameterName(base)}: ${what}`,
      base: base.pointer,
      head: head.pointer,
    });
    const [before, after] = [writtenAs(base, baseApi), writtenAs(head, headApi)];
    const changed = (['style', 'explode', 'content'] as const).filter((key) => before[key] !== after[key]);
    return [
      ...changed.map((key) => found('breaking', `${key} ${before[key]} → ${after[key]}`)),
      ...(['allowReserved', 'allowEmptyValue'] as const)
        .filter((key) => base[key] !== head[key])
        .filter(
          (key) => key !== 'allowReserved' || !(isUnreserved(base, baseApi) && isUnreserved(head, headApi)),
        )
        .map((key) => found(loosened(head[key], sender), `${key} ${base[key]} → ${head[key]}`)),
    ];
  },
});

/** What is allowed more may be sent; to those who receive it, it is new. */
function loosened(isAllowed: boolean, sender: Sender): Found['verdict'] {
  return isAllowed === (sender === 'client') ? 'compatible' : 'breaking';
}

const scalars = ['string', 'integer', 'number', 'boolean', 'null'];

/** Nothing in numbers and truth values is reserved. */
function isUnreserved({ schema }: Parameter, api: Api): boolean {
  const types = typesOf(api, schema);
  return types.length > 0 && types.every((type) => type === 'integer' || type === 'boolean');
}

/** How values are written, as far as the style makes a difference for them. */
function writtenAs({ style, explode, content, schema }: Parameter, api: Api) {
  if (content) return { style: 'content', explode: '', content: content.type };
  const types = typesOf(api, schema);
  const isOf = (wanted: readonly string[]) =>
    types.length > 0 && types.every((type) => wanted.includes(type));
  // A list of `simple` style has commas either way.
  const isPlain = (style === 'form' && isOf(scalars)) || (style === 'simple' && isOf([...scalars, 'array']));
  return { style, explode: isPlain ? '' : String(explode), content: '' };
}
