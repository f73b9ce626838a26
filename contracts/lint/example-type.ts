import { simpleName } from '../../generator/resolve/type-names.ts';
import type { ShownValue } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { firstOfEach } from './first-of.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';
import { kindConflict } from './value-kinds.ts';

const pages = (row: string, value: string) => ({
  'resources/thing.md': sampleResource('id|String|The key.', row),
  'api/thing-get.md': samplePage({ answer: answered('{', `  "shown": ${value}`, '}') }),
});

export const exampleType = defineFinding({
  code: 'lint/example-type',
  severity: 'error',
  summary: 'The JSON type of a value in an example contradicts the type in the table.',
  why: 'One of the two is wrong: clients made from the table refuse what the example says the service answers.',
  help: 'Correct the example, or the type in the table.',
  examples: [
    {
      name: 'a string for a Boolean',
      pages: pages('shown|Boolean|Whether it can be seen.', '"Boolean"'),
      finds: [
        'api/thing-get.md:17:12 shown is Boolean in the table, which is boolean in JSON; this is string',
      ],
    },
    {
      name: 'one value for a collection',
      pages: pages('shown|String collection|Where it can be seen.', '"here"'),
      finds: [
        'api/thing-get.md:17:12 shown is String collection in the table, which is array in JSON; this is string',
      ],
    },
    {
      name: 'an array for one value',
      pages: pages('shown|String|Where it can be seen.', '["here"]'),
      finds: ['api/thing-get.md:17:12 shown is String in the table, which is string in JSON; this is array'],
    },
    { name: 'null', pages: pages('shown|Boolean|Whether it can be seen.', 'null'), finds: [] },
    {
      name: 'an array of objects for a type without a page',
      pages: pages('shown|[eye](eye.md) collection|Who.', '[{}]'),
      finds: [],
    },
    {
      name: 'a 64-bit number in quotes',
      pages: pages('shown|Int64|How often.', '"9007199254740993"'),
      finds: [],
    },
  ],
  check: (page) =>
    firstOfEach(page.set.valuesOf(page).values.filter((shown) => conflict(shown).length > 0)).flatMap(
      conflict,
    ),
});

function conflict(shown: ShownValue): Found[] {
  const { page, value, type, others, name, body, pointer, declaredAt } = shown;
  const first = kindConflict(value, type, page.set);
  if (!first || others.some((other) => !kindConflict(value, other, page.set))) return [];
  const written = `${simpleName(type.name ?? '')}${type.collection ? ' collection' : ''}`;
  const message = `${name} is ${written} in the table, which is ${first.wanted} in JSON; this is ${first.shown}`;
  const at = body.place(pointer);
  const plain = typeof value === 'string' && withoutQuotes(value, first.wanted);
  const suggestion = plain ? { suggestion: { at, replacement: value } } : {};
  return [{ at, message, related: [{ message: `the type of ${name}`, at: declaredAt }], ...suggestion }];
}

/** `"true"` and `"12"`: all that is wrong are the quotes. */
function withoutQuotes(value: string, wanted: string): boolean {
  return wanted === 'boolean'
    ? /^(?:true|false)$/.test(value)
    : wanted === 'integer' && /^-?\d{1,15}$/.test(value);
}
