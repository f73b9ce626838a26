import { stringMember } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import type { ComparedChoice } from './branches.ts';
import { defineChange, type Found } from './check.ts';
import { foundOf } from './family.ts';
import type { SchemaPair } from './schema-pair.ts';

const keywords = ['oneOf', 'anyOf', '$ref', 'type'];
const text = { type: 'string' };
const number = { type: 'number' };
const truth = { type: 'boolean' };

export const schemaAlternatives = defineChange({
  code: 'change/alternatives',
  severity: 'error',
  of: 'schema',
  summary: 'There are other alternatives (`oneOf`, `anyOf`).',
  why: 'A request of an alternative that is gone is refused; an answer of a new one is met by nobody who reads it.',
  mirror: 'change/alternatives',
  examples: [
    {
      name: 'one more',
      schema: [{ oneOf: [text, number] }, { oneOf: [text, number, truth] }],
      request: ['change/request-alternatives-compatible: the body: an alternative (boolean) is new'],
      response: ['change/response-alternatives: the body: an alternative (boolean) is new'],
    },
    {
      name: 'the same in another order',
      schema: [{ oneOf: [text, number] }, { oneOf: [number, text] }],
      request: [],
      response: [],
    },
    {
      name: 'one alternative is none',
      schema: [{ oneOf: [text] }, text],
      request: [],
      response: [],
    },
  ],
  check(pair) {
    const { isComparable, choices } = pair.alternatives;
    if (isComparable) return choices.flatMap((choice) => changed(pair, choice));
    return foundOf(pair, pair.whole(), `${pair.name}: ${wholeText(pair)}`, keywords);
  },
});

function changed(pair: SchemaPair, choice: ComparedChoice): readonly Found[] {
  const { removed, added } = choice;
  if (removed.length + added.length === 0) return [];
  const told = [
    ...removed.map((one) => `an alternative (${branchName(one)}) is gone`),
    ...added.map((one) => `an alternative (${branchName(one)}) is new`),
  ];
  return foundOf(pair, pair.askChoice(choice), `${pair.name}: ${told.join(', ')}`, keywords);
}

function branchName({ json }: Schema): string {
  const reference = stringMember(json, '$ref');
  if (reference !== undefined) return reference.replace(/^.*\//, '');
  const title = stringMember(json, 'title') ?? stringMember(json, 'type');
  return title ?? 'without a name';
}

function wholeText({ base, head }: SchemaPair): string {
  const [before, after] = [base, head].map(({ choices }) => choices.length > 0);
  if (before && after) return 'the alternatives are others';
  return after ? 'there are alternatives now' : 'there are no alternatives any more';
}
