import type { DocumentedPage, PageSet } from './documented.ts';
import { defineFinding } from './finding.ts';
import { resourcePage } from './sample-resource.ts';

const stated = (name: string) =>
  resourcePage({ name, above: ['Namespace: microsoft.graph', '', 'A thing.'], rows: ['id|String|Key.'] });
const silent = resourcePage({ rows: ['id|String|Key.'], json: ['  "id": "String"'] });

export const namespaceMissing = defineFinding({
  code: 'lint/namespace-missing',
  severity: 'warning',
  summary: 'The line "Namespace:" is missing, where the other pages have one.',
  why: 'Types of one name live in several namespaces; without the line the page is taken for the main one.',
  help: 'Add the line below the title.',
  examples: [
    {
      name: 'one of three',
      pages: { 'resources/a.md': stated('a'), 'resources/b.md': stated('b'), 'resources/widget.md': silent },
      finds: ['resources/widget.md:1:3 the page has no line "Namespace:"'],
    },
    { name: 'pages of a vintage that had none', pages: { 'resources/widget.md': silent }, finds: [] },
    { name: 'present', pages: { 'resources/a.md': stated('a'), 'resources/b.md': stated('b') }, finds: [] },
  ],
  check(page) {
    const title = page.says('title')[0];
    if (!title || page.says('namespace').length > 0 || !usual(page.set)) return [];
    const isReference = (['request-line', 'property', 'representation', 'enum-member'] as const).some(
      (predicate) => page.says(predicate).length > 0,
    );
    // Written otherwise, in bold or in a note, it is there all the same.
    if (!isReference || /\bnamespace\b\W{0,6}:/i.test(page.page.text)) return [];
    const namespace = namespaceOf(page);
    const next = { file: page.file, line: title.at.line + 1, column: 1 };
    const at = { ...next, endLine: next.line, endColumn: 1 };
    return [
      {
        at: title.at,
        message: 'the page has no line "Namespace:"',
        ...(namespace === undefined
          ? {}
          : { suggestion: { at, replacement: `\nNamespace: ${namespace}\n` } }),
      },
    ];
  },
});

/** Of the page's own type, if an annotation names it; nothing says which one an operation's page belongs to. */
function namespaceOf(page: DocumentedPage): string | undefined {
  const name = page.says('representation')[0]?.subject.name;
  return name?.includes('.') ? name.slice(0, name.lastIndexOf('.')) : undefined;
}

const usualSets = new WeakMap<PageSet, boolean>();

/** Whether most reference pages of a set have the line. */
function usual(set: PageSet): boolean {
  const known = usualSets.get(set);
  if (known !== undefined) return known;
  const reference = set.pages.filter((page) => page.says('title').length > 0);
  const having = reference.filter((page) => page.says('namespace').length > 0).length;
  const result = having * 2 > reference.length;
  usualSets.set(set, result);
  return result;
}
