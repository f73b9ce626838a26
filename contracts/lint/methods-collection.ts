import type { DocumentedPage, MethodLink } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { shortName } from './page-links.ts';
import { returnedBy, returnsCell } from './returned-type.ts';
import { getPage, resourcePage } from './sample-resource.ts';

const one = '[widget](../resources/widget.md)';
const list = getPage('GET /widgets', `a collection of ${one} objects`, ['{ "value": [ {} ] }']);
const resource = (returns: string) =>
  resourcePage({
    methods: [`[List](../api/widget-list.md)|${returns}|All of them.`],
    rows: ['id|String|Key.'],
  });

export const methodsCollection = defineFinding({
  code: 'lint/methods-collection',
  severity: 'error',
  summary: 'Methods table and API page disagree on whether a collection is returned.',
  why: 'Whoever reads the table alone takes a list for one object, or one object for a list.',
  help: 'Say in the table what the API page says.',
  examples: [
    {
      name: 'a list',
      pages: { 'api/widget-list.md': list, 'resources/widget.md': resource('[widget](widget.md)') },
      finds: [
        'resources/widget.md:7:32 the table says widget, but api/widget-list.md returns a collection of widget',
      ],
    },
    {
      name: 'one object',
      pages: {
        'api/widget-list.md': getPage('GET /widgets/{id}', `a ${one} object`, ['{ "id": "1" }']),
        'resources/widget.md': resource('[widget](widget.md) collection'),
      },
      finds: [
        'resources/widget.md:7:32 the table says widget collection, but api/widget-list.md returns one widget',
      ],
    },
    {
      name: 'the same',
      pages: {
        'api/widget-list.md': list,
        'resources/widget.md': resource('[widget](widget.md) collection'),
      },
      finds: [],
    },
    {
      name: 'sentence and example of the API page do not agree',
      pages: {
        'api/widget-list.md': getPage('GET /widgets', `a collection of ${one} objects`, ['{ "id": "1" }']),
        'resources/widget.md': resource('[widget](widget.md)'),
      },
      finds: [],
    },
  ],
  check: (page) => page.set.methodsTo(page).flatMap((link) => disagreement(page, link)),
});

function disagreement(page: DocumentedPage, link: MethodLink): Found[] {
  const { returns, returnsText } = link.row.value;
  const returned = returnedBy(page);
  if (!returns || returned?.kind !== 'type' || returned.collection === undefined) return [];
  if (returned.collection === returns.collection || !isPlain(returnsText, returns.name)) return [];
  const [here, there] = [page.set.typeOf(returns, link.from).name, page.set.typeOf(returned.type, page).name];
  if (here === undefined || here !== there) return [];
  const cell = returnsCell(link);
  const name = returned.type.name;
  const end = { ...cell, line: cell.endLine, column: cell.endColumn };
  return [
    {
      at: cell,
      message: `the table says ${returnsText}, but ${shortName(page.file)} returns ${returned.collection ? 'a collection of' : 'one'} ${name}`,
      related: [{ message: 'the API page', at: returned.at }],
      ...(returned.collection ? { suggestion: { at: end, replacement: ' collection' } } : {}),
    },
  ];
}

/** The type's name alone, with or without "collection": other words may say what the type does not. */
function isPlain(text: string, name: string): boolean {
  const rest = text.toLowerCase().replace(name.toLowerCase(), '').trim();
  return /^(?:(?:microsoft\.graph\.)?(?: ?object| ?resource| ?entity)?|collections?|objects? collection|collection of|collection\(\))$/.test(
    rest,
  );
}
