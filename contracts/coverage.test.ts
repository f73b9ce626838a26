import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../generator/model/json.ts';
import { readOpenApi } from '../generator/openapi/read.ts';
import { coverageOf, percentMet, type Seen } from './coverage.ts';
import { exchangeOf } from './exchanges/exchange.ts';

const node = {
  type: 'object',
  properties: {
    id: { type: 'string', readOnly: true },
    secret: { type: 'string', writeOnly: true },
    name: { type: 'string' },
    kids: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    tags: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { color: { type: 'string' } } },
    },
  },
};
const content = { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } };

function apiOf(paths: JsonObject) {
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths,
    components: { schemas: { Node: node, Open: { type: 'object', additionalProperties: true } } },
  };
  const api = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'openapi.json').value;
  if (!api) throw new Error('the document cannot be read');
  return api;
}

const api = apiOf({
  '/nodes': {
    post: {
      operationId: 'create',
      requestBody: { content },
      responses: { '201': { description: 'made', content }, default: { description: 'not' } },
    },
    get: { operationId: 'read', responses: { '2XX': { description: 'ok', content } } },
  },
  '/other': { delete: { operationId: 'drop', responses: { '204': { description: 'gone' } } } },
});

function seen(
  operation: string,
  status: number,
  sent: Json | undefined,
  answered: Json | undefined,
  recorded = false,
): Seen {
  const body = (json: Json | undefined) => ({
    pointer: '',
    contentType: 'application/json',
    value: json === undefined ? undefined : { json },
  });
  const interaction = exchangeOf({
    pointer: '',
    description: '',
    request: {
      pointer: '',
      method: 'GET',
      path: { value: '/', pointer: '' },
      query: [],
      headers: [],
      body: body(sent),
    },
    response: { pointer: '', status, headers: [], body: body(answered) },
  });
  return { operation, interaction, recorded };
}

describe('coverage', () => {
  it('counts operations, statuses and the members that travel their way', () => {
    const coverage = coverageOf(api, []);
    expect(coverage.operations).toEqual({ total: 3, pinned: 0, met: 0 });
    expect(coverage.statuses.total).toBe(4);
    // secret, name, kids, tags and the color of a tag; in answers id in place of secret, twice.
    expect(coverage.requestProperties.total).toBe(5);
    expect(coverage.responseProperties.total).toBe(10);
    expect(percentMet(coverage)).toBe(0);
  });

  it('tells what contracts pin from what exchanges meet', () => {
    const coverage = coverageOf(api, [
      seen('create', 201, { name: 'a' }, { id: '1' }),
      seen('create', 400, { kids: [{ tags: { x: { color: 'red' } } }] }, undefined, true),
    ]);
    expect(coverage.operations).toEqual({ total: 3, pinned: 1, met: 1 });
    expect(coverage.statuses).toEqual({ total: 4, pinned: 1, met: 2 });
    expect(coverage.requestProperties).toEqual({ total: 5, pinned: 1, met: 4 });
    expect(coverage.responseProperties).toEqual({ total: 10, pinned: 1, met: 1 });
    const [create] = coverage.byOperation;
    expect(create).toMatchObject({ operation: 'create', contracts: 1, exchanges: 1 });
    expect(create?.missing).toEqual([
      '/components/schemas/Node/properties/secret',
      '/components/schemas/Node/properties/name',
      '/components/schemas/Node/properties/kids',
      '/components/schemas/Node/properties/tags',
      '/components/schemas/Node/properties/tags/additionalProperties/properties/color',
    ]);
  });

  it('meets a range by a status in it, and is whole when all is met', () => {
    const whole = { name: 'a', kids: [], tags: { x: { color: 'red' } } };
    const coverage = coverageOf(api, [
      seen('create', 201, { ...whole, secret: 's' }, { ...whole, id: '1' }),
      seen('create', 500, undefined, undefined),
      seen('read', 203, undefined, { ...whole, id: '1' }),
      seen('drop', 204, undefined, undefined),
    ]);
    expect(coverage.byOperation.flatMap(({ missing }) => missing)).toEqual([]);
    expect(percentMet(coverage)).toBe(100);
  });

  it('takes a request that is shown alone for no answer', () => {
    const { statuses, requestProperties } = coverageOf(api, [seen('create', 0, { name: 'a' }, undefined)]);
    expect([statuses.met, requestProperties.met]).toEqual([0, 1]);
  });

  it('ends on schemas that accept anything, and on those that hold themselves', () => {
    const open = { 'application/json': { schema: { $ref: '#/components/schemas/Open' } } };
    const any = { 'application/json': { schema: true } };
    const answer = (of: JsonObject) => ({
      get: { responses: { '200': { description: 'ok', content: of } } },
    });
    const odd = apiOf({ '/open': answer(open), '/any': answer(any) });
    expect(coverageOf(odd, [seen('getOpen', 200, undefined, { a: { b: 1 } })]).responseProperties.total).toBe(
      0,
    );
  });
});
