import type { PropertyRow } from '../../generator/dialects/fact.ts';
import type { ShownValue } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { firstOfEach } from './first-of.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';
import { textsOf } from './shown-texts.ts';
import { isMentioned, isOpenList } from './value-lists.ts';

const pages = (description: string, value: string) => ({
  'resources/thing.md': sampleResource(`state|String|${description}`),
  'api/thing-get.md': samplePage({ answer: answered('{', `  "state": ${value}`, '}') }),
});

export const exampleValueUnlisted = defineFinding({
  code: 'lint/example-value-unlisted',
  severity: 'error',
  summary: "An example shows a value that the property's list of possible values leaves out.",
  why: 'Readers write code for the values of the list; this one they meet only in production.',
  help: 'Add the value to the list, or show one of the list.',
  examples: [
    {
      name: 'not in the list',
      pages: pages('Possible values are: `on`, `off`.', '"broken"'),
      finds: ['api/thing-get.md:17:12 the possible values of state are on, off; this is broken'],
    },
    { name: 'in the list', pages: pages('Possible values are: `on`, `off`.', '"off"'), finds: [] },
    { name: 'in another letter case', pages: pages('Possible values are: `on`, `off`.', '"Off"'), finds: [] },
    {
      name: 'a list of examples',
      pages: pages('Possible values include `on` and `off`.', '"broken"'),
      finds: [],
    },
  ],
  check: (page) => firstOfEach(page.set.valuesOf(page).values.filter(isListed)).flatMap(unlisted),
});

function rowOf({ row, property }: ShownValue): PropertyRow | undefined {
  return row?.value ?? property?.rows[0]?.value;
}

function isListed(shown: ShownValue): boolean {
  const row = rowOf(shown);
  if (!row || row.values.length < 2 || isOpenList(shown)) return false;
  if (
    shown.type.name !== 'Edm.String' ||
    !/\b(?:possible|allowed|valid|supported) values?(?: are| is|\s*:)/i.test(row.description)
  )
    return false;
  const known = new Set(row.values.map((value) => value.toLowerCase()));
  return textsOf(shown).some(
    ({ text }) => isWord(text) && !known.has(text.toLowerCase()) && !isMentioned(shown, text),
  );
}

function isWord(text: string): boolean {
  return /^[A-Za-z]\w*$/.test(text);
}

function unlisted(shown: ShownValue): Found[] {
  const row = rowOf(shown);
  if (!row) return [];
  const known = new Set(row.values.map((value) => value.toLowerCase()));
  const strange = textsOf(shown).find(
    ({ text }) => isWord(text) && !known.has(text.toLowerCase()) && !isMentioned(shown, text),
  );
  if (!strange) return [];
  const message = `the possible values of ${shown.name} are ${row.values.join(', ')}; this is ${strange.text}`;
  return [
    { at: shown.body.place(strange.pointer), message, related: [{ message: 'the list', at: row.nameAt }] },
  ];
}
