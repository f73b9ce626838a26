import { defineChange, type Found } from './check.ts';
import { describedOthers, isClosed } from './others.ts';
import { propertyNames } from './renamed.ts';
import { type SchemaPair, tellingPart } from './schema-pair.ts';

const a = { a: { type: 'string' } };
const both = { ...a, b: { type: 'string' } };

export const propertyRemoved = defineChange({
  code: 'change/property-removed',
  severity: 'error',
  of: 'schema',
  summary: 'A property is gone.',
  why: 'Requests that hold it are refused. Of answers it was promised, even where it is optional: whoever reads it waits in vain.',
  mirror: 'change/property-added',
  examples: [
    {
      name: 'a property is gone',
      schema: [
        { type: 'object', properties: both },
        { type: 'object', properties: a },
      ],
      request: ['change/request-property-removed: the body: b is gone'],
      response: ['change/response-property-removed: the body: b is gone'],
    },
    {
      name: 'it may be sent still, among others',
      schema: [
        { type: 'object', properties: both, additionalProperties: { type: 'string' } },
        { type: 'object', properties: a, additionalProperties: { type: 'string' } },
      ],
      request: ['change/request-property-removed-compatible: the body: b is gone'],
      response: ['change/response-property-removed: the body: b is gone'],
    },
    {
      name: 'the same',
      schema: [
        { type: 'object', properties: a },
        { type: ['object'], properties: a },
      ],
      request: [],
      response: [],
    },
  ],
  check: (pair) => propertyNames(pair).removed.map((name) => removed(pair, name)),
});

function removed(pair: SchemaPair, name: string): Found {
  const { base, head, view } = pair;
  const own = base.object.property(name);
  const found = {
    message: `${pair.name}: ${name} is gone`,
    base: own.pointer,
    head: tellingPart(head)?.pointer ?? head.position[0]?.pointer,
  };
  if (view.sender === 'provider') return { ...found, verdict: 'breaking', kept: true };
  const others = describedOthers(head, name);
  if (others) {
    const { verdict, witness, reason } = pair.ask(own.position ?? [], others);
    const isTaken = verdict === 'same' || verdict === 'compatible';
    return { ...found, verdict: isTaken ? 'compatible' : verdict, witness, reason, kept: isTaken };
  }
  const { witness } = isClosed(head) ? pair.askBeside([[name, own.position ?? []]], []) : {};
  return { ...found, verdict: 'breaking', witness, kept: true };
}
