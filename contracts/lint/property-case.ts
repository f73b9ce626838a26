import { defineFinding } from './finding.ts';
import { isName, representations } from './representations.ts';
import { resourcePage } from './sample-resource.ts';

export const propertyCase = defineFinding({
  code: 'lint/property-case',
  severity: 'error',
  summary: 'Table and JSON representation write a property in different letter case.',
  why: 'Names in JSON are case-sensitive: one of the two is a property that does not exist.',
  help: 'Write the name as the service does, in both places.',
  examples: [
    {
      name: 'ID and Id',
      page: resourcePage({
        rows: ['id|String|Key.', 'makerID|String|Maker.'],
        json: ['  "id": "",', '  "makerId": ""'],
      }),
      finds: ['14:3 makerId is makerID in the table'],
    },
    {
      name: 'both are properties',
      page: resourcePage({
        rows: ['id|String|Key.', 'maker|String|Maker.', 'Maker|String|Maker.'],
        json: ['  "id": "",', '  "Maker": ""'],
      }),
      finds: [],
    },
  ],
  check: (page) =>
    representations(page).flatMap(({ shown, shownNames, listed, listedAnyCase }) =>
      shown.flatMap(({ value: { name }, at }) => {
        const row = listedAnyCase.get(name.toLowerCase());
        if (!row || listed.has(name) || shownNames.has(row.value.name) || !isName(row.value.name)) return [];
        const related = [{ message: `${row.value.name} in the table`, at: row.value.nameAt }];
        return [{ at, message: `${name} is ${row.value.name} in the table`, related }];
      }),
    ),
});
