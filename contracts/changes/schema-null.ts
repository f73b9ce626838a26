import { defineChange } from './check.ts';
import { foundOf } from './family.ts';

export const schemaNull = defineChange({
  code: 'change/null',
  severity: 'error',
  of: 'schema',
  summary: 'Null is allowed, or is no more.',
  why: 'Who sent null is refused; who never met null in an answer does so now.',
  mirror: 'change/null',
  examples: [
    {
      name: 'null may come',
      schema: [{ type: 'string' }, { type: ['string', 'null'] }],
      request: ['change/request-null-compatible: the body: null is allowed'],
      response: ['change/response-null: the body: null is allowed'],
    },
    {
      name: 'null written otherwise',
      schema: [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: ['string', 'null'] }],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    const { base, head, alternatives, name } = pair;
    const [before, after] = [base.kinds.has('null'), head.kinds.has('null')];
    // A type that is null alone, or nothing, is told as a type.
    const others = [base, head].every(({ kinds }) => kinds.size > (kinds.has('null') ? 1 : 0));
    if (before === after || !others || !alternatives.isComparable || base.never || head.never) return [];
    const types = (isAllowed: boolean) => ({ type: isAllowed ? ['boolean', 'null'] : ['boolean'] });
    const judged = pair.judgeMade('null', types(before), types(after));
    const message = `${name}: null is ${after ? 'allowed' : 'no longer allowed'}`;
    return foundOf(pair, judged, message, ['nullable', 'type', 'enum']);
  },
});
