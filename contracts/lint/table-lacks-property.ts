import type { DocumentedPage } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { isEntityKey, type Representation, representations } from './representations.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

export const tableLacksProperty = defineFinding({
  code: 'lint/table-lacks-property',
  severity: 'warning',
  summary: 'A property of the JSON representation is in no table.',
  why: 'Nobody says what the property means, which type it has and whether it can be written.',
  help: 'Add a row for it, or take it out of the representation.',
  examples: [
    {
      name: 'a member without a row',
      page: resourcePage({ rows: ['id|String|Key.'], json: ['  "id": "String",', '  "size": 1'] }),
      finds: ['13:3 size is in the JSON representation of widget, but in no table of its page'],
    },
    {
      name: 'a relationship, and an annotation',
      page: resourcePage({
        rows: ['id|String|Key.'],
        relationships: ['parts|[widget](widget.md) collection|Its parts.'],
        json: ['  "@odata.etag": "String",', '  "id": "String",', '  "parts": []'],
      }),
      finds: [],
    },
    {
      name: 'a base that was not read may have it',
      page: resourcePage({
        rows: ['id|String|Key.'],
        annotation: '"baseType": "microsoft.graph.gadget", ',
        json: ['  "id": "String",', '  "size": 1'],
      }),
      finds: [],
    },
    {
      name: 'a row that an empty line parts from the table',
      page: resourcePage({ rows: ['id|String|Key.'], json: ['  "id": "String",', '  "size": 1'] }).flatMap(
        (line) => (line.startsWith('|id|') ? [line, '', '|size|Int32|How large.|', ''] : [line]),
      ),
      finds: [],
    },
    {
      name: 'a base has it',
      pages: {
        'resources/gadget.md': resourcePage({ name: 'gadget', rows: ['size|Int32|How large.'] }),
        'resources/widget.md': resourcePage({
          rows: ['id|String|Key.'],
          annotation: '"baseType": "microsoft.graph.gadget", ',
          json: ['  "id": "String",', '  "size": 1'],
        }),
      },
      finds: [],
    },
  ],
  check: (page) => representations(page).flatMap((representation) => missing(page, representation)),
});

function missing(
  page: DocumentedPage,
  { type, shown, listedAnyCase, rows, shownNames }: Representation,
): Found[] {
  const described = page.set.types.get(type);
  // A base whose table was not read may have whatever is missing here.
  if (!described?.tabled || !rows.some(({ value }) => shownNames.has(value.name))) return [];
  const elsewhere = firstCells(page);
  return shown.flatMap(({ value: { name }, at }) => {
    if (listedAnyCase.has(name.toLowerCase()) || elsewhere.has(name.toLowerCase())) return [];
    if (isEntityKey(name, described)) return [];
    const key = name.toLowerCase();
    if ([described, ...described.bases].some(({ anyCase }) => (anyCase.get(key)?.rows.length ?? 0) > 0))
      return [];
    const message = `${name} is in the JSON representation of ${withoutNamespace(type)}, but in no table of its page`;
    return [{ at, message: described.bases.length > 0 ? `${message} or of its bases` : message }];
  });
}

/** The first words of every row on the page, whatever its table is about. */
function firstCells({ page }: DocumentedPage): ReadonlySet<string> {
  const found = new Set<string>();
  for (const block of page.blocks) {
    if (block.kind !== 'table') continue;
    for (const { cells } of block.rows)
      for (const word of (cells[0]?.text ?? '').toLowerCase().split(/[^\w]+/)) found.add(word);
  }
  return found;
}
