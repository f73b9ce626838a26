import { type Json, sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { foundOf, shownList } from './family.ts';

const keywords = ['enum', 'const'];

export const schemaValues = defineChange({
  code: 'change/enum',
  severity: 'error',
  of: 'schema',
  summary: 'The listed values are others (`enum`, `const`).',
  why: 'A value that is gone is refused in requests; a value that is new in answers falls through the cases of those who read it.',
  mirror: 'change/enum',
  examples: [
    {
      name: 'one more',
      schema: [
        { type: 'string', enum: ['a'] },
        { type: 'string', enum: ['a', 'b'] },
      ],
      request: ['change/request-enum-compatible: the body: "b" is new'],
      response: ['change/response-enum: the body: "b" is new'],
    },
    {
      name: 'a list of one value, spelled out',
      schema: [{ const: 'a' }, { type: 'string', enum: ['a'] }],
      request: [],
      response: [],
    },
    {
      name: 'the list is gone',
      schema: [{ type: 'string', enum: ['a'] }, { type: 'string' }],
      request: ['change/request-enum-compatible: the body: values are no longer listed'],
      response: ['change/response-enum: the body: values are no longer listed'],
    },
  ],
  check(pair) {
    const { base, head, shared, name } = pair;
    const { values: before } = base;
    const { values: after } = head;
    if ((!before && !after) || !pair.alternatives.isComparable) return [];
    if (!before || !after) {
      const message = `${name}: ${before ? 'values are no longer listed' : `only ${shownList(after ?? [])} ${(after ?? []).length === 1 ? 'is' : 'are'} allowed`}`;
      const found = foundOf(pair, pair.judge(keywords, shared), message, keywords);
      return found.map((one) => ({ ...one, traits: [before ? 'values-added' : 'values-removed'] }));
    }
    const added = without(after, before);
    const removed = without(before, after);
    if (added.length + removed.length === 0) return [];
    const judged = pair.judgeMade('enum', { enum: before }, { enum: after });
    const told = [...toldOf(removed, 'gone'), ...toldOf(added, 'new')].join(', ');
    return foundOf(pair, judged, `${name}: ${told}`, keywords).map((one) => ({
      ...one,
      traits: [
        ...(added.length > 0 ? (['values-added'] as const) : []),
        ...(removed.length > 0 ? (['values-removed'] as const) : []),
      ],
    }));
  },
});

function without(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  return values.filter((value) => !others.some((other) => sameJson(value, other)));
}

function toldOf(values: readonly Json[], what: string): readonly string[] {
  return values.length === 0 ? [] : [`${shownList(values)} ${values.length === 1 ? 'is' : 'are'} ${what}`];
}
