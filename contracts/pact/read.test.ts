import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../generator/model/json.ts';
import { placeText } from '../../generator/model/place.ts';
import { matches } from '../relation/matches.ts';
import type { Pattern } from '../relation/pattern.ts';
import { readPact } from './read.ts';

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

function pact(version: string, interaction: object, more: object = {}) {
  const metadata = { pactSpecification: { version } };
  return {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [{ description: 'd', ...interaction }],
    metadata,
    ...more,
  };
}

function responseBody(version: string, response: object): Pattern {
  const read = readPact(
    bytes(pact(version, { request: { method: 'GET', path: '/' }, response: { status: 200, ...response } })),
    'p.json',
  );
  expect(read.diagnostics).toEqual([]);
  const body = read.value?.interactions[0]?.response.body;
  if (body?.state !== 'present' || body.content.kind !== 'json') throw new Error('no JSON body');
  return body.content.pattern;
}

function rules(body: Readonly<Record<string, unknown>>) {
  return {
    body: Object.fromEntries(Object.entries(body).map(([path, matcher]) => [path, { matchers: [matcher] }])),
  };
}

describe('matching of response bodies', () => {
  const cases: [string, Json, Record<string, unknown>, Json, boolean | undefined][] = [
    // What the Pact core does (measured with core 20.2.0), a case for each matcher and its edges.
    ['an exact number', 5, {}, 5, true],
    ['another number', 5, {}, 6, false],
    ['a missing key is not null', { a: null }, {}, {}, false],
    ['more keys than expected', { a: 1 }, {}, { a: 1, b: 2 }, true],
    ['exact {} on any object', {}, {}, { a: 1 }, true],
    ['exact [] on a list with items', [], {}, [1], false],
    ['[] with type', [], { $: { match: 'type' } }, [1, 'x'], true],
    ['a shorter list without a matcher', [1, 2], {}, [1], false],
    ['type on a number with a fraction', { a: 1 }, { '$.a': { match: 'type' } }, { a: 2.5 }, true],
    ['type on a string', { a: 1 }, { '$.a': { match: 'type' } }, { a: '1' }, false],
    ['type cascades', { a: { b: 1 } }, { $: { match: 'type' } }, { a: { b: 2 } }, true],
    [
      'equality restores',
      { a: { b: 1 } },
      { $: { match: 'type' }, '$.a.b': { match: 'equality' } },
      { a: { b: 2 } },
      false,
    ],
    ['integer on 2', { a: 1 }, { '$.a': { match: 'integer' } }, { a: 2 }, true],
    ['integer on "2"', { a: 1 }, { '$.a': { match: 'integer' } }, { a: '2' }, false],
    ['integer on 2.5', { a: 1 }, { '$.a': { match: 'integer' } }, { a: 2.5 }, false],
    ['decimal on 2', { a: 1.5 }, { '$.a': { match: 'decimal' } }, { a: 2 }, false],
    ['decimal on 2.5', { a: 1.5 }, { '$.a': { match: 'decimal' } }, { a: 2.5 }, true],
    ['number on "2"', { a: 1 }, { '$.a': { match: 'number' } }, { a: '2' }, false],
    ['boolean on "true"', { a: true }, { '$.a': { match: 'boolean' } }, { a: 'true' }, true],
    ['null', { a: null }, { '$.a': { match: 'null' } }, { a: null }, true],
    [
      'regex takes the whole string',
      { a: 'b' },
      { '$.a': { match: 'regex', regex: 'b' } },
      { a: 'abc' },
      false,
    ],
    [
      'regex groups its alternatives',
      { a: 'a' },
      { '$.a': { match: 'regex', regex: 'a|bc' } },
      { a: 'ac' },
      false,
    ],
    ['regex on a number', { a: '5' }, { '$.a': { match: 'regex', regex: '\\d' } }, { a: 5 }, true],
    ['regex .* on null', { a: 'x' }, { '$.a': { match: 'regex', regex: '.*' } }, { a: null }, true],
    ['include', { a: 'x' }, { '$.a': { match: 'include', value: 'bc' } }, { a: 'abcd' }, true],
    [
      'date',
      { a: '2000-01-01' },
      { '$.a': { match: 'date', date: 'yyyy-MM-dd' } },
      { a: '2024-05-06' },
      true,
    ],
    [
      'date, not one',
      { a: '2000-01-01' },
      { '$.a': { match: 'date', format: 'yyyy-MM-dd' } },
      { a: '6 May' },
      false,
    ],
    ['min of a list', { a: [1] }, { '$.a': { match: 'type', min: 2 } }, { a: [1] }, false],
    ['max of a list', { a: [1] }, { '$.a': { match: 'type', max: 1 } }, { a: [1, 2] }, false],
    [
      'items beyond the example are like its first',
      { a: [{ b: 1 }] },
      { '$.a': { match: 'type' } },
      { a: [{ b: 2 }, { c: 3 }] },
      false,
    ],
    ['notEmpty', { a: 'x' }, { '$.a': { match: 'notEmpty' } }, { a: '' }, false],
    ['semver', { a: '1.0.0' }, { '$.a': { match: 'semver' } }, { a: '1.2' }, false],
    [
      'eachKey and eachValue on {}',
      { a: { k: 1 } },
      { '$.a': { match: 'eachValue', rules: [{ match: 'integer' }] } },
      { a: {} },
      true,
    ],
    [
      'eachValue',
      { a: { k: 1 } },
      { '$.a': { match: 'eachValue', rules: [{ match: 'integer' }] } },
      { a: { x: 'y' } },
      false,
    ],
    [
      'eachValue on a list',
      { a: [1] },
      { '$.a': { match: 'eachValue', rules: [{ match: 'integer' }] } },
      { a: [5, 'x'] },
      false,
    ],
    [
      'eachKey leaves the values alone',
      { a: { k: 1 } },
      { '$.a': { match: 'eachKey', rules: [{ match: 'regex', regex: '[a-z]' }] } },
      { a: { j: 'x' } },
      true,
    ],
    [
      'equality of an object lets nothing come along',
      { a: { b: 1 } },
      { '$.a': { match: 'equality' } },
      { a: { b: 1, c: 2 } },
      false,
    ],
    ['min with an empty example', { a: [] }, { '$.a': { match: 'type', min: 1 } }, { a: [] }, true],
    [
      'values',
      { a: { k: 1 } },
      { '$.a': { match: 'values' }, '$.a.*': { match: 'type' } },
      { a: { other: 2 } },
      true,
    ],
    [
      'a name in brackets',
      { '@odata.type': 'x' },
      { "$['@odata.type']": { match: 'type' } },
      { '@odata.type': 'y' },
      true,
    ],
    [
      'the more specific path wins',
      { a: [{ b: 1 }] },
      { '$.a[*].*': { match: 'type' }, '$.a[*].b': { match: 'integer' } },
      { a: [{ b: 2.5 }] },
      false,
    ],
    [
      'between rules of equal weight the core picks by chance',
      { a: { b: ['x'] } },
      { '$.*.*[*]': { match: 'number' }, '$.a': { match: 'type' } },
      { a: { b: ['x'] } },
      undefined,
    ],
    [
      'on an array the items that eachValue describes go by position',
      { a: [1, ['x']] },
      { '$.a': { match: 'eachValue', rules: [{ match: 'number' }] } },
      { a: [2, 'y'] },
      undefined,
    ],
    [
      'on an object the core counts members',
      { a: {} },
      { '$.a': { match: 'type', min: 1 } },
      { a: {} },
      undefined,
    ],
    [
      'digits and letters of other scripts',
      { a: '1' },
      { '$.a': { match: 'regex', regex: '\\d' } },
      { a: '١' },
      undefined,
    ],
    ['an unknown matcher is neither', { a: 1 }, { '$.a': { match: 'luhn' } }, { a: 1 }, undefined],
    ['a matcher named like a method', { a: 1 }, { '$.a': { match: 'toString' } }, { a: 1 }, undefined],
    [
      'refused elsewhere, whatever the unknown says',
      { a: 1, b: 1 },
      { '$.a': { match: 'luhn' } },
      { a: 1, b: 2 },
      false,
    ],
  ];
  it.each(cases)('%s', (_, body, matchers, actual, expected) => {
    expect(matches(responseBody('3.0.0', { body, matchingRules: rules(matchers) }), actual)).toBe(expected);
    expect(
      matches(
        responseBody('4.0', {
          body: { content: body, contentType: 'application/json', encoded: false },
          matchingRules: rules(matchers),
        }),
        actual,
      ),
    ).toBe(expected);
  });

  it('reads the flat rules of V2', () => {
    const pattern = responseBody('2.0.0', {
      body: { a: [1] },
      matchingRules: { '$.body.a': { min: 1, match: 'type' }, '$.body.a[*]': { regex: '\\d+' } },
    });
    expect(matches(pattern, { a: [7, 8] })).toBe(true);
    expect(matches(pattern, { a: [] })).toBe(false);
    expect(matches(pattern, { a: ['x'] })).toBe(false);
  });

  it('reads arrayContains', () => {
    const variants = [{ index: 0, rules: { '$.b': { matchers: [{ match: 'integer' }] } } }];
    const pattern = responseBody('4.0', {
      body: { content: { a: [{ b: 1 }] } },
      matchingRules: rules({ '$.a': { match: 'arrayContains', variants } }),
    });
    expect(matches(pattern, { a: ['x', { b: 9 }] })).toBe(true);
    expect(matches(pattern, { a: ['x'] })).toBe(false);
  });

  it('combines with AND and OR', () => {
    const both = { matchers: [{ match: 'type' }, { match: 'include', value: 'a' }] };
    const body = { x: 'a' };
    expect(
      matches(responseBody('3.0.0', { body, matchingRules: { body: { '$.x': both } } }), { x: 'b' }),
    ).toBe(false);
    expect(
      matches(
        responseBody('3.0.0', { body, matchingRules: { body: { '$.x': { ...both, combine: 'OR' } } } }),
        { x: 'b' },
      ),
    ).toBe(true);
  });

  it('takes keys like __proto__ for data', () => {
    const body = JSON.parse('{"__proto__": 1, "constructor": 2}');
    const pattern = responseBody('3.0.0', {
      body,
      matchingRules: rules({ '$.constructor': { match: 'integer' } }),
    });
    expect(matches(pattern, JSON.parse('{"__proto__": 1, "constructor": 5}'))).toBe(true);
    expect(matches(pattern, { constructor: 5 })).toBe(false);
  });

  it('never refuses its own example, whatever the rules of these kinds', () => {
    const matcher = fc.constantFrom({ match: 'type' }, { match: 'equality' });
    const paths = fc.constantFrom('$', '$.a', '$.a.b', '$.*', '$.a[*]', '$[*]', '$.b');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.dictionary(paths, matcher), (body, matchers) => {
        if (body === null || body === '') return;
        // Negative zero is no JSON value, and integers beyond 2^53 are not decided.
        const small = (_: string, value: unknown) =>
          typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? 1 : value;
        const example: Json = JSON.parse(JSON.stringify({ a: body }, small));
        expect(
          matches(responseBody('3.0.0', { body: example, matchingRules: rules(matchers) }), example),
        ).not.toBe(false);
      }),
    );
  });
});

describe('forms of a pact file', () => {
  it('reads bodies in all their states', () => {
    const state = (version: string, response: object) =>
      readPact(bytes(pact(version, { request: { method: 'GET', path: '/' }, response })), 'p.json').value
        ?.interactions[0]?.response.body.state;
    expect(state('3.0.0', {})).toBe('absent');
    expect(state('3.0.0', { body: null })).toBe('empty');
    expect(state('3.0.0', { body: '' })).toBe('empty');
    expect(state('3.0.0', { body: 0 })).toBe('present');
    expect(state('4.0', { body: {} })).toBe('absent');
    expect(state('4.0', { body: { contentType: 'text/plain', encoded: false } })).toBe('absent');
    expect(state('4.0', { body: { content: '' } })).toBe('empty');
    expect(state('4.0', { body: { content: false } })).toBe('present');
  });

  it('reads the query of V2 and of V3 alike', () => {
    const query = (version: string, value: unknown) =>
      readPact(
        bytes(pact(version, { request: { method: 'GET', path: '/', query: value }, response: {} })),
        'p.json',
      ).value?.interactions[0]?.request.query.map((field) => [
        field.name,
        ...field.values.map((one) => one.example),
      ]);
    const expected = [
      ['$top', '5'],
      ['q', 'a b', 'c'],
    ];
    expect(query('2.0.0', '$top=5&q=a+b&q=c')).toEqual(expected);
    expect(query('3.0.0', { $top: ['5'], q: ['a b', 'c'] })).toEqual(expected);
  });

  it('decodes base64', () => {
    const body = {
      content: Buffer.from('{"a":1}').toString('base64'),
      contentType: 'application/json',
      encoded: 'base64',
    };
    expect(matches(responseBody('4.0', { body }), { a: 1 })).toBe(true);
  });

  it('notes messages and leaves them alone', () => {
    const read = readPact(bytes(pact('4.0', { type: 'Asynchronous/Messages', contents: {} })), 'p.json');
    expect(read.value?.interactions).toEqual([]);
    expect(read.diagnostics.map((one) => [one.code, one.severity, one.at.pointer])).toEqual([
      ['pact/message', 'info', '/interactions/0'],
    ]);
  });
});

describe('files that are no pacts', () => {
  const cases: [string, unknown, string, string][] = [
    ['an empty file', '', 'pact/empty', 'p.json:1:1'],
    ['a truncated file', '{"consumer": {"name": "c"}, "interactions": [', 'pact/syntax', 'p.json:1:46'],
    ['an OpenAPI document', { openapi: '3.1.0' }, 'pact/not-pact', 'p.json:1:1'],
    ['a list', [], 'pact/not-pact', 'p.json:1:1'],
    ['some object', { name: 'x' }, 'pact/not-pact', 'p.json:1:1'],
    ['a future version', pact('5.0', {}), 'pact/version', 'p.json:1:98'],
    [
      'interactions that are no list',
      { consumer: {}, provider: {}, interactions: {} },
      'pact/structure',
      'p.json:1:45',
    ],
    ['an interaction without a request', pact('3.0.0', { response: {} }), 'pact/structure', 'p.json:1:66'],
    ['a page', '<!doctype html><html></html>', 'pact/not-pact', 'p.json:1:1'],
  ];
  it.each(cases)('%s', (_, content, code, place) => {
    const read = readPact(bytes(content), 'p.json');
    expect(read.value).toBeUndefined();
    expect(read.diagnostics.map((one) => [one.code, placeText(one.at)])).toEqual([[code, place]]);
  });

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom('2.0.0', '3.0.0', '4.0'),
        (part, matchingRules, version) => {
          const request = { method: 'GET', path: '/', headers: part, query: part, body: part, matchingRules };
          readPact(
            bytes(
              pact(version, {
                request,
                response: { status: part, headers: part, body: part, matchingRules },
              }),
            ),
            'p.json',
          );
          readPact(bytes(pact(version, { request: part, response: part, providerStates: part })), 'p.json');
          readPact(bytes({ consumer: part, provider: part, interactions: part, metadata: part }), 'p.json');
        },
      ),
    );
  });

  it('reads its own fixture', () => {
    const read = readPact(
      readFileSync(join(import.meta.dirname, 'fixtures/certificates.pact.json')),
      'certificates.pact.json',
    );
    expect(read.diagnostics).toEqual([]);
    expect(read.value?.interactions.map((one) => [one.request.method, one.response.status.example])).toEqual([
      ['PATCH', 200],
      ['GET', 200],
      ['GET', 200],
      ['POST', 201],
      ['DELETE', 204],
    ]);
  });
});
