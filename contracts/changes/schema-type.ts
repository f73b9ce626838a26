import type { Kind } from '../../generator/openapi/kinds.ts';
import { defineChange } from './check.ts';
import { foundOf } from './family.ts';
import type { Judged, SchemaPair } from './schema-pair.ts';
import { type Shape, typesOfKinds } from './shape.ts';

const printed: readonly Kind[] = ['string', 'integer', 'fraction', 'boolean'];

export const schemaType = defineChange({
  code: 'change/type',
  severity: 'error',
  of: 'schema',
  summary: 'The type of a value is another.',
  why: 'A request with a value of the old type is refused; a client that reads an answer meets a value of another type.',
  mirror: 'change/type',
  examples: [
    {
      name: 'another type',
      schema: [{ type: 'string' }, { type: 'integer' }],
      request: ['change/request-type: the body: string → integer'],
      response: ['change/response-type: the body: string → integer'],
    },
    {
      name: 'a wider type',
      schema: [{ type: 'integer' }, { type: 'number' }],
      request: ['change/request-type-compatible: the body: integer → number'],
      response: ['change/response-type: the body: integer → number'],
    },
    {
      name: 'a type that the values tell',
      schema: [{ enum: ['a'] }, { type: 'string', enum: ['a'] }],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    const { base, head, alternatives, name } = pair;
    if (!alternatives.isComparable) return [];
    const keywords = ['type'];
    if (base.never !== head.never)
      return foundOf(
        pair,
        pair.whole(),
        `${name}: ${head.never ? 'nothing is allowed any more' : 'values are allowed now'}`,
        keywords,
      );
    const [before, after] = [base, head].map(typesOf);
    if (!before || !after || before.join() === after.join() || (base.values && head.values)) return [];
    const judged = asText(pair) ?? pair.judgeMade('type', { type: before }, { type: after });
    return foundOf(pair, judged, `${name}: ${typesText(before)} → ${typesText(after)}`, keywords);
  },
});

/** Null is told apart: by itself it is a type only where there is no other. */
function typesOf(shape: Shape): readonly string[] {
  const types = typesOfKinds(shape.kinds);
  return types.length === 0 && shape.kinds.has('null') ? ['null'] : types;
}

/** Numbers and booleans are texts, where values are printed: a text without conditions takes them all. */
function asText({ base, head, view }: SchemaPair): Judged | undefined {
  const [from, to] = view.sender === 'client' ? [base, head] : [head, base];
  if (!view.text || !to.kinds.has('string') || to.values) return undefined;
  if ([...from.kinds].some((kind) => !printed.includes(kind))) return undefined;
  const conditions = ['minLength', 'maxLength', 'pattern', 'format'];
  const isPlain = to.parts.every(({ json }) => conditions.every((keyword) => json[keyword] === undefined));
  return isPlain
    ? { verdict: 'compatible' }
    : { verdict: 'undecided', reason: 'whether all printed values are such texts' };
}

const allTypes = 5;

function typesText(types: readonly string[]): string {
  return types.length >= allTypes ? 'anything' : types.join(' or ') || 'nothing';
}
