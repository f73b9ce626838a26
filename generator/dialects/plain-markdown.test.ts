import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentationOf } from '../../contracts/lint/documentation.ts';
import { lint } from '../../contracts/lint/lint.ts';
import { type ImportedSpec, importPages } from '../import-pages.ts';
import { pageOf } from '../markdown/read-page.ts';
import { placeText } from '../model/place.ts';
import { pointer, valueAt } from '../model/pointer.ts';
import { officialFaults } from '../openapi/fixtures/official-schema.ts';
import { resolve } from '../resolve/resolve.ts';
import { defineDialect } from './dialect.ts';
import type { Fact } from './fact.ts';
import { noIncludes } from './includes.ts';
import { microsoftGraph } from './microsoft-graph.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { readFacts } from './read-facts.ts';

const page = (file: string, lines: readonly string[]) => ({
  file,
  bytes: new TextEncoder().encode(lines.join('\n')),
});

async function imported(...lines: string[]): Promise<ImportedSpec> {
  const { value, diagnostics } = await importPages([page('README.md', lines)]);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
}

/** A README in many wordings at once, of a harbour that never was. */
const harbour = [
  '# Harbour API',
  '',
  'Base URL: `https://harbour.example/v2`',
  '',
  '| Method | Endpoint | Description |',
  '|--------|----------|-------------|',
  '| `GET` | `/ships/:id` | One ship. |',
  '| POST | `/ships` | A new ship. |',
  '| DELETE | `/ships/{ship_id}` | Scraps it. |',
  '',
  '## Ships',
  '',
  '### Get a ship',
  '',
  '```',
  'GET /ships/{ship_id}',
  '```',
  '',
  '#### Parameters',
  '',
  '| Name | In | Type | Required | Description |',
  '|------|----|------|----------|-------------|',
  '| `ship_id` | path | integer | Yes | Her number. |',
  '| `fields` | query | string[] | No | What to show. |',
  '| X-Trace | header | string | yes | For the log. |',
  '| session | cookie | string | yes | Who asks. |',
  '',
  '#### Response',
  '',
  '```json',
  '{ "id": 7, "name": "Anna", "masts": [{ "height": 12.5 }], "flags": ["red"] }',
  '```',
  '',
  '### POST /ships',
  '',
  '**Request body:**',
  '',
  '| Field | Type | Required | Description |',
  '|-------|------|----------|-------------|',
  '| name | string | Yes | What she is called. |',
  '| launched | string (date-time) | No | When. |',
  '| rig | `"sloop" \\| "ketch"` | No | Her rig. |',
  '| crew.size | integer | No | Nested. |',
  '',
  '**Response** `201 Created`',
  '',
  '| Status | Description | Schema |',
  '|--------|-------------|--------|',
  '| 201 | Created | [Ship](#ship) |',
  '| 409 | Name taken | |',
  '',
  '### `DELETE /ships/{id}`',
  '',
  '**204:** gone | **404:** no such ship',
  '',
  '### List ships',
  '',
  '**Endpoint:** `GET /ships?limit=10`',
  '',
  '**Response (200):**',
  '',
  '```json',
  '[{ "id": 7 }]',
  '```',
  '',
  '## Models',
  '',
  '### Ship',
  '',
  '| Field | Type | Description |',
  '|-------|------|-------------|',
  '| id | integer | Her number. |',
  '| sisters | array of Ships | Of the same yard. |',
];

describe('plain Markdown', () => {
  it('reads endpoints of tables, headings, lines and code as operations', async () => {
    const { document } = await imported(...harbour);
    const at = (...tokens: string[]) => valueAt(document, pointer('', ...tokens));
    expect(Object.keys(at('paths') as object)).toEqual(['/ships', '/ships/{id}']);
    expect(at('info')).toEqual({ title: 'Harbour API', version: 'v2' });
    expect(at('servers')).toEqual([{ url: 'https://harbour.example/v2' }]);
    expect(at('paths', '/ships', 'post')).toMatchObject({
      operationId: 'postShips',
      tags: ['ships'],
      description: 'A new ship.',
      requestBody: {
        content: {
          'application/json': {
            schema: {
              required: ['name'],
              properties: {
                name: { type: 'string', description: 'What she is called.' },
                launched: { type: 'string', format: 'date-time' },
                rig: { type: 'string', 'x-docpact-documented-values': ['sloop', 'ketch'] },
              },
            },
          },
        },
      },
      responses: {
        201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Ship' } } } },
        409: { description: 'Name taken' },
      },
    });
    expect(Object.keys(at('paths', '/ships/{id}', 'delete', 'responses') as object)).toEqual(['204', '404']);
    const get = JSON.stringify(at('paths', '/ships/{id}'));
    for (const part of [
      '"name":"id","in":"path","required":true,"description":"Her number."',
      '"name":"fields","in":"query"',
      '"name":"X-Trace","in":"header","required":true',
    ])
      expect(get).toContain(part);
    expect(at('components', 'schemas', 'Ship', 'properties', 'sisters')).toMatchObject({
      type: 'array',
      items: { $ref: '#/components/schemas/Ship' },
    });
  });

  it('makes types of examples, marked as inferred, and arrays of arrays of values', async () => {
    const { document, sources } = await imported(...harbour);
    const list = ['paths', '/ships', 'get', 'responses', '200', 'content', 'application/json', 'schema'];
    expect(valueAt(document, pointer('', ...list))).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/GetShips200ResponseItem' },
    });
    const shown = pointer('/components/schemas', 'GetShipsById200Response');
    expect(valueAt(document, `${shown}/properties`)).toMatchObject({
      id: { type: 'integer' },
      name: { type: 'string' },
      masts: { type: 'array', items: { $ref: '#/components/schemas/GetShipsById200ResponseMastsItem' } },
      flags: { type: 'array', items: { type: 'string' } },
    });
    expect(valueAt(document, `${shown}/required`)).toBeUndefined();
    expect(sources.origins.get(shown)).toMatchObject({ inferred: 'type-from-example' });
    expect(sources.origins.get('/paths/~1ships/post')?.places.map(placeText)).toEqual([
      'README.md:8:10',
      'README.md:34:5',
    ]);
  });

  it('puts nothing of Microsoft, Graph or OData into the document, which is valid', async () => {
    const { document } = await imported(...harbour);
    expect(JSON.stringify(document)).not.toMatch(/odata|microsoft|graph|oauth|x-ms-/i);
    expect(officialFaults(document)).toEqual([]);
  });

  it('says what it leaves out', async () => {
    const { diagnostics } = await importPages([page('README.md', harbour)]);
    expect(diagnostics.map((d) => `${d.code} ${placeText(d.at)}`)).toEqual([
      'docs/left-out README.md:26:1',
      'docs/left-out README.md:43:1',
    ]);
  });

  it('says which JSON is malformed; findings on reference pages look for nothing in it', async () => {
    const readme = page('README.md', [
      ...harbour,
      '## PUT /ships',
      '**Request**',
      '```json',
      '{ "id": , }',
      '```',
    ]);
    const { value, diagnostics } = await importPages([readme]);
    const told = diagnostics.filter((d) => d.code !== 'docs/left-out');
    expect(told.map((d) => `${d.code} ${placeText(d.at)}`)).toEqual([
      `docs/example-json-malformed README.md:${harbour.length + 4}:9`,
    ]);
    const read = pageOf(harbour.join('\n'), 'README.md');
    expect(lint(documentationOf([read], value?.facts ?? []))).toEqual([]);
  });

  it.each([
    ['a heading', '## GET /things/{id}'],
    ['a heading with code', '### `GET /things/:id`'],
    ['a heading with code after the verb', '## **GET** `/things/<int:id>`'],
    ['a line of code', '`GET /things/{id}`'],
    ['a labelled line', '**Endpoint:** `GET /things/{id}`'],
    ['brackets', '`[GET] /things/{id}`'],
    ['method and path apart', '**Method:** `GET`  **Path:** `/things/{id}`'],
    ['method and path in paragraphs', '**URL** : `/things/:id`\n\n**Method** : `GET`'],
    ['path before method', '**URL** : `/things/:id`\n**Method** : `GET`\n**Auth required** : YES'],
    ['an item of a list', '- GET `/things/{id}` — Reads a thing'],
    ['a quote', '> **GET** /things/{id}'],
    ['a whole address', '### HTTP Request\n\n`GET http://example.com/things/{id}`'],
  ])('finds an endpoint in %s', async (_, line) => {
    const { document } = await imported('# Things', '', line);
    expect(Object.keys(valueAt(document, '/paths') as object)).toEqual(['/things/{id}']);
  });

  it.each([
    ['/a/{id', []],
    ['/a/}b{', []],
    ['/a/.../b', []],
    ['/a/{id:[0-9]+}', ['/a/{id}']],
    ['/a/:id/b/:id', ['/a/{id}/b/{id2}']],
    ['/a/{the id}', ['/a/{the_id}']],
    ['/a/*', ['/a/*']],
    ['/a/__proto__', ['/a/__proto__']],
  ])('reads the path %s as a template, or says that it is none', async (path, paths) => {
    const { value, diagnostics } = await importPages([
      page('README.md', ['## GET /b', `## GET \`${path}\``]),
    ]);
    expect(Object.keys(valueAt(value?.document ?? {}, '/paths') as object)).toEqual([...paths, '/b'].sort());
    expect(diagnostics.map((d) => d.code)).toEqual(paths.length === 0 ? ['docs/left-out'] : []);
  });

  it('an endpoint without an answer has a default one', async () => {
    const { document } = await imported('# Things', '## GET /things');
    expect(valueAt(document, '/paths/~1things/get/responses')).toEqual({
      default: { description: 'No answer is documented.' },
    });
  });

  it('beside reference pages adds its operations and changes none of theirs', async () => {
    const graph = page('ship-get.md', [
      '# Get ship',
      '## HTTP request',
      '```http',
      'GET /ships/{id}',
      '```',
      '## Response',
      'Returns `200 OK`.',
    ]);
    const alone = await importPages([graph]);
    const both = await importPages([graph, page('README.md', harbour)]);
    const get = pointer('/paths', '/ships/{shipId}', 'get');
    expect(valueAt(both.value?.document ?? {}, get)).toEqual(valueAt(alone.value?.document ?? {}, get));
    expect(both.diagnostics.map((d) => d.code)).toContain('docs/operation-of-other-dialect');
    expect(valueAt(both.value?.document ?? {}, '/paths/~1ships/post/operationId')).toBe('postShips');
  });
});

const folders = [
  '../../../shared/corpus/graph-2021',
  '../../../shared/corpus/graph-2017',
  '../../../shared/seed',
]
  .map((folder) => new URL(`${folder}/`, import.meta.url))
  .filter((folder) => {
    try {
      return readdirSync(folder).length > 0;
    } catch {
      return false;
    }
  });

describe('recognition', () => {
  it.skipIf(folders.length === 0)('of reference pages and of endpoints in Markdown never meets', () => {
    let pages = 0;
    for (const folder of folders)
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.md')) continue;
        pages++;
        const read = pageOf(readFileSync(new URL(file, folder), 'utf8'), file);
        expect([file, plainMarkdown.recognises(read)]).toEqual([file, false]);
      }
    expect(pages).toBeGreaterThan(0);
    const readme = pageOf(harbour.join('\n'), 'README.md');
    expect([plainMarkdown.recognises(readme), microsoftGraph.recognises(readme)]).toEqual([true, false]);
  });

  it.each([
    [
      'properties of an object',
      ['# Things', '## GET /things', '## Properties', '|Name|Type|', '|--|--|', '|a|b|'],
    ],
    ['methods', ['# Client', '## Methods', '|Method|Endpoint|', '|--|--|', '|GET|/things|']],
    ['a generated page', ['# ThingApi', '## list', '> **GET** /things', '### HTTP request headers', 'None']],
    [
      'requests in sections',
      ['# Kittens', '## Get all', '### HTTP Request', '`GET http://example.com/kittens`'],
    ],
  ])('of a README with %s', (_, lines) => {
    const read = pageOf(lines.join('\n'), 'README.md');
    expect([plainMarkdown.recognises(read), microsoftGraph.recognises(read)]).toEqual([true, false]);
  });
});

/** What CONTRIBUTING shows: a dialect is one file. Here it is the format of a page of "→" lines. */
const arrows = defineDialect({
  name: 'arrows',
  summary: 'Pages that begin with "API:" and hold lines `GET /x → 200`.',
  recognises: (read) => read.text.startsWith('API:'),
  read(read) {
    const facts: Fact[] = [];
    const at = read.place({ start: 0, end: 4 });
    const owner = { of: 'page', file: read.file } as const;
    facts.push({
      predicate: 'conventions',
      subject: owner,
      value: 'plain',
      kind: 'inferred',
      rule: 'dialect',
      at,
    });
    for (const { 0: text, 1: method = '', 2: path = '', index } of read.text.matchAll(
      /^(GET|POST) (\/\S+) → \d+$/gm,
    )) {
      const subject = { ...owner, part: `${method} ${path}` };
      const value = { method, path, query: '', origin: undefined };
      const place = read.place({ start: index, end: index + text.length });
      facts.push({ predicate: 'request-line', subject, value, kind: 'request', at: place });
    }
    return { value: facts, diagnostics: [] };
  },
});

it('overviews of a reference that name endpoints in passing are of no dialect', () => {
  const overview = [
    '---',
    'doc_type: conceptualPageType',
    '---',
    '# Ships',
    '',
    '- GET /ships',
    '- POST /ships',
  ];
  const read = pageOf(overview.join('\n'), 'ships-overview.md');
  expect([plainMarkdown.recognises(read), microsoftGraph.recognises(read)]).toEqual([false, false]);
});

describe('a dialect of one file', () => {
  it('is chosen by what it recognises, and its facts become operations', () => {
    const read = pageOf('API: things\nGET /things → 200\nPOST /things → 201\n', 'api.txt');
    const { value, diagnostics } = readFacts(read, noIncludes, [arrows, microsoftGraph, plainMarkdown]);
    expect(diagnostics).toEqual([]);
    expect(
      resolve(value).value.operations.map(({ id, origin }) => [id, origin.places.map(placeText)]),
    ).toEqual([
      ['getThings', ['api.txt:2:1']],
      ['postThings', ['api.txt:3:1']],
    ]);
  });
});
