import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../generator/model/json.ts';
import { readTextDocument } from '../generator/model/text-document.ts';
import { readOpenApi } from '../generator/openapi/read.ts';
import type { ExchangeFormat } from './exchanges/exchange.ts';
import { har } from './exchanges/har.ts';
import { wiremock } from './exchanges/wiremock.ts';
import { readPact } from './pact/read.ts';
import { createChecker } from './testing.ts';
import { type Judgement, verifyExchanges, verifyPacts } from './verify.ts';

/**
 * One exchange is one verdict, whatever shows it. What equality means:
 *
 * - As a recording, a stub and a unit test an exchange is judged by what it is: same verdict, same codes, same words, same
 *   findings in the same order. A stub names what it looks at, not all that is sent: which headers and credentials a client
 *   sends is not asked of it.
 * - As a pact (the concrete exchange, without matching rules) the same values are a demand. A provider meets it with an
 *   answer that has more: Pact lets an answer have members and headers that the contract does not name. So the pact is
 *   `impossible` exactly where the exchange is invalid even after all that the spec requires is added to its answer, and
 *   then with the codes of that exchange. Where the answer lacks nothing, the two are one verdict. (What is open for a
 *   contract - an optional member may not come - has codes of its own, `…-possible`, and makes no exchange invalid.)
 * - The request is sent as it stands in either: its findings are the same, in codes and in words.
 */
const schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    size: { type: 'integer', minimum: 0 },
    tags: { type: 'array', items: { enum: ['a', 'b'] } },
  },
};
const content = { 'application/json': { schema } };
const required = { id: 'a' };
const headers = { 'X-Left': { schema: { type: 'integer' } } };
const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  paths: {
    '/items': {
      post: {
        security: [{ key: [] }],
        parameters: [
          { name: 'dry', in: 'query', schema: { type: 'boolean' } },
          { name: 'X-Tenant', in: 'header', required: true, schema: { enum: ['north', 'south'] } },
        ],
        requestBody: { required: true, content },
        responses: {
          '201': { description: 'made', content, headers },
          '400': { description: 'refused', content: { 'text/plain': {} }, headers },
        },
      },
    },
  },
};

interface Exchange {
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly sent: Json;
  readonly asked: Readonly<Record<string, string>>;
  readonly status: number;
  readonly answered: Json;
  readonly headers: Readonly<Record<string, string>>;
}

/** One that the spec allows as a rule, so that many exchanges have one fault or none. */
const often = <T>(allowed: fc.Arbitrary<T>, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 9, arbitrary: allowed }, { weight: 1, arbitrary: fc.constantFrom(...others) });
/** Records without the members that are undefined. */
const present = <T>(given: fc.Arbitrary<Readonly<Record<string, T | undefined>>>) =>
  given.map((members) =>
    Object.fromEntries(
      Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  );
const body = present<Json>(
  fc.record({
    id: often<Json | undefined>(fc.string(), 7, undefined),
    size: often<Json | undefined>(fc.constantFrom(undefined, 0, 12), -1, 'big', 1.5),
    tags: often<Json | undefined>(fc.constantFrom(undefined, [], ['a', 'b']), ['c'], 'a'),
    more: often<Json | undefined>(fc.constant(undefined), true),
  }),
);
const asked = present<string>(
  fc.record({
    'Content-Type': fc.constant('application/json'),
    'X-Tenant': often<string | undefined>(fc.constantFrom('north', 'south'), 'east', undefined),
    'X-Key': often<string | undefined>(fc.constant('k'), undefined),
    Accept: often<string | undefined>(fc.constantFrom(undefined, 'application/json', '*/*'), 'image/png'),
  }),
);
const exchange: fc.Arbitrary<Exchange> = fc.record({
  path: often(fc.constant('/items'), '/other'),
  query: often<[string, string][]>(fc.constantFrom([], [['dry', 'true']]), [['dry', '7']]),
  sent: body,
  asked,
  status: often(fc.constant(201), 400, 500),
  answered: body,
  headers: present<string>(
    fc.record({
      'Content-Type': fc.constant('application/json'),
      'X-Left': often<string | undefined>(fc.constantFrom(undefined, '3'), 'few'),
    }),
  ),
});

const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const api = readOpenApi(encode(document), 'openapi.json').value;
if (!api) throw new Error('the document cannot be read');
const known = api;
const checker = createChecker(document);
const target = ({ path, query }: Exchange) =>
  query.length === 0 ? path : `${path}?${new URLSearchParams(query.map(([name, value]) => [name, value]))}`;
const listed = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function asRecording(one: Exchange): JsonObject {
  const { sent, asked, status, answered, headers } = one;
  const request = {
    method: 'POST',
    url: `http://localhost${target(one)}`,
    headers: listed(asked),
    postData: { mimeType: 'application/json', text: JSON.stringify(sent) },
  };
  const content = { mimeType: 'application/json', size: 1, text: JSON.stringify(answered) };
  return { log: { entries: [{ request, response: { status, headers: listed(headers), content } }] } };
}

function asStub(one: Exchange): JsonObject {
  const { sent, asked, status, answered, headers } = one;
  const wanted = Object.fromEntries(Object.entries(asked).map(([name, equalTo]) => [name, { equalTo }]));
  return {
    request: { method: 'POST', url: target(one), headers: wanted, bodyPatterns: [{ equalToJson: sent }] },
    response: { status, headers, jsonBody: answered },
  };
}

function asPact({ path, query, sent, asked, status, answered, headers }: Exchange): JsonObject {
  const interaction = {
    description: 'one',
    request: {
      method: 'POST',
      path,
      headers: asked,
      query: Object.fromEntries(query.map(([name, value]) => [name, [value]])),
      body: sent,
    },
    response: { status, headers, body: answered },
  };
  const metadata = { pactSpecification: { version: '3.0.0' } };
  return { consumer: { name: 'c' }, provider: { name: 'p' }, interactions: [interaction], metadata };
}

interface Said {
  readonly verdict: string | undefined;
  readonly findings: readonly string[];
}

const told = ({ verdict, diagnostics }: Judgement): Said => ({
  verdict,
  findings: diagnostics.map(({ code, message }) => `${code}: ${message}`),
});

function judged(format: ExchangeFormat, file: JsonObject): Said {
  const read = readTextDocument(encode(file), 'file.json', { area: 'verify', wanted: '' }).value;
  const exchanges = read && format.recognises(read.root) ? format.read(read, undefined).exchanges : undefined;
  const [one] = exchanges ? verifyExchanges(known, undefined, [exchanges]).value : [];
  if (!one) throw new Error('nothing was judged');
  return told(one);
}

function judgedPact(file: JsonObject): Said {
  const pact = readPact(encode(file), 'pact.json').value;
  const [one] = pact ? verifyPacts(known, undefined, [pact]).value : [];
  if (!one) throw new Error('nothing was judged');
  return told(one);
}

const notOfStubs = /^verify\/(request-headers|security):/;
const ofRequest = /^verify\/(operation|path-parameters|query-parameters|request-|security)/;
/** Codes of what cannot be: `…-possible` and `…-fragile` speak of what a contract leaves open. */
const codes = ({ findings }: Said) =>
  [...new Set(findings.map((one) => one.replace(/:.*$/s, '')))]
    .filter((code) => !/-(possible|undecided|fragile)$/.test(code))
    .sort();

describe('one exchange', () => {
  it('is judged alike as a recording, as a stub and in a unit test', async () => {
    await fc.assert(
      fc.asyncProperty(exchange, async (one) => {
        const recorded = judged(har, asRecording(one));
        const stubbed = judged(wiremock, asStub(one));
        const findings = recorded.findings.filter((finding) => !notOfStubs.test(finding));
        expect(stubbed).toEqual({ verdict: findings.length === 0 ? 'guaranteed' : 'impossible', findings });
        const { sent, asked, status, answered, headers } = one;
        const init = { method: 'POST', headers: asked, body: JSON.stringify(sent) };
        const request = new Request(`http://localhost${target(one)}`, init);
        const tested = await checker.check(request, Response.json(answered, { status, headers }));
        expect(tested.valid).toBe(recorded.verdict === 'guaranteed');
        expect(tested.findings.map(({ code, message }) => `${code}: ${message}`)).toEqual(recorded.findings);
      }),
      { numRuns: 200 },
    );
  });

  it('is a pact that can be met, where the spec allows it', () => {
    fc.assert(
      fc.property(exchange, (one) => {
        const recorded = judged(har, asRecording(one));
        const contract = judgedPact(asPact(one));
        const request = ({ findings }: Said) => findings.filter((finding) => ofRequest.test(finding));
        expect(request(contract)).toEqual(request(recorded));
        const whole = isObject(one.answered) ? { ...one, answered: { ...required, ...one.answered } } : one;
        const completed = judged(har, asRecording(whole));
        expect(contract.verdict === 'impossible').toBe(completed.verdict === 'impossible');
        expect(codes(contract)).toEqual(codes(completed));
      }),
      { numRuns: 200 },
    );
  });
});
