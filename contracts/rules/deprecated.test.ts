import { expect, it } from 'vitest';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readPact } from '../pact/read.ts';
import { verifyPacts } from '../verify.ts';
import { deprecated } from './deprecated.ts';
import { defaultPolicies } from './policies.ts';

const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const get = { deprecated: true, responses: { '204': { description: 'done' } } };
const api = readOpenApi(
  bytes({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/a': { get } } }),
  'openapi.json',
).value;
const pact = readPact(
  bytes({
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      { description: 'd', request: { method: 'GET', path: '/a' }, response: { status: 204 } },
      { description: 'e', request: { method: 'GET', path: '/b' }, response: { status: 204 } },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  }),
  'pact.json',
).value;

it('is a warning under a code of its own, with both places, and changes no verdict', () => {
  if (!api || !pact) throw new Error('they can be read');
  const [first, second] = verifyPacts(api, undefined, [pact]).value ?? [];
  expect(first?.verdict).toBe('guaranteed');
  expect(first?.diagnostics).toMatchObject([
    {
      code: 'verify/deprecated',
      severity: 'warning',
      at: { file: 'pact.json', pointer: '/interactions/0/request/path' },
      related: [{ at: { file: 'openapi.json', pointer: '/paths/~1a/get' } }],
    },
  ]);
  expect(second?.diagnostics.map(({ code }) => code)).toEqual(['verify/operation']);
});

it('is silent about what really was', () => {
  const [interaction] = pact?.interactions ?? [];
  const [operation] = api?.operations ?? [];
  if (!api || !interaction || !operation) throw new Error('they can be read');
  const subject = {
    api,
    interaction,
    operation,
    route: { kind: 'operation', operation, parameters: new Map() },
    responses: [],
    policies: defaultPolicies,
  } as const;
  expect(deprecated.check({ ...subject, recorded: false })).toHaveLength(1);
  expect(deprecated.check({ ...subject, recorded: true })).toEqual([]);
});
