import { defineFinding } from './finding.ts';
import { representations } from './representations.ts';
import { isChoice, representedType } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const one = (type: string, value: string) =>
  resourcePage({ rows: [`tags|${type}|Words.`], json: [`  "tags": ${value}`] });

export const representationCollection = defineFinding({
  code: 'lint/representation-collection',
  severity: 'error',
  summary: 'Table and JSON representation disagree on whether a property is a collection.',
  why: 'A list read as one value, or one value read as a list, is a crash in every typed client.',
  help: 'Say "collection" in the table and show an array, or neither.',
  examples: [
    {
      name: 'an array',
      page: one('String', '["String"]'),
      finds: ['12:11 tags is an array here, and String in the table'],
    },
    {
      name: 'one value',
      page: one('String collection', '"String"'),
      finds: ['12:11 tags is not an array here, and String collection in the table'],
    },
    { name: 'both', page: one('String collection', '["String"]'), finds: [] },
    { name: 'an object without a type may be shorthand', page: one('String collection', '{}'), finds: [] },
    { name: 'a sample value', page: one('String collection', '"a, b"'), finds: [] },
    { name: 'untyped JSON', page: one('Json', '[]'), finds: [] },
  ],
  check: (page) =>
    representations(page).flatMap(({ shown, listed, body }) =>
      shown.flatMap(({ value: { name, value } }) => {
        const row = listed.get(name);
        const type = row?.value.type;
        const represented = representedType(value);
        if (!row || !type || represented?.collection === undefined) return [];
        const declared = page.set.typeOf(type, page);
        if (declared.name === undefined || declared.name === 'Edm.Untyped') return [];
        if (declared.collection === represented.collection || isChoice(type)) return [];
        if (declared.collection && represented.name === undefined) return [];
        return [
          {
            at: body.place(`/${name}`),
            message: `${name} is ${represented.collection ? '' : 'not '}an array here, and ${type.text} in the table`,
            related: [{ message: `${type.text} in the table`, at: row.value.typeAt ?? row.at }],
          },
        ];
      }),
    ),
});
