import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../generator/model/json.ts';
import { readOpenApi } from '../generator/openapi/read.ts';
import { readPact } from './pact/read.ts';
import { verifyPacts } from './verify.ts';

/** Contracts that look guaranteed and are not, or look impossible and are kept: each has a counterexample. */
function verdictOf(document: JsonObject, interaction: JsonObject): string | undefined {
  const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));
  const pact = {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [{ description: 'd', ...interaction }],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
  const root = { openapi: '3.1.0', info: { title: 't', version: '1' }, ...document };
  const api = readOpenApi(encode(root), 'openapi.json').value;
  const read = readPact(encode(pact), 'a.pact.json').value;
  if (!api || !read) throw new Error('the input cannot be read');
  return verifyPacts(api, undefined, [read]).value[0]?.verdict;
}

const rule = (...matchers: JsonObject[]): JsonObject => ({ matchers });
const type = rule({ match: 'type' });
const text = { type: 'string' };
const json = { 'Content-Type': 'application/json' };
const getting = (response: JsonObject): JsonObject => ({
  paths: { '/a': { get: { responses: { '200': { description: 'ok', ...response } } } } },
});
const answer = (response: JsonObject, request: JsonObject = {}): JsonObject => ({
  request: { method: 'GET', path: '/a', ...request },
  response: { status: 200, ...response },
});
const posting = (operation: JsonObject, components: JsonObject = {}): JsonObject => ({
  paths: { '/a': { post: { ...operation, responses: { '200': { description: 'ok' } } } } },
  components,
});
const sent = (request: JsonObject): JsonObject => ({
  request: { method: 'POST', path: '/a', ...request },
  response: { status: 200 },
});
const accepting = (schema: JsonObject, mediaType = 'application/json') =>
  posting({ requestBody: { required: true, content: { [mediaType]: { schema } } } });
const query = (parameter: JsonObject) => posting({ parameters: [{ name: 'q', in: 'query', ...parameter }] });

describe('the verdict on a response body', () => {
  const pw = { type: 'string', writeOnly: true };
  const named = { type: 'object', required: ['a'], properties: { a: text } };
  const each = rule({ match: 'eachValue', rules: [{ match: 'type' }] });
  const holding = rule({ match: 'arrayContains', variants: [{ index: 0, rules: { $: each } }] });
  const exact = 2 ** 53;
  it.each<[string, JsonObject, Json, JsonObject, string]>([
    [
      'what depends on a write-only member',
      {
        type: 'object',
        required: ['pw'],
        properties: { pw, hint: text },
        dependentRequired: { pw: ['hint'] },
      },
      { hint: 'a' },
      { '$.hint': type },
      'possible',
    ],
    [
      'a write-only member that another schema forbids',
      {
        allOf: [
          { type: 'object', required: ['pw'], properties: { pw } },
          { required: ['id'], properties: { id: text }, additionalProperties: false },
        ],
      },
      { id: 'a' },
      { '$.id': type },
      'guaranteed',
    ],
    [
      'a write-only member that another schema requires',
      { allOf: [{ type: 'object', properties: { pw, id: text } }, { required: ['pw', 'id'] }] },
      { id: 'a' },
      {},
      'possible',
    ],
    [
      'a member that is write-only by allOf',
      { type: 'object', required: ['pw'], properties: { pw: { allOf: [pw] } } },
      { pw: 'a' },
      { '$.pw': type },
      'impossible',
    ],
    [
      'members beside one that has the name of all others',
      { type: 'object', properties: { another: text }, additionalProperties: true },
      { another: 'a' },
      { $: each },
      'possible',
    ],
    [
      'an item of contains that has members of the items',
      {
        type: 'array',
        items: { type: 'object', properties: { a: text, b: { type: 'integer' } } },
        contains: named,
      },
      [{ a: 'x' }],
      { $: holding },
      'undecided',
    ],
    [
      'an item of contains that has any members',
      { type: 'array', contains: named },
      [{ a: 'x' }],
      { $: holding },
      'undecided',
    ],
    [
      'a rule whose name is an index',
      { type: 'array', items: text },
      ['b'],
      { $: type, "$['0']": rule({ match: 'equality' }) },
      'possible',
    ],
    [
      'a rule whose index is a name',
      { type: 'object', required: ['0'], properties: { '0': text } },
      { '0': 'b' },
      { $: type, '$[0]': rule({ match: 'equality' }) },
      'possible',
    ],
    [
      'an integer that lost digits',
      {
        type: 'object',
        required: ['v'],
        properties: { v: { type: 'integer', minimum: exact, maximum: exact } },
      },
      { v: exact },
      {},
      'undecided',
    ],
  ])('%s', (_, schema, body, rules, verdict) => {
    const document = getting({ content: { 'application/json': { schema } } });
    expect(verdictOf(document, answer({ headers: json, body, matchingRules: { body: rules } }))).toBe(
      verdict,
    );
  });

  const valued = (kind: string) => ({
    schema: { type: 'object', required: ['v'], properties: { v: { type: kind } } },
  });
  const integer = { body: { v: 1 }, matchingRules: { body: { '$.v': rule({ match: 'integer' }) } } };
  it.each<[string, string, string, JsonObject, JsonObject, string]>([
    [
      'types that differ by parameters which the contract does not name',
      'application/json; v=1',
      'application/json; v=2',
      { headers: json },
      {},
      'possible',
    ],
    ['types of which the contract names none', 'application/json', 'application/a+json', {}, {}, 'possible'],
    [
      'types of which the request accepts one',
      'application/json',
      'application/a+json',
      {},
      { headers: { Accept: 'application/json' } },
      'guaranteed',
    ],
  ])('%s', (_, first, second, response, request, verdict) => {
    const document = getting({ content: { [first]: valued('integer'), [second]: valued('string') } });
    expect(verdictOf(document, answer({ ...integer, ...response }, request))).toBe(verdict);
  });
});

describe('the verdict on a response header', () => {
  it.each<[string, JsonObject, string, JsonObject | undefined, string]>([
    ['without a schema', {}, 'a', undefined, 'possible'],
    ['without a schema, under a matcher for any text', {}, 'a', type, 'guaranteed'],
    [
      'described by a media type',
      { content: { 'application/json': { schema: { type: 'integer' } } } },
      'a',
      undefined,
      'undecided',
    ],
  ])('%s', (_, header, value, matcher, verdict) => {
    const document = getting({ headers: { 'X-A': { required: true, ...header } } });
    const matchingRules: JsonObject = matcher ? { header: { 'X-A': matcher } } : {};
    expect(verdictOf(document, answer({ headers: { 'X-A': value }, matchingRules }))).toBe(verdict);
  });
});

describe('the verdict on a request', () => {
  const id = { type: 'string', readOnly: true };
  const form = 'application/x-www-form-urlencoded';
  const object = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  const letters = (name: string) => ({ query: { [name]: rule({ match: 'regex', regex: '[a-z]+' }) } });
  const list = { type: 'array', uniqueItems: true, items: text };
  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'a matcher that its own example does not meet',
      accepting({ type: 'object', properties: { a: text } }),
      { headers: json, body: { a: 'x' }, matchingRules: { body: { '$.a': rule({ match: 'null' }) } } },
      'undecided',
    ],
    [
      'a read-only member that another schema requires',
      accepting({
        allOf: [{ type: 'object', properties: { id, name: text } }, { required: ['id', 'name'] }],
      }),
      { headers: json, body: { name: 'a' } },
      'guaranteed',
    ],
    ['a text of no named type', accepting(text), { body: 'hello' }, 'undecided'],
    ['a JSON value of no named type', accepting(object, form), { body: { a: 1 } }, 'undecided'],
    [
      'a JSON value as a form',
      accepting(object, form),
      { headers: { 'Content-Type': form }, body: { a: 1 } },
      'undecided',
    ],
    [
      'a list of different texts under a matcher',
      query({ schema: list }),
      { query: { q: ['a', 'b'] }, matchingRules: letters('q') },
      'undecided',
    ],
    ['a wrong member of a spread object', query({ schema: object }), { query: { a: ['x'] } }, 'impossible'],
    ['a spread object', query({ schema: object, required: true }), { query: { a: ['1'] } }, 'guaranteed'],
    [
      'a matcher on a spread object',
      query({ schema: { type: 'object', properties: { a: text } } }),
      { query: { a: ['x'] }, matchingRules: letters('a') },
      'undecided',
    ],
    [
      'a spread object that is not there',
      query({ schema: object, required: true }),
      { query: { b: ['1'] } },
      'impossible',
    ],
    [
      'a text or a list, twice',
      query({ schema: { anyOf: [text, { type: 'array', items: text }] } }),
      { query: { q: ['a', 'b'] } },
      'guaranteed',
    ],
    [
      'a value that may be empty',
      query({ schema: { type: 'integer' }, allowEmptyValue: true }),
      { query: { q: [''] } },
      'guaranteed',
    ],
    [
      'a scheme whose blank may be missing',
      posting({ security: [{ b: [] }] }, { securitySchemes: { b: { type: 'http', scheme: 'bearer' } } }),
      {
        headers: { Authorization: 'Bearer abc' },
        matchingRules: { header: { Authorization: rule({ match: 'regex', regex: 'Bearer ?abc' }) } },
      },
      'undecided',
    ],
  ])('%s', (_, document, request, verdict) => {
    expect(verdictOf(document, sent(request))).toBe(verdict);
  });
});

describe('the verdict on a path parameter', () => {
  const numbers = { type: 'array', items: { type: 'integer' }, maxItems: 2 };
  const colour = {
    type: 'object',
    required: ['r', 'g'],
    properties: { r: { type: 'integer' }, g: { type: 'integer' } },
  };
  it.each<[string, JsonObject, string]>([
    [';id=1;id=2', { style: 'matrix', explode: true, schema: numbers }, 'guaranteed'],
    [';id=1;id=2;id=3', { style: 'matrix', explode: true, schema: numbers }, 'impossible'],
    [';r=1;g=2', { style: 'matrix', explode: true, schema: colour }, 'guaranteed'],
    [';id=r,1,g,2', { style: 'matrix', schema: colour }, 'guaranteed'],
    ['.r=1.g=2', { style: 'label', explode: true, schema: colour }, 'guaranteed'],
    ['.r,1,g,2', { style: 'label', schema: colour }, 'guaranteed'],
    ['5', { style: 'label', schema: { type: 'integer' } }, 'impossible'],
    ['5', { style: 'matrix', schema: { type: 'integer' } }, 'impossible'],
    ['1e400', { schema: { type: 'integer' } }, 'impossible'],
  ])('%s', (written, parameter, verdict) => {
    const parameters = [{ name: 'id', in: 'path', required: true, ...parameter }];
    const responses = { '200': { description: 'ok' } };
    const document = { paths: { '/a/{id}': { get: { parameters, responses } } } };
    expect(verdictOf(document, answer({}, { path: `/a/${written}` }))).toBe(verdict);
  });
});

/** Of JavaScript, `\\p{Alnum}` is one of the letters p, A, l, n, u and m, a brace, or a bracket: nobody means that. */
it.each(['^[\\p{Alnum}-]+$', '\\A[a-z0-9]+\\z', '(?i)[a-z0-9]+'])(
  'no verdict is got from %s, which is another engine’s',
  (pattern) => {
    const named = { ...text, pattern };
    const body = { schema: { type: 'object', properties: { name: named } } };
    const shown = answer({ headers: json, body: { name: 'x1' } });
    expect(verdictOf(getting({ content: { 'application/json': body } }), shown)).toBe('undecided');
    const given = sent({ headers: json, body: { name: 'x1' } });
    expect(verdictOf(accepting(body.schema), given)).toBe('undecided');
    expect(verdictOf(query({ schema: named }), sent({ query: { q: ['x1'] } }))).toBe('undecided');
  },
);

it('a value that the spec lists is none that it forbids, whatever members it has', () => {
  const game = { type: 'object', enum: [{ id: 1, of: { name: 'a' } }, { id: 2 }] };
  const body = { schema: { type: 'object', required: ['game'], properties: { game } } };
  const document = getting({ content: { 'application/json': body } });
  const shown = (value: Json) => verdictOf(document, answer({ headers: json, body: { game: value } }));
  expect(shown({ id: 1, of: { name: 'a' } })).toBe('possible');
  expect(shown({ id: 3 })).toBe('impossible');
  const given = (value: Json) => verdictOf(accepting(game), sent({ headers: json, body: value }));
  expect([given({ id: 2 }), given({ id: 2, of: 1 })]).toEqual(['guaranteed', 'impossible']);
});
