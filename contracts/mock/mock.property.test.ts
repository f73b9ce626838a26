import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, member } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { createCore } from './core.ts';
import { jsonContent, successResponse } from './resources.ts';
import { Routes } from './routes.ts';
import { validatorsOf } from './validator.ts';

const read = readOpenApi(readFileSync('spec/openapi.yaml'), 'spec/openapi.yaml');
if (!read.value) throw new Error('spec/openapi.yaml cannot be read');
const api = read.value;
const routes = new Routes(api);
const validators = validatorsOf(api);
const set = '/deviceAppManagement/enterpriseCerts';

const int32 = fc.integer({ min: -2147483648, max: 2147483647 });
const good = {
  certData: fc.base64String(),
  issuedTo: fc.string(),
  issuedBy: fc.string({ unit: 'binary' }),
  certExpirationDate: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
    .map((date) => date.toISOString()),
  certStatus: int32,
  certType: int32,
};
const create = fc.record(good);
const update = fc.record(good, { requiredKeys: [] });

type Step =
  | { readonly kind: 'create'; readonly body: Record<string, Json> }
  | { readonly kind: 'update'; readonly body: Record<string, Json>; readonly which: number }
  | { readonly kind: 'delete' | 'get'; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), body: create }),
  fc.record({ kind: fc.constant('update' as const), body: update, which: fc.nat(5) }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'get' as const), which: fc.nat(5) }),
);

function client() {
  const core = createCore(api, { seed: {} });
  const send = (method: string, path: string, body?: Json) => {
    const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = core.handle({ method, url: path, headers, ...content });
    return {
      status: response.status,
      body: response.body === undefined ? undefined : (JSON.parse(response.body) as Json),
    };
  };
  return { core, send };
}

function expectConforming(
  method: string,
  path: string,
  { status, body }: { status: number; body: Json | undefined },
) {
  const match = routes.match(path);
  if (!match || match === 'malformed') throw new Error(path);
  const operation = api
    .operationsAt(match.template)
    .find((candidate) => candidate.method === method.toLowerCase());
  const response = operation && successResponse(operation, [String(status)]);
  expect(response?.status).toBe(String(status));
  const schema = jsonContent(response?.content ?? [])?.schema;
  if (schema) expect(validators.check(schema, 'response', body ?? null)).toBeUndefined();
}

describe('the mock', () => {
  it('behaves as a table of rows does, and every success answer keeps the spec', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const { send } = client();
        const model = new Map<string, Record<string, Json>>();
        for (const next of steps) {
          const ids = [...model.keys()];
          const id = 'which' in next ? (ids[next.which] ?? 'nobody') : '';
          const path = next.kind === 'create' ? set : `${set}/${id}`;
          const method = { create: 'POST', update: 'PATCH', delete: 'DELETE', get: 'GET' }[next.kind];
          const answer = send(method, path, 'body' in next ? next.body : undefined);
          if (next.kind !== 'create' && !model.has(id)) {
            expect(answer.status).toBe(404);
            continue;
          }
          expectConforming(method, path, answer);
          if (next.kind === 'create') model.set(String(member(answer.body, 'id')), { ...next.body });
          else if (next.kind === 'update') model.set(id, { ...model.get(id), ...next.body });
          else if (next.kind === 'delete') model.delete(id);
          const now = next.kind === 'create' ? String(member(answer.body, 'id')) : id;
          if (next.kind !== 'delete') expect(answer.body).toEqual({ id: now, ...model.get(now) });
        }
        const list = send('GET', set);
        expectConforming('GET', set, list);
        expect(member(list.body, 'value')).toEqual([...model].map(([id, row]) => ({ id, ...row })));
      }),
      { numRuns: 200 },
    );
  });

  it('answers any body with success that keeps the spec, or with 4xx and an unchanged state', () => {
    const body = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.string(),
      fc
        .dictionary(
          fc.constantFrom('certStatus', 'id', '__proto__', 'constructor', 'issuedTo', 'certData'),
          fc.jsonValue(),
        )
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(body, (text) => {
        const { core, send } = client();
        const created = send('POST', set, {
          certData: '',
          issuedTo: '',
          issuedBy: '',
          certExpirationDate: '2020-01-01T00:00:00Z',
          certStatus: 0,
          certType: 0,
        });
        const path = `${set}/${String(member(created.body, 'id'))}`;
        const before = send('GET', path).body;
        const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
        const { status, body: answered } = core.handle({ method: 'PATCH', url: path, headers, body: text });
        if (status === 200) expectConforming('PATCH', path, { status, body: JSON.parse(answered ?? '') });
        else expect(status).toBe(400);
        if (status !== 200) expect(send('GET', path).body).toEqual(before);
        expect(Object.prototype).not.toHaveProperty('certStatus');
      }),
      { numRuns: 300 },
    );
  });

  it('answers any method, URL and header with a status of its own, never with a fault of ours', () => {
    const url = fc.oneof(
      fc.string(),
      fc.webPath(),
      fc.string().map((text) => `${set}/${text}`),
      fc.webQueryParameters().map((query) => `${set}?${query}`),
    );
    fc.assert(
      fc.property(fc.string(), url, fc.dictionary(fc.string(), fc.string()), (method, path, headers) => {
        const { core } = client();
        const { status } = core.handle({ method, url: path, headers });
        expect(status).toBeLessThan(500);
        expect(status).toBeGreaterThanOrEqual(200);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what nests too deep', () => {
    const { core } = client();
    const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
    const body = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const { status, body: answered } = core.handle({ method: 'POST', url: set, headers, body });
    const error = member(JSON.parse(answered ?? '') as Json, 'error');
    expect([status, member(error, 'message')]).toEqual([
      400,
      'The request body nests deeper than 128 levels.',
    ]);
  });

  it('restores any snapshot', () => {
    fc.assert(
      fc.property(fc.array(create, { maxLength: 5 }), (rows) => {
        const { core, send } = client();
        for (const row of rows) send('POST', set, row);
        const kept = core.snapshot();
        send('POST', set, rows[0] ?? {});
        core.restore(JSON.parse(JSON.stringify(kept)));
        expect(core.snapshot()).toEqual(kept);
        const list = member(send('GET', set).body, 'value');
        expect(isArray(list) && list.every(isObject) ? list.length : -1).toBe(rows.length);
      }),
    );
  });
});
