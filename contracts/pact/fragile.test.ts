import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import { fragileRules } from './fragile.ts';
import { readPact } from './read.ts';

function found(body: Json, rules: JsonObject, part: 'request' | 'response' = 'response'): readonly string[] {
  const pact = {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      {
        description: 'one',
        request: { method: 'POST', path: '/' },
        response: { status: 200 },
        [part]: { method: 'POST', path: '/', status: 200, body, matchingRules: rules },
      },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
  const { value } = readPact(new TextEncoder().encode(JSON.stringify(pact, null, 2)), 'a.pact.json');
  if (!value) throw new Error('the pact cannot be read');
  return fragileRules(value.ruled, value.place).map(
    ({ code, message, at }) => `${code} ${at.line}: ${message}`,
  );
}

function of(...matchers: readonly JsonObject[]): JsonObject {
  return { matchers };
}

describe('fragile parts of a pact', () => {
  it('are matchers that nobody knows', () => {
    const rules = { body: { '$.a': of({ match: 'fuzzy' }), '$.b': of({ match: 'fuzzier' }) } };
    expect(found({ a: 1, b: 2 }, rules)).toEqual([
      'pact/unknown-matcher 27: the matcher "fuzzy" is not known (and 1 more in this file): whatever it decides is undecided',
    ]);
  });

  it.each([
    ['\\d+', true],
    ['^\\d+$', false],
    ['^a|b$', true],
    ['^(a|b)$', false],
    ['^[|)]\\d+$', false],
    ['^(a|b)$|c', true],
    ['^a\\$', true],
    ['^[\\]|]$', false],
    ['.*', false],
    ['[\\s\\S]*', false],
  ])('is the regex %s, which reads differently where it is searched for: %s', (regex, expected) => {
    const codes = found('1', { body: { $: of({ match: 'regex', regex }) } }, 'request');
    expect(codes.map((one) => one.split(' ')[0])).toEqual(expected ? ['pact/regex-unanchored'] : []);
  });

  it('is a type matcher above values that have none of their own', () => {
    const rules = { body: { '$.value': of({ match: 'type', min: 1 }) } };
    expect(found({ value: [{ id: 'a', n: 1 }] }, rules)).toEqual([
      'pact/type-cascades 29: the type matcher at $.value has its values compared by type alone, none by what it is',
    ]);
  });

  it('is none where the values have matchers, or nothing lies below', () => {
    const rules = {
      '$.value': of({ match: 'type', min: 1 }),
      '$.value[*].id': of({ match: 'equality' }),
      '$.name': of({ match: 'type' }),
    };
    expect(found({ value: [{ id: 'a', n: 1 }], name: 'x' }, { body: rules })).toEqual([]);
  });
});
