import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { readTextDocument } from '../../generator/model/text-document.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { verifyExchanges } from '../verify.ts';
import { documentedExamples } from './documented-examples.ts';
import { har } from './har.ts';

const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const schema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', readOnly: true }, size: { type: 'integer', minimum: 0 } },
};

function apiOf(example?: Json) {
  const media = { schema, ...(example === undefined ? {} : { example }) };
  const content = { 'application/json': media };
  const key = { name: 'X-Api-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 6 } };
  const answer = {
    description: 'ok',
    headers: { 'X-Left': { required: true, schema: { type: 'integer' } } },
    content,
  };
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    servers: [{ url: 'https://api.example.test/v1' }],
    components: { securitySchemes: { caller: { type: 'apiKey', in: 'header', name: 'X-Caller' } } },
    paths: {
      '/items/{id}': {
        get: { responses: { '200': answer, '204': { description: 'nothing' } } },
        put: {
          parameters: [key, { name: 'X-Caller', in: 'header', schema: { type: 'integer' } }],
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: { '204': { description: 'done' } },
        },
      },
      '/plain': { get: { responses: { '200': { description: 'ok', content } } } },
    },
  };
  const api = readOpenApi(encode(document), 'openapi.json').value;
  if (!api) throw new Error('the document cannot be read');
  return api;
}

interface Said {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly postData?: JsonObject;
  readonly status?: number;
  readonly answered?: Readonly<Record<string, string>>;
  readonly content?: JsonObject;
}

const listed = (headers: Readonly<Record<string, string>> = {}) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function entry({
  method = 'GET',
  url = '/items/1',
  headers,
  postData,
  status = 200,
  answered,
  content,
}: Said): JsonObject {
  return {
    request: {
      method,
      url: url.startsWith('/') ? `https://api.example.test/v1${url}` : url,
      headers: listed(headers),
      ...(postData ? { postData } : {}),
    },
    response: { status, headers: listed(answered), content: content ?? { size: 0 } },
  };
}

function judged(entries: readonly JsonObject[], ...only: readonly string[]) {
  const read = readTextDocument(encode({ log: { version: '1.2', entries } }), 'a.har', {
    area: 'verify',
    wanted: '',
  });
  if (!read.value || !har.recognises(read.value.root)) throw new Error('the recording cannot be read');
  const { exchanges, diagnostics } = har.read(read.value, only.length > 0 ? new Set(only) : undefined);
  if (!exchanges) throw new Error('the recording is refused');
  const found = verifyExchanges(apiOf(), undefined, [exchanges]);
  return {
    verdicts: found.value.map(({ verdict }) => verdict),
    said: found.diagnostics.map(({ code, message }) => `${code}: ${message}`),
    notes: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}

const json = (value: Json) => ({ mimeType: 'application/json', size: 10, text: JSON.stringify(value) });
const typed = { 'Content-Type': 'application/json', 'X-Left': '3' };

describe('a recording', () => {
  it.each<[string, Said, readonly string[]]>([
    ['an answer that the spec allows', { answered: typed, content: json({ id: 'a', size: 1 }) }, []],
    [
      'a body that it does not allow',
      { answered: typed, content: json({ id: 'a', size: -1 }) },
      ['verify/response-body: the response body is refused by the spec at /size: must be >= 0'],
    ],
    [
      'a member that it does not know',
      { answered: typed, content: json({ id: 'a', more: 1 }) },
      [
        'verify/response-body: the response body is refused by the spec: the spec knows no member "more" here',
      ],
    ],
    [
      'a header that is missing',
      { answered: { 'Content-Type': 'application/json' }, content: json({ id: 'a' }) },
      ['verify/response-headers: the header "X-Left" is required and missing'],
    ],
    [
      'a header of another type',
      { answered: { ...typed, 'X-Left': 'few' }, content: json({ id: 'a' }) },
      ['verify/response-headers: the header "X-Left" is refused by the spec: must be integer'],
    ],
    [
      'a media type that is not documented',
      {
        answered: { ...typed, 'Content-Type': 'text/html' },
        content: { mimeType: 'text/html', size: 1, text: 'x' },
      },
      ['verify/response-body: the spec documents application/json for this response, not text/html'],
    ],
    [
      'JSON that is none',
      { answered: typed, content: { mimeType: 'application/json', size: 1, text: '{' } },
      ['verify/response-body: the body says it is JSON and is not well-formed'],
    ],
    [
      'a body that was not recorded',
      { answered: typed, content: { mimeType: 'application/json', size: 9 } },
      [],
    ],
    [
      'no body where one is documented',
      { answered: typed, content: { mimeType: 'application/json', size: 0 } },
      ['verify/response-body: the answer has no body, the spec documents one'],
    ],
    [
      'a status',
      { status: 418 },
      ['verify/response-status: the spec documents 200, 204 for this operation, not 418'],
    ],
    ['headers that nobody declares', { status: 204, answered: { Via: '1.1 proxy', 'X-Own': 'a' } }, []],
    [
      'a path that nobody documents',
      { url: '/other' },
      ['verify/operation: the spec has no path for GET /v1/other'],
    ],
    [
      'a request body',
      {
        method: 'PUT',
        status: 204,
        headers: { 'X-Api-Key': 'k' },
        postData: { mimeType: 'application/json', text: '{"size":"big"}' },
      },
      ['verify/request-body: the request body is refused by the spec at /size: must be integer'],
    ],
    [
      'bytes that cannot be unpacked',
      {
        answered: typed,
        content: { ...json(1), encoding: 'base64', text: Buffer.from([0x1f, 0x8b, 1]).toString('base64') },
      },
      ['verify/response-body-undecided: what the bytes of the response body hold is not known'],
    ],
    [
      'bytes in base64',
      {
        answered: typed,
        content: { ...json(1), encoding: 'base64', text: Buffer.from('{"id":"a"}').toString('base64') },
      },
      [],
    ],
    [
      'bytes as they were compressed',
      {
        answered: typed,
        content: { ...json(1), encoding: 'base64', text: gzipSync('{"id":1}').toString('base64') },
      },
      ['verify/response-body: the response body is refused by the spec at /id: must be string'],
    ],
  ])('of %s', (_, said, expected) => {
    const { verdicts, said: found } = judged([entry(said)]);
    expect(found).toEqual(expected);
    const isOpen = expected.some((one) => one.includes('-undecided:'));
    expect(verdicts).toEqual([expected.length === 0 ? 'guaranteed' : isOpen ? 'undecided' : 'impossible']);
  });

  it('leaves out what went to other hosts and what was never answered', () => {
    const entries = [
      entry({ url: 'https://elsewhere.test/a' }),
      entry({ url: 'https://elsewhere.test/b' }),
      entry({ status: 0 }),
      entry({ url: 'data:text/plain,a' }),
      { ...entry({ status: 204 }), request: { method: 'GET', url: '/v1/items/1', headers: [] } },
      entry({ status: 204 }),
    ];
    const { verdicts, notes } = judged(entries, 'api.example.test');
    // What names no host went to no other.
    expect(verdicts).toEqual(['guaranteed', 'guaranteed']);
    expect(notes).toEqual([
      'verify/foreign-host: 2 exchanges with other hosts, the first elsewhere.test, left out',
      'verify/unanswered: 1 request without an answer left out',
      'verify/not-http: 1 entry not of HTTP left out, the first to "data:text/plain,a"',
    ]);
    expect(judged(entries).verdicts).toEqual(['impossible', 'impossible', 'guaranteed', 'guaranteed']);
  });

  it('never shows a key', () => {
    const headers = { 'X-Api-Key': 'k-secret-123', Authorization: 'Bearer abc.def' };
    const { said } = judged([
      entry({ method: 'PUT', status: 204, headers, postData: { mimeType: 'application/json', text: '{}' } }),
    ]);
    expect(said).toEqual([
      'verify/request-headers: the header "X-Api-Key" is "***": must NOT have more than 6 characters',
    ]);
  });

  it('never shows what the spec says is a key', () => {
    const headers = { 'X-Api-Key': 'k', 'X-Caller': 'abcdef' };
    const { said } = judged([
      entry({ method: 'PUT', status: 204, headers, postData: { mimeType: 'application/json', text: '{}' } }),
    ]);
    expect(said).toEqual(['verify/request-headers: the header "X-Caller" is "***": must be integer']);
  });

  it('is judged as the same body is as a documented example', () => {
    const body = fc.record(
      {
        id: fc.oneof(fc.string(), fc.integer()),
        size: fc.oneof(fc.integer(), fc.string()),
        more: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(body, (value) => {
        const [, answers] = documentedExamples(apiOf(value));
        const of = answers?.exchanges.filter((one) => /plain/i.test(one().description)) ?? [];
        const documented = verifyExchanges(
          apiOf(value),
          undefined,
          answers ? [{ ...answers, exchanges: of }] : [],
        );
        const recorded = judged([entry({ url: '/plain', answered: typed, content: json(value) })]);
        expect(recorded.verdicts).toEqual(documented.value.map(({ verdict }) => verdict));
        expect(recorded.said).toEqual(
          documented.diagnostics.map(({ code, message }) => `${code}: ${message}`),
        );
      }),
      { numRuns: 50 },
    );
  });
});
