import type { FactAbout } from '../../generator/dialects/fact.ts';
import type { DocumentedPage, PageSet } from './documented.ts';
import { defineFinding } from './finding.ts';
import { folderOf, pageLinks } from './page-links.ts';
import { isChoice, withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const see = ['See [tool](tool.md) and [widget](widget.md).'];
const tool = resourcePage({ name: 'tool', above: see, rows: ['id|String|Key.'] });
const widget = (row: string) => resourcePage({ above: see, rows: ['id|String|Key.', row] });

export const typeUndescribed = defineFinding({
  code: 'lint/type-undescribed',
  severity: 'warning',
  summary: 'A property has a type that no page describes and whose values nobody lists.',
  why: 'Readers cannot tell an object from an enumeration, nor what may stand there.',
  help: 'Describe the type on a page, or list the values.',
  examples: [
    {
      name: 'a name alone',
      pages: { 'resources/tool.md': tool, 'resources/widget.md': widget('grip|gripKind|How it is held.') },
      finds: ['resources/widget.md:8:7 no page describes gripKind'],
    },
    {
      name: 'values in the description',
      pages: {
        'resources/tool.md': tool,
        'resources/widget.md': widget('grip|gripKind|Possible values are: `left`, `right`.'),
      },
      finds: [],
    },
    { name: 'only a part was read', page: widget('grip|gripKind|How it is held.'), finds: [] },
    {
      name: 'described',
      pages: { 'resources/tool.md': tool, 'resources/widget.md': widget('part|tool collection|Its tools.') },
      finds: [],
    },
  ],
  check: (page) =>
    [...page.says('property'), ...page.says('navigation-property')].flatMap((row) => {
      const { type, typeAt } = row.value;
      if (!type || !typeAt || !isUnknown(page, row)) return [];
      return [{ at: typeAt, message: `no page describes ${withoutNamespace(type.name)}` }];
    }),
});

function isUnknown(
  page: DocumentedPage,
  { value }: FactAbout<'property'> | FactAbout<'navigation-property'>,
): boolean {
  const { type, values, description } = value;
  // A capital within: a word like "timestamp" is meant as a primitive.
  if (
    !type ||
    type.name.length > 200 ||
    isChoice(type) ||
    !/^(?:[a-z][\w.]*\.)?[a-z]+[A-Z]\w*$/.test(type.name)
  )
    return false;
  const named = page.set.typeOf(type, page).name ?? '';
  if (named === '' || named.startsWith('Edm.') || page.set.named(type.name, page) !== undefined) return false;
  const known = page.set.types.get(named)?.type.described === true || page.set.enumTypes.has(named);
  // Where values may be listed in words, or the name leads to a page, it is described in a way.
  if (known || values.length > 0 || /\bvalues?\b|`/i.test(description)) return false;
  if (type.target !== undefined && page.set.linked(type.target, page)) return false;
  if (headingWords(page.set).has(withoutNamespace(type.name).toLowerCase())) return false;
  return pageLinks(page.set).whole(folderOf(page.file));
}

const made = new WeakMap<PageSet, ReadonlySet<string>>();

/** The words of all headings: a section of whatever form may describe a type. */
function headingWords(set: PageSet): ReadonlySet<string> {
  const known = made.get(set);
  if (known) return known;
  const words = new Set<string>();
  for (const { page } of set.pages)
    for (const block of page.blocks)
      if (block.kind === 'heading')
        for (const word of block.inline.text.toLowerCase().split(/\W+/)) words.add(word);
  made.set(set, words);
  return words;
}
