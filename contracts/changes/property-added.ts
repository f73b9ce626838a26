import { defineChange, type Found } from './check.ts';
import { describedOthers, isClosed } from './others.ts';
import { propertyNames } from './renamed.ts';
import { type Judged, type SchemaPair, tellingPart } from './schema-pair.ts';

const a = { a: { type: 'string' } };
const both = { ...a, b: { type: 'string' } };

export const propertyAdded = defineChange({
  code: 'change/property-added',
  severity: 'error',
  of: 'schema',
  summary: 'A property is new and must be sent, or comes where no others were to come.',
  why: 'Requests without a property that is required are refused. In answers a new property is passed over, unless the schema had said that there are no others.',
  mirror: 'change/property-removed',
  examples: [
    {
      name: 'a property that has to be sent',
      schema: [
        { type: 'object', properties: a },
        { type: 'object', properties: both, required: ['b'] },
      ],
      request: ['change/request-property-added: the body: b is new and required'],
      response: ['change/response-property-added-compatible: the body: b is new and required'],
    },
    {
      name: 'an optional property',
      schema: [
        { type: 'object', properties: a },
        { type: 'object', properties: both },
      ],
      request: ['change/request-property-added-compatible: the body: b is new'],
      response: ['change/response-property-added-compatible: the body: b is new'],
    },
    {
      name: 'the same members in another order',
      schema: [
        { type: 'object', properties: both },
        { properties: { b: { type: 'string' }, a: { type: 'string' } }, type: 'object' },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) => propertyNames(pair).added.map((name) => added(pair, name)),
});

function added(pair: SchemaPair, name: string): Found {
  const { base, head } = pair;
  const theirs = head.object.property(name);
  const { verdict, witness, reason } = judged(pair, name);
  return {
    verdict: verdict === 'same' ? 'compatible' : verdict,
    message: `${pair.name}: ${name} is new${theirs.required ? ' and required' : ''}`,
    base: tellingPart(base)?.pointer ?? base.position[0]?.pointer,
    head: theirs.pointer,
    witness,
    reason,
    kept: verdict === 'compatible' || verdict === 'same',
    traits: ['property-added'],
  };
}

function judged(pair: SchemaPair, name: string): Judged {
  const { base, head, view } = pair;
  const theirs = head.object.property(name);
  if (view.sender === 'client' && theirs.required)
    return pair.judgeMade(
      `new ${name}`,
      { type: 'object' },
      { type: 'object', properties: Object.fromEntries([[name, true]]), required: [name] },
    );
  const others = describedOthers(base, name);
  if (others) return pair.ask(others, theirs.position ?? []);
  if (view.sender === 'client' || !isClosed(base)) return { verdict: 'compatible' };
  return pair.askBeside([], [[name, theirs.position ?? []]]);
}
