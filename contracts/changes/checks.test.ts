import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import type { Change } from './change.ts';
import type { Check, CheckExample } from './check.ts';
import { codesOfCheck } from './codes.ts';
import { allChecks, compare } from './compare.ts';
import { documentOf, ok } from './example-parts.ts';

type Direction = 'request' | 'response';

/** A schema as the body of a request or of the answer to it; what examples refer to is there. */
function withSchema(schema: JsonObject, direction: Direction): Api {
  const content = { 'application/json': { schema } };
  const operation =
    direction === 'request'
      ? { requestBody: { content }, responses: ok }
      : { responses: { '200': { description: 'OK', content } } };
  const components = { schemas: { A: { type: 'object' } } };
  return readSpec(documentOf({ paths: { '/a': { post: operation } }, components }));
}

const told = ({ code, message }: Change) => `${code}: ${message}`;

/** The documents of an example, and what is to be found, in each direction that it is read in. */
function runs(
  example: CheckExample,
): { base: Api; head: Api; finds: readonly string[]; direction?: Direction }[] {
  if ('schema' in example)
    return (['request', 'response'] as const).map((direction) => {
      const [base, head] = example.schema;
      return {
        base: withSchema(base, direction),
        head: withSchema(head, direction),
        finds: example[direction],
        direction,
      };
    });
  const [base, head] =
    'paths' in example ? example.paths.map((paths) => documentOf({ paths })) : example.document;
  return base && head ? [{ base: readSpec(base), head: readSpec(head), finds: example.finds }] : [];
}

/** Whether a check reports under a code. */
function belongs(check: Check, code: string): boolean {
  return codesOfCheck(check).some((one) => one.code === code);
}

const codeOf = (found: string) => found.slice(0, found.indexOf(': '));

describe.each(allChecks().map((check) => [check.code, check] as const))('%s', (code, check) => {
  it.each(check.examples.map((example) => [example.name, example] as const))('%s', (_, example) => {
    for (const { base, head, finds } of runs(example))
      expect(compare(base, head).changes.map(told).sort()).toEqual([...finds].sort());
  });

  it('has an example that it reports and one that it does not', () => {
    const reported = check.examples
      .flatMap(runs)
      .map(({ finds }) => finds.some((one) => belongs(check, codeOf(one))));
    expect(new Set(reported)).toEqual(new Set([true, false]));
  });

  it('has a mirror, which names it too, or a sentence why there is none', () => {
    const { mirror } = check;
    if (typeof mirror !== 'string') {
      expect(mirror.none).toMatch(/^[A-Z].{20,}\.$/);
      return;
    }
    const other = allChecks().find((one) => one.code === mirror);
    expect(other?.mirror).toBe(code);
  });

  it('sees its examples made the other way round as its mirror does', () => {
    if (typeof check.mirror !== 'string') return;
    const mirror = allChecks().find((one) => one.code === check.mirror);
    for (const example of check.examples) {
      for (const { base, head, finds } of runs(example)) {
        const mine = finds.filter((one) => belongs(check, codeOf(one)));
        const back = compare(head, base).changes.filter((one) => mirror && belongs(mirror, one.code));
        expect(back.length > 0, `${example.name}: ${JSON.stringify(back)}`).toBe(mine.length > 0);
      }
    }
  });
});
