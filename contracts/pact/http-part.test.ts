import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { matches } from '../relation/matches.ts';
import { interactionsIn } from './fixtures/verdicts.ts';
import type { ResponsePattern } from './interaction.ts';

function responseOf(version: string, response: JsonObject): ResponsePattern {
  const [interaction] = interactionsIn(version, [{ request: { method: 'GET', path: '/' }, response }]);
  if (!interaction) throw new Error('no interaction');
  return interaction.response;
}

function jsonBody(version: string, response: JsonObject) {
  const { body } = responseOf(version, response);
  if (body.state !== 'present' || body.content.kind !== 'json') throw new Error('no JSON body');
  return body.content.pattern;
}

describe('parts of requests and responses', () => {
  it('reads the rule of a status at its category and at the path $, as the core writes it', () => {
    const matchers = [
      { match: 'statusCode', status: 'success' },
      { match: 'statusCode', status: [200, 404] },
    ];
    const accepted = (version: string, matchingRules: JsonObject) => {
      const { status } = responseOf(version, { status: 200, matchingRules });
      return [200, 201, 404, 500].filter((one) => status.accepts?.(one));
    };
    expect(accepted('4.0', { status: { matchers } })).toEqual([200]);
    expect(accepted('4.0', { status: { $: { matchers } } })).toEqual([200]);
    expect(accepted('4.0', { status: { $: { combine: 'OR', matchers } } })).toEqual([200, 201, 404]);
    expect(accepted('2.0.0', { '$.status.$': { match: 'statusCode', status: [200, 404] } })).toEqual([
      200, 404,
    ]);
  });

  it('takes the key of a header rule for a name; what a path does there is not known', () => {
    const header = (path: string, sent: string) => {
      const regex = { matchers: [{ match: 'regex', regex: '\\d+' }] };
      const { headers } = responseOf('4.0', {
        headers: { 'X-A': ['5'] },
        matchingRules: { header: { [path]: regex } },
      });
      const [value] = headers[0]?.values ?? [];
      return value && matches(value.pattern, sent);
    };
    expect([header('x-a', '7'), header('x-a', 'b')]).toEqual([true, false]);
    expect([header('$.X-A', '7'), header('X-A[0]', '7'), header("$['X-A']", '5')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([header('X-B', '5'), header('X-B', '7')]).toEqual([true, false]);
  });

  it('reads matchers of numbers on texts', () => {
    const header = (match: string, sent: string) => {
      const { headers } = responseOf('3.0.0', {
        headers: { 'X-A': '5' },
        matchingRules: { header: { 'X-A': { matchers: [{ match }] } } },
      });
      const [value] = headers[0]?.values ?? [];
      return value && matches(value.pattern, sent);
    };
    expect(['12', '-1', '1.5'].map((sent) => header('integer', sent))).toEqual([true, false, false]);
    expect(['12', '-1', '1.5', 'x'].map((sent) => header('number', sent))).toEqual([true, true, true, false]);
  });

  it('reads the text of a JSON object before V4, and no other text as JSON', () => {
    const headers = { 'Content-Type': 'application/json' };
    expect(matches(jsonBody('3.0.0', { headers, body: '{"a":1}' }), { a: 1 })).toBe(true);
    expect(matches(jsonBody('3.0.0', { headers, body: '5' }), '5')).toBe(true);
    expect(matches(jsonBody('3.0.0', { headers, body: '["a"]' }), ['a'])).toBeUndefined();
    const body = { content: '{"a":1}', contentType: 'application/json', encoded: false };
    expect(matches(jsonBody('4.0', { body }), '{"a":1}')).toBe(true);
  });

  it('refuses an empty body where a text is expected, whatever the matcher', () => {
    const headers = { 'Content-Type': 'text/plain' };
    const { body } = responseOf('3.0.0', {
      headers,
      body: 'x',
      matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } },
    });
    if (body.state !== 'present' || body.content.kind !== 'text') throw new Error('no text');
    const { pattern } = body.content.text;
    expect([matches(pattern, 'y'), matches(pattern, '')]).toEqual([true, false]);
  });

  it('leaves bodies open that V4 does not describe', () => {
    const body = (value: JsonObject) => matches(jsonBody('4.0', { body: value }), { a: 1 });
    expect(body({ a: 1 })).toBeUndefined();
    expect(body({ content: 'e30=', contentType: 'application/json', encoded: true })).toBeUndefined();
    const headers = { 'Content-Type': ['text/plain'] };
    expect(
      matches(jsonBody('4.0', { headers, body: { content: { a: 1 }, contentType: 'application/json' } }), {
        a: 1,
      }),
    ).toBeUndefined();
  });
});
