import { primitiveType } from '../../generator/resolve/primitive-types.ts';
import type { DocumentedPage, PageSet } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const tool = resourcePage({ name: 'tool', rows: ['id|String|Key.'] });

export const typeNameCase = defineFinding({
  code: 'lint/type-name-case',
  severity: 'info',
  summary: 'A table writes the name of a type in another letter case than the page that describes it.',
  why: 'Names of types are case-sensitive in "@odata.type" and in paths.',
  help: 'Write the name as its page does.',
  examples: [
    {
      name: 'a capital',
      pages: {
        'resources/tool.md': tool,
        'resources/widget.md': resourcePage({ rows: ['tool|[Tool](tool.md) collection|Its tools.'] }),
      },
      finds: ['resources/widget.md:7:8 the type is called tool'],
    },
    {
      name: 'as its page does',
      pages: {
        'resources/tool.md': tool,
        'resources/widget.md': resourcePage({ rows: ['tool|[tool](tool.md)|Its tool.'] }),
      },
      finds: [],
    },
    {
      name: 'a type that no page describes',
      page: resourcePage({ rows: ['tool|Tool|Its tool.', 'size|string|Its size.'] }),
      finds: [],
    },
    {
      name: 'a type of other names than those of the pages',
      pages: {
        'resources/tool.md': tool,
        'resources/widget.md': resourcePage({ rows: ['tool|[Shop.Tool](tool.md)|Its tool.'] }),
      },
      finds: [],
    },
  ],
  check: (page) =>
    [...page.says('property'), ...page.says('navigation-property'), ...page.says('body-property')].flatMap(
      ({ value }) => (value.type && value.typeAt ? otherCase(page, value.type.name, value.typeAt) : []),
    ),
});

function otherCase(
  page: DocumentedPage,
  name: string,
  cell: NonNullable<Found['suggestion']>['at'],
): Found[] {
  const written = withoutNamespace(name);
  // `NAV.Tool`: what other documents call it is no business of this one.
  if (written !== name && !/^#?(?:microsoft\.)?graph\./i.test(name)) return [];
  const right = rightNames(page.set).get(written.toLowerCase());
  if (primitiveType(name) !== undefined || right === undefined || right.has(written) || right.size > 1)
    return [];
  const [only = ''] = right;
  const line = page.page.lines.line(cell.line);
  const start = line.indexOf(written, cell.column - 1);
  if (start === -1 || start + written.length > cell.endColumn - 1) return [];
  const at = { ...cell, column: start + 1, endColumn: start + 1 + written.length };
  return [{ at, message: `the type is called ${only}`, suggestion: { at, replacement: only } }];
}

const made = new WeakMap<PageSet, ReadonlyMap<string, ReadonlySet<string>>>();

/** The names of described types by their lower case; primitives are written in every case and mean the same. */
function rightNames(set: PageSet): ReadonlyMap<string, ReadonlySet<string>> {
  const before = made.get(set);
  if (before) return before;
  const names = new Map<string, Set<string>>();
  const described = [...set.types.values()].filter(
    ({ type }) => type.described && type.origin.inferred === undefined,
  );
  // Where a page's heading and annotation differ, nobody knows which one is right.
  const titles = set.pages.flatMap((page) => page.says('type').map(({ value }) => value.title));
  const qualified = [...described, ...set.enumTypes.values()].map(({ name }) => name);
  for (const simple of [...qualified.map(withoutNamespace), ...titles]) {
    const known = names.get(simple.toLowerCase());
    if (known) known.add(simple);
    else names.set(simple.toLowerCase(), new Set([simple]));
  }
  made.set(set, names);
  return names;
}
