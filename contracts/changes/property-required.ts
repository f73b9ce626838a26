import { defineChange, type Found } from './check.ts';
import { foundOf } from './family.ts';
import { propertyNames } from './renamed.ts';
import type { SchemaPair } from './schema-pair.ts';

const properties = { a: { type: 'string' } };

export const propertyRequired = defineChange({
  code: 'change/property-required',
  severity: 'error',
  of: 'schema',
  summary: 'A property has to be there, or need not be any more.',
  why: 'Requests without what became required are refused; answers may lack what was always in them.',
  mirror: 'change/property-required',
  examples: [
    {
      name: 'a property became required',
      schema: [
        { type: 'object', properties },
        { type: 'object', properties, required: ['a'] },
      ],
      request: ['change/request-property-required: the body: a is required now'],
      response: ['change/response-property-required-compatible: the body: a is required now'],
    },
    {
      name: 'one that only answers hold',
      schema: [
        { type: 'object', properties: { a: { type: 'string', readOnly: true } } },
        { type: 'object', properties: { a: { type: 'string', readOnly: true } }, required: ['a'] },
      ],
      request: [],
      response: ['change/response-property-required-compatible: the body: a is required now'],
    },
  ],
  check(pair) {
    if (!pair.shared.includes('object')) return [];
    const { base, head } = pair;
    const { removed, added, renamed, hidden, shown } = propertyNames(pair);
    // These are told by those who look at what is described.
    const told = new Set([...removed, ...added, ...renamed.flat(), ...hidden, ...shown]);
    const names = new Set([...base.object.required, ...head.object.required]);
    return [...names].filter((name) => !told.has(name)).flatMap((name) => changed(pair, name));
  },
});

function changed(pair: SchemaPair, name: string): readonly Found[] {
  const [before, after] = [pair.base, pair.head].map(({ object }) => ({
    required: object.required.has(name),
  }));
  if (!before || !after || before.required === after.required) return [];
  const made = (required: readonly string[]) => ({
    type: 'object',
    properties: Object.fromEntries([[name, true]]),
    required,
  });
  const judged = pair.judgeMade(
    `required ${name}`,
    made(before.required ? [name] : []),
    made(after.required ? [name] : []),
  );
  const message = `${pair.name}: ${name} is ${after.required ? 'required now' : 'no longer required'}`;
  return foundOf(pair, judged, message, ['required']);
}
