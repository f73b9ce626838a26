import { defineFinding } from './finding.ts';
import { isName, representations } from './representations.ts';
import { resourcePage } from './sample-resource.ts';

const page = (optional: string) =>
  resourcePage({
    rows: ['id|String|Key.', 'size|Int32|How large.'],
    annotation: `"optionalProperties": ["${optional}"], `,
    json: ['  "id": "String",', '  "size": 1'],
  });

export const optionalPropertyUnknown = defineFinding({
  code: 'lint/optional-property-unknown',
  severity: 'info',
  summary: 'The annotation calls a property optional that the type does not have.',
  why: 'Mostly the property was renamed or removed, and the annotation forgotten.',
  help: 'Take the name out of "optionalProperties", or correct it.',
  examples: [
    {
      name: 'a stranger',
      page: page('width'),
      finds: ['10:33 width is in no table of the page, nor in the representation'],
    },
    { name: 'a property', page: page('size'), finds: [] },
    {
      name: 'a row that an empty line parts from the table',
      page: page('width').flatMap((line) =>
        line.startsWith('|size|') ? [line, '', '|width|Int32|How wide.|', ''] : [line],
      ),
      finds: [],
    },
    { name: 'an annotation', page: page('@odata.etag'), finds: [] },
  ],
  check: (page) =>
    representations(page).flatMap(({ type, listedAnyCase, shownNames }) => {
      const described = page.set.types.get(type);
      if (!described?.tabled) return [];
      const known = (name: string) =>
        listedAnyCase.has(name.toLowerCase()) ||
        described.anyCase.has(name.toLowerCase()) ||
        shownNames.has(name);
      return page
        .says('optional-property')
        .filter(({ subject, value }) => subject.name === type && isName(value) && !known(value))
        .map(({ value, at }) => ({
          at,
          message: `${value} is in no table of the page, nor in the representation`,
        }));
    }),
});
