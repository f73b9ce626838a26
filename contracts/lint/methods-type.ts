import type { DocumentedPage, MethodLink } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { shortName } from './page-links.ts';
import { isChoice, sameName, withoutNamespace } from './represented-type.ts';
import { returnedBy, returnsCell } from './returned-type.ts';
import { getPage, resourcePage } from './sample-resource.ts';

const get = (type: string) =>
  getPage('GET /widgets/{id}', `a [${type}](../resources/${type}.md) object`, ['{ "id": "1" }']);
const widget = (returns: string, annotation = '') =>
  resourcePage({
    methods: [`[Get](../api/widget-get.md)|[${returns}](${returns}.md)|One.`],
    rows: ['id|String|Key.'],
    annotation,
    json: ['  "id": "String"'],
  });
const tool = resourcePage({ name: 'tool', rows: ['id|String|Key.'] });

export const methodsType = defineFinding({
  code: 'lint/methods-type',
  severity: 'error',
  summary: 'Methods table and API page name different return types.',
  why: 'One of the two sends readers to a type that the call does not return.',
  help: 'Name the type that the call returns in both places.',
  examples: [
    {
      name: 'strangers',
      pages: {
        'api/widget-get.md': get('widget'),
        'resources/tool.md': tool,
        'resources/widget.md': widget('tool'),
      },
      finds: ['resources/widget.md:7:30 the table says tool, but api/widget-get.md returns widget'],
    },
    {
      name: 'a base',
      pages: {
        'api/widget-get.md': get('widget'),
        'resources/tool.md': tool,
        'resources/widget.md': widget('tool', '"baseType": "microsoft.graph.tool", '),
      },
      finds: [],
    },
    {
      name: 'the same',
      pages: {
        'api/widget-get.md': get('widget'),
        'resources/tool.md': tool,
        'resources/widget.md': widget('widget'),
      },
      finds: [],
    },
    {
      name: 'a type that no page describes may be another name',
      pages: { 'api/widget-get.md': get('widget'), 'resources/widget.md': widget('tool') },
      finds: [],
    },
  ],
  check: (page) => page.set.methodsTo(page).flatMap((link) => disagreement(page, link)),
});

function disagreement(page: DocumentedPage, link: MethodLink): Found[] {
  const { returns, returnsText } = link.row.value;
  const returned = returnedBy(page);
  if (!returns || returned?.kind !== 'type') return [];
  const [here, there] = [page.set.typeOf(returns, link.from).name, page.set.typeOf(returned.type, page).name];
  if (here === undefined || there === undefined || !strangers(page, here, there)) return [];
  // A label of another name than the page that it leads to may mean either.
  const certain = [returns, returned.type].every(
    (type, i) => /^Edm\./.test([here, there][i] ?? '') || sameName(type.name, [here, there][i] ?? ''),
  );
  if (!certain || isChoice(returns) || !shownAs(page, there)) return [];
  return [
    {
      at: returnsCell(link),
      message: `the table says ${returnsText}, but ${shortName(page.file)} returns ${withoutNamespace(there)}`,
      related: [{ message: 'the API page', at: returned.at }],
    },
  ];
}

function strangers({ set }: DocumentedPage, a: string, b: string): boolean {
  if (sameName(a, b)) return false;
  const [one, other] = [set.types.get(a), set.types.get(b)];
  const known = (name: string, type: typeof one) => name.startsWith('Edm.') || type?.type.described === true;
  if (!known(a, one) || !known(b, other)) return false;
  return ![one, other].some((type) => type?.bases.some(({ name }) => name === a || name === b));
}

/** No example of the page may speak against its sentence. */
function shownAs(page: DocumentedPage, name: string): boolean {
  return page
    .says('example-response')
    .filter(({ value }) => value.status < 300 && value.annotatedType)
    .every(({ value }) => {
      const shown = value.annotatedType?.value.replace(/^#?(?:Collection\()?#?|\)$/gi, '') ?? '';
      const named = page.set.named(shown, page) ?? shown;
      return !strangers(page, named, name) && (named === name || page.set.types.has(named));
    });
}
