import type { Span } from '../../generator/model/place.ts';
import type { DocumentedPage } from './documented.ts';
import { placeOfWords } from './exact-place.ts';
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
      finds: ['10:56 width is in no table of the page, nor in the representation'],
    },
    {
      name: 'on a line of its own',
      page: page('width').flatMap((line) => line.split(/(?<="optionalProperties": \[)/)),
      finds: ['11:1 width is in no table of the page, nor in the representation'],
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
          at: placeOfName(page, at, value),
          message: `${value} is in no table of the page, nor in the representation`,
        }));
    }),
});

/** An annotation writes its list in one line or in as many as it has names; the fact stands at the list's first. */
function placeOfName({ page }: DocumentedPage, at: Span, name: string): Span {
  const within = { ...at, endLine: Math.min(at.line + longest, page.lines.count) };
  const found = placeOfWords(page, within, JSON.stringify(name));
  return found === within ? at : found;
}

const longest = 100;
