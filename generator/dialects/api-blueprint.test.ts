import { expect, it } from 'vitest';
import { importPages } from '../import-pages.ts';
import { pageOf } from '../markdown/read-page.ts';
import type { JsonObject } from '../model/json.ts';
import { placeText } from '../model/place.ts';
import { pointer, valueAt } from '../model/pointer.ts';
import { apiBlueprint } from './api-blueprint.ts';
import { noIncludes } from './includes.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { readFacts } from './read-facts.ts';

const harbour = `FORMAT: 1A
HOST: https://harbour.example/v2/

# Harbour API
Where ships lie.

# Group Ships

## Ships [/ships{?limit,%24filter}]

+ Parameters
    + limit: 10 (number, optional) - How many.
        + Default: 20

### List ships [GET]
All of them.

+ Response 200 (application/json)
    + Attributes (array[Ship])

    + Body

            [
              { "id": 7, "name": "Anna" }
            ]

### Make a ship [POST /ships]

+ Request (application/json)
    + Attributes
        + name: Anna (string, required) - What she is called.
        + launched (string, optional)

    + Body

            { "name": "Anna" }

+ Response 201 (application/json)
    + Headers

            Location: /ships/7

+ Response 409

## Ship [/ships/{id}]

+ Parameters
    + id (number) - Her number.

### Get [GET]

+ Response 200 (application/json)

    \`\`\`json
    { "id": 7, "masts": ] }
    \`\`\`

## GET /ships/{id}/berths

+ Response 204

# Data Structures

## Ship (object)
+ id: 7 (number, required) - Her number.
+ name (string)`;

async function imported(text: string) {
  const bytes = new TextEncoder().encode(text);
  const { value, diagnostics } = await importPages([{ file: 'ships.apib', bytes }]);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  const at = (...tokens: string[]) => valueAt(value.document, pointer('', ...tokens));
  return { at, sources: value.sources, diagnostics };
}

it('reads resources, actions, parameters, samples and data structures', async () => {
  const { at } = await imported(harbour);
  expect(at('info', 'title')).toBe('Harbour API');
  expect(at('servers')).toEqual([{ url: 'https://harbour.example/v2' }]);
  expect(Object.keys(at('paths') as JsonObject)).toEqual(['/ships', '/ships/{id}', '/ships/{id}/berths']);
  expect(at('paths', '/ships', 'get')).toMatchObject({
    summary: 'List ships',
    description: 'All of them.',
    parameters: [
      { name: 'limit', in: 'query', description: 'How many.', schema: { type: 'number' } },
      { name: '$filter', in: 'query', schema: { type: 'string' } },
    ],
    responses: {
      200: {
        content: {
          'application/json': {
            schema: { type: 'array', items: { $ref: '#/components/schemas/Ship' } },
            examples: { response: { value: [{ id: 7, name: 'Anna' }] } },
          },
        },
      },
    },
  });
  expect(at('paths', '/ships', 'get', 'parameters', '0')).not.toHaveProperty('required');
  expect(at('paths', '/ships', 'post')).not.toHaveProperty('parameters');
  expect(at('paths', '/ships', 'post', 'requestBody', 'content', 'application/json')).toMatchObject({
    schema: {
      required: ['name'],
      properties: { name: { description: 'What she is called.' }, launched: { type: 'string' } },
    },
    examples: { request: { value: { name: 'Anna' } } },
  });
  expect(Object.keys(at('paths', '/ships', 'post', 'responses') as JsonObject)).toEqual(['201', '409']);
  expect(at('paths', '/ships/{id}', 'parameters')).toMatchObject([
    { name: 'id', description: 'Her number.' },
  ]);
  expect(Object.keys(at('paths', '/ships/{id}/berths', 'get', 'responses') as JsonObject)).toEqual(['204']);
  expect(at('components', 'schemas', 'Ship', 'properties')).toMatchObject({
    id: {},
    name: { type: 'string' },
  });
});

it('knows the place of everything, also of a value in an indented sample', async () => {
  const { diagnostics } = await imported(harbour);
  const told = diagnostics.map(({ at, code, message }) => `${placeText(at)} ${code} ${message}`);
  expect(told).toEqual([
    'ships.apib:41:13 docs/blueprint-left-out "Headers" was left out: docpact reads bodies and attributes of samples',
    expect.stringMatching(/^ships\.apib:55:25 docs\/example-json-malformed /),
  ]);
  const facts = apiBlueprint.read(pageOf(harbour, 'ships.apib'), noIncludes).value;
  const sample = facts.find((fact) => fact.predicate === 'example-response');
  expect(sample?.value.body && placeText(sample.value.body.place('/0/name'))).toBe('ships.apib:24:34');
});

it('is told by its first line, and read by no other dialect', () => {
  const page = pageOf('FORMAT: 1A\n\n# Ships\n\n## GET /ships\n\n+ Response 204\n', 'a.md');
  expect([apiBlueprint.recognises(page), plainMarkdown.recognises(page)]).toEqual([true, true]);
  const { value, diagnostics } = readFacts(page);
  expect(value.filter(({ predicate }) => predicate === 'response')).toHaveLength(1);
  expect(diagnostics).toEqual([]);
  expect(readFacts(page, noIncludes, [plainMarkdown, apiBlueprint]).value).toEqual(value);
  expect(apiBlueprint.recognises(pageOf('# Ships\n\nFORMAT: 1A', 'a.md'))).toBe(false);
});

it.each([
  ['### List [GET]', 'the action GET was left out: no heading above it says where it is'],
  [
    '## A [/a]\n### List [GET]\n+ Relation: list',
    '"Relation: list" was left out: docpact reads no such section',
  ],
  [
    '## POST /a\n+ Request\n    + Attributes\n        + a (object)\n            + b: 1',
    '"b: 1" was left out: it describes a nested value',
  ],
])('says what it does not read: %j', (text, message) => {
  const { diagnostics } = readFacts(pageOf(`FORMAT: 1A\n\n${text}\n`, 'a.md'));
  expect(diagnostics.map((one) => one.message)).toEqual([message]);
});

it('reads pages that nobody would write, and says nothing of them', () => {
  const many = '+ a\n        x\n'.repeat(20_000);
  const long = `## ${' '.repeat(100_000)}[GET]\n+ ${'- ('.repeat(50_000)}\n`;
  for (const text of [
    many,
    long,
    '```\n'.repeat(3),
    '        x\n'.repeat(200_000),
    'HOST: '.repeat(50_000),
  ]) {
    const { value } = readFacts(pageOf(`FORMAT: 1A\n\n${text}`, 'a.md'));
    expect(value.filter(({ predicate }) => predicate === 'request-line')).toEqual([]);
  }
});
