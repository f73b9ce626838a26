import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { readTextDocument } from '../../generator/model/text-document.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { verifyExchanges } from '../verify.ts';
import type { ExchangeFormat } from './exchange.ts';
import { wiremock } from './wiremock.ts';

const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const schema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, size: { type: 'integer', minimum: 0 } },
};
const content = { 'application/json': { schema } };
const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/items': {
      post: {
        parameters: [{ name: 'dry', in: 'query', schema: { type: 'boolean' } }],
        requestBody: { required: true, content },
        responses: { '201': { description: 'made', content } },
      },
    },
    '/items/{id}': { get: { responses: { '200': { description: 'ok', content } } } },
  },
};

function judged(format: ExchangeFormat, file: JsonObject) {
  const api = readOpenApi(encode(document), 'openapi.json').value;
  const read = readTextDocument(encode(file), 'stubs.json', { area: 'verify', wanted: '' }).value;
  if (!api || !read || !format.recognises(read.root)) throw new Error('the input cannot be read');
  const { exchanges, diagnostics } = format.read(read, undefined);
  if (!exchanges) throw new Error('the file is refused');
  const found = verifyExchanges(api, undefined, [exchanges]);
  return {
    verdicts: found.value.map(({ verdict }) => verdict),
    said: found.diagnostics.map(({ code, message, at }) => `${code} ${at.pointer}: ${message}`),
    notes: diagnostics.map(({ message }) => message),
  };
}

const typed = { 'Content-Type': 'application/json' };
const answer = (jsonBody: Json) => ({ status: 200, headers: typed, jsonBody });

describe('a mapping of WireMock', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'whose answer the spec allows',
      { request: { method: 'GET', url: '/items/1' }, response: answer({ id: 'a' }) },
      [],
    ],
    [
      'whose answer it does not allow',
      { request: { method: 'GET', urlPath: '/items/1' }, response: answer({ id: 7 }) },
      [
        'verify/response-body /response/jsonBody/id: the response body is refused by the spec at /id: must be string',
      ],
    ],
    [
      'of a pattern',
      { request: { method: 'GET', urlPathPattern: '/items/[a-z]+' }, response: answer({ size: 1 }) },
      [
        "verify/response-body /response/jsonBody: the response body is refused by the spec: must have required property 'id'",
      ],
    ],
    [
      'of a template, with a body as text',
      {
        request: { method: 'GET', urlPathTemplate: '/items/{id}' },
        response: { status: 200, headers: typed, body: '{"id":"a","more":1}' },
      },
      [
        'verify/response-body /response/body: the response body is refused by the spec: the spec knows no member "more" here',
      ],
    ],
    [
      'with a status that is not documented',
      { request: { method: 'GET', url: '/items/1' }, response: { status: 404 } },
      ['verify/response-status /response/status: the spec documents 200 for this operation, not 404'],
    ],
    [
      'with a request that the spec refuses',
      {
        request: {
          method: 'POST',
          url: '/items?dry=maybe',
          headers: { 'Content-Type': { equalTo: 'application/json' } },
          bodyPatterns: [{ equalToJson: '{"id":"a","size":-1}' }],
        },
        response: { status: 201, headers: typed, jsonBody: { id: 'a' } },
      },
      [
        'verify/query-parameters /request/url: the query parameter "dry" is "maybe": must be boolean',
        'verify/request-body /request/bodyPatterns/0/size: the request body is refused by the spec at /size: must be >= 0',
      ],
    ],
    [
      'that looks at a part of the request',
      {
        request: { method: 'POST', url: '/items' },
        response: { status: 201, headers: typed, jsonBody: { id: 'a' } },
      },
      [],
    ],
    [
      'that names a part of the body, a pattern of the query and no credentials',
      {
        request: {
          method: 'POST',
          urlPath: '/items',
          queryParameters: { dry: { matches: '.*' } },
          bodyPatterns: [{ equalToJson: { size: 1 }, ignoreExtraElements: true }],
        },
        response: { status: 201, headers: typed, jsonBody: { id: 'a' } },
      },
      [],
    ],
    [
      'with a body in a file',
      {
        request: { method: 'GET', url: '/items/1' },
        response: { status: 200, headers: typed, bodyFileName: 'a.json' },
      },
      [],
    ],
    [
      'of an unknown path',
      { request: { method: 'GET', url: '/x' }, response: { status: 200 } },
      ['verify/operation /request/url: the spec has no path for GET /x'],
    ],
  ])('%s', (_, mapping, expected) => {
    expect(judged(wiremock, mapping).said).toEqual(expected);
    const moved = expected.map((one) => one.replace(' /', ' /mappings/0/'));
    expect(judged(wiremock, { mappings: [mapping] }).said).toEqual(moved);
  });

  it('is left out where it answers no single operation', () => {
    const mappings = [
      { request: { method: 'ANY', url: '/items/1' }, response: { status: 200 } },
      { request: { method: 'GET', urlPattern: '/items/(?=x).*' }, response: { status: 200 } },
      { request: { method: 'GET', url: '/items/1' }, response: { fault: 'EMPTY_RESPONSE' } },
      { request: { method: 'GET', url: '/items/1' }, response: answer({ id: 'a' }) },
    ];
    const { verdicts, notes } = judged(wiremock, { mappings });
    expect(verdicts).toEqual(['guaranteed']);
    expect(notes).toEqual([
      '3 mappings left out: for any method, without an answer, or with a pattern that is not followed',
    ]);
  });
});
