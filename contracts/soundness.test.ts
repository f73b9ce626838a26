import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../generator/model/json.ts';
import { readOpenApi } from '../generator/openapi/read.ts';
import { readPact } from './pact/read.ts';
import { verifyPacts } from './verify.ts';

/** Cases on which a verdict was once wrong. Texts and not objects: some numbers do not survive being one. */
const bytes = (text: string) => new TextEncoder().encode(text);

function verdict(
  operation: string,
  method: 'get' | 'post',
  request: string,
  response: string,
): string | undefined {
  return verdictIn(`"paths":{"/a":{"${method}":${operation}}}`, method, request, response);
}

function verdictIn(document: string, method: string, request: string, response: string): string | undefined {
  const spec = `{"openapi":"3.1.0","info":{"title":"t","version":"1"},${document}}`;
  const pact = `{"consumer":{"name":"a"},"provider":{"name":"b"},"metadata":{"pactSpecification":{"version":"3.0.0"}},
    "interactions":[{"description":"d","request":{"method":"${method}","path":"/a"${request}},"response":${response}}]}`;
  const api = readOpenApi(bytes(spec), 'spec.json');
  const read = readPact(bytes(pact), 'pact.json');
  if (!api.value || !read.value) throw new Error('a case cannot be read');
  return verifyPacts(api.value, undefined, [read.value]).value[0]?.verdict;
}

const answers = (schema: string) =>
  `{"responses":{"200":{"description":"","content":{"application/json":{"schema":${schema}}}}}}`;
const json = '"headers":{"Content-Type":"application/json"}';
const regex = (source: string) =>
  `,"matchingRules":{"body":{"$.a":{"matchers":[{"match":"regex","regex":${JSON.stringify(source)}}]}}}`;
const body = (text: string, more = '') => `{"status":200,${json},"body":${text}${more}}`;
const a = (schema: string) => answers(`{"type":"object","required":["a"],"properties":{"a":${schema}}}`);

describe('a verdict', () => {
  it('is impossible for a request that sends a read-only member', () => {
    const operation = `{"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"a":{"type":"string","readOnly":true}}}}}},"responses":{"200":{"description":""}}}`;
    expect(verdict(operation, 'post', `,${json},"body":{"a":"x"}`, '{"status":200}')).toBe('impossible');
    expect(verdict(operation, 'post', `,${json},"body":{}`, '{"status":200}')).toBe('guaranteed');
  });

  it('is undecided where integers beyond 2^53 look the same', () => {
    expect(verdict(a('{"const":9007199254740993}'), 'get', '', body('{"a":9007199254740992}'))).toBe(
      'undecided',
    );
  });

  it.each(['\\Aa\\z', '(?=a)a', '\\p{L}', 'a{,2}', '(?i)a', '[a&&b]'])(
    'is undecided for the regular expression %s, which the Pact core reads otherwise or not at all',
    (source) => {
      expect(verdict(a('{"enum":["a"]}'), 'get', '', body('{"a":"a"}', regex(source)))).toBe('undecided');
    },
  );

  it('still follows what both read alike', () => {
    expect(verdict(a('{"enum":["a1"]}'), 'get', '', body('{"a":"a1"}', regex('(?:[a-z]|\\d)\\w{1,3}')))).toBe(
      'guaranteed',
    );
  });

  it('is impossible for a parameter that is no list and comes twice', () => {
    const operation = `{"parameters":[{"name":"q","in":"query","schema":{"type":"integer"}}],"responses":{"200":{"description":""}}}`;
    expect(verdict(operation, 'get', ',"query":{"q":["1","2"]}', '{"status":200}')).toBe('impossible');
  });
});

describe('a matcher in a request that admits more than its example', () => {
  const rules = (category: string, key: string, source: string) =>
    `,"matchingRules":{"${category}":{"${key}":{"matchers":[{"match":"regex","regex":${JSON.stringify(source)}}]}}}`;
  const ok = '{"responses":{"200":{"description":""}}}';

  it('may lead to another path', () => {
    const item = `{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],"get":${ok}}`;
    const path = (source: string) =>
      `,"matchingRules":{"path":{"matchers":[{"match":"regex","regex":${JSON.stringify(source)}}]}}`;
    const document = (more: string) => `"paths":{${more}"/{id}":${item}}`;
    expect(verdictIn(document(''), 'get', path('/\\w+'), '{"status":200}')).toBe('guaranteed');
    expect(verdictIn(document(`"/mine":{"get":${ok}},`), 'get', path('/\\w+'), '{"status":200}')).not.toBe(
      'guaranteed',
    );
  });

  it('may show other credentials', () => {
    const document = `"paths":{"/a":{"get":{"security":[{"b":[]}],"responses":{"200":{"description":""}}}}},"components":{"securitySchemes":{"b":{"type":"http","scheme":"bearer"}}}`;
    const request = (example: string, source: string) =>
      `,"headers":{"Authorization":"${example}"}${rules('header', 'Authorization', source)}`;
    expect(verdictIn(document, 'get', request('Bearer x', 'Bearer .+'), '{"status":200}')).toBe('guaranteed');
    expect(verdictIn(document, 'get', request('Bearer x', '\\w+ x'), '{"status":200}')).toBe('undecided');
    expect(verdictIn(document, 'get', request('Basic x', 'Basic \\w+'), '{"status":200}')).toBe('impossible');
  });

  it('may send or ask for another media type', () => {
    const operation = `{"requestBody":{"content":{"application/json":{"schema":{}}}},"responses":{"200":{"description":"","content":{"application/json":{"schema":{}}}}}}`;
    const send = (source: string) => `,${json},"body":1${rules('header', 'Content-Type', source)}`;
    expect(verdict(operation, 'post', send('application/json(;.*)?'), '{"status":200}')).not.toBe(
      'impossible',
    );
    expect(verdict(operation, 'post', send('(application/json|text/plain)'), '{"status":200}')).toBe(
      'undecided',
    );
    const ask = `,"headers":{"Accept":"application/json"}${rules('header', 'Accept', 'application/(json|xml)')}`;
    expect(verdict(operation, 'post', ask, '{"status":200}')).toBe('undecided');
  });

  it('may send a member that the spec refuses', () => {
    const operation = `{"parameters":[{"name":"f","in":"query","style":"deepObject","schema":{"type":"object","properties":{"n":{"type":"integer"}}}}],"responses":{"200":{"description":""}}}`;
    const query = `,"query":{"f[n]":["5"]},"matchingRules":{"query":{"f[n]":{"matchers":[{"match":"type"}]}}}`;
    expect(verdict(operation, 'get', query, '{"status":200}')).toBe('undecided');
  });
});

describe('a pact with a part of another form', () => {
  it.each<[string, JsonObject, string]>([
    ['headers', { headers: 5 }, '/interactions/0/response/headers'],
    ['matching rules', { matchingRules: 5 }, '/interactions/0/response/matchingRules'],
    ['a status', { status: 'ok' }, '/interactions/0/response/status'],
  ])('is refused: %s', (_, response, pointer) => {
    const interaction = {
      description: 'd',
      request: { method: 'GET', path: '/a' },
      response: { status: 200, ...response },
    };
    const pact = { consumer: { name: 'a' }, provider: { name: 'b' }, interactions: [interaction] };
    const { value, diagnostics } = readPact(bytes(JSON.stringify(pact)), 'pact.json');
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, at }) => `${code} ${at.pointer}`)).toEqual([`pact/structure ${pointer}`]);
  });
});
