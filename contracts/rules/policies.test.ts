import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readPact } from '../pact/read.ts';
import { verifyPacts } from '../verify.ts';
import { defaultPolicies, type Policies } from './policies.ts';

const schema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', readOnly: true }, note: { type: 'string' } },
};
const json = { 'application/json': { schema } };
const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/items': {
      get: { responses: { '200': { description: 'ok', content: json } } },
      post: { requestBody: { content: json }, responses: { '201': { description: 'made' } } },
      delete: { responses: { '204': { description: 'gone' } } },
    },
    '/safe': { get: { security: [{ oauth: [] }], responses: { '204': { description: 'ok' } } } },
  },
  components: { securitySchemes: { oauth: { type: 'oauth2', flows: {} } } },
};

function judged(interaction: JsonObject, policies: Partial<Policies>) {
  const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));
  const pact = {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [{ description: 'd', ...interaction }],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
  const api = readOpenApi(encode(document), 'openapi.json').value;
  const read = readPact(encode(pact), 'a.pact.json').value;
  if (!api || !read) throw new Error('the input cannot be read');
  const { value, diagnostics } = verifyPacts(api, undefined, [read], policies);
  return `${value[0]?.verdict}, ${diagnostics[0]?.severity ?? 'nothing found'}`;
}

const request = (method: string, rest: JsonObject = {}) => ({ method, path: '/items', ...rest });
const post = (body: JsonObject, type = 'application/json') => ({
  request: request('POST', { body, headers: { 'Content-Type': type } }),
  response: { status: 201 },
});

describe('a policy', () => {
  const cases: readonly [keyof Policies, string, JsonObject, string, string][] = [
    [
      'headers',
      'open',
      { request: request('GET'), response: { status: 200, headers: { 'X-Own': 'a' } } },
      'impossible, error',
      'possible, info',
    ],
    ['requestMembers', 'allowed', post({ more: 1 }), 'impossible, error', 'guaranteed, nothing found'],
    ['requestMembers', 'allowed', post({ id: 'a' }), 'impossible, error', 'guaranteed, nothing found'],
    [
      'undeclaredQuery',
      'refused',
      { request: request('GET', { query: { q: ['1'] } }), response: { status: 200 } },
      'guaranteed, nothing found',
      'impossible, error',
    ],
    [
      'undeclaredBody',
      'refused',
      { request: request('DELETE', { body: { a: 1 } }), response: { status: 204 } },
      'guaranteed, nothing found',
      'impossible, error',
    ],
    [
      'oauth',
      'shown',
      { request: { method: 'GET', path: '/safe' }, response: { status: 204 } },
      'guaranteed, nothing found',
      'impossible, error',
    ],
    [
      'accept',
      'ignored',
      { request: request('GET', { headers: { Accept: 'text/csv' } }), response: { status: 200 } },
      'impossible, error',
      'guaranteed, nothing found',
    ],
    [
      'responseMembers',
      'open',
      {
        request: request('GET'),
        response: {
          status: 200,
          body: { more: 'a' },
          matchingRules: { body: { '$.more': { matchers: [{ match: 'type' }] } } },
        },
      },
      'impossible, error',
      'possible, info',
    ],
    [
      'mediaTypes',
      'suffix',
      post({ note: 'a' }, 'application/merge-patch+json'),
      'impossible, error',
      'guaranteed, nothing found',
    ],
    ['pending', 'judged', { ...post({ more: 1 }), pending: true }, 'impossible, info', 'impossible, error'],
  ];
  it.each(cases)('%s: %s', (name, other, interaction, byDefault, otherwise) => {
    expect(judged(interaction, {})).toBe(byDefault);
    expect(judged(interaction, { [name]: other })).toBe(otherwise);
  });

  it('has a test whatever it is', () => {
    expect(new Set(cases.map(([name]) => name))).toEqual(new Set(Object.keys(defaultPolicies)));
  });
});
