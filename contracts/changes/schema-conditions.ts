import { sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { foundOf } from './family.ts';
import { saidBy } from './shape.ts';

const keywords = ['if', 'then', 'else', 'not', 'dependentSchemas', 'unevaluatedItems'];

export const schemaConditions = defineChange({
  code: 'change/conditions',
  severity: 'error',
  of: 'schema',
  summary:
    'What a schema asks for under a condition, or rules out, is another (`if`, `not`, `dependentSchemas`).',
  why: 'A value that met the conditions before may not meet them now, or the other way round.',
  mirror: 'change/conditions',
  examples: [
    {
      name: 'a type is ruled out',
      schema: [{}, { not: { type: 'string' } }],
      request: ['change/request-conditions: the body: not is another'],
      response: ['change/response-conditions-compatible: the body: not is another'],
    },
    {
      name: 'what is ruled out never came',
      schema: [{ type: 'integer' }, { type: 'integer', not: { type: 'string' } }],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    const { base, head, alternatives, name } = pair;
    const changed = keywords.filter((keyword) => !sameJson(saidBy(base, keyword), saidBy(head, keyword)));
    if (changed.length === 0 || !alternatives.isComparable) return [];
    return foundOf(pair, pair.whole(), `${name}: ${changed.join(', ')} is another`, changed);
  },
});
