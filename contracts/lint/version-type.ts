import type { FactAbout } from '../../generator/dialects/fact.ts';
import { certainType, isSameType } from './certain-type.ts';
import type { Documentation, DocumentedPage } from './documented.ts';
import { defineFinding } from './finding.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const page = (type: string) => resourcePage({ rows: [`size|${type}|How large.`] });

export const versionType = defineFinding({
  code: 'lint/version-type',
  severity: 'warning',
  summary: 'v1.0 and beta give a property different types.',
  why: 'A property seldom changes its type between versions: mostly one page is wrong. If not, it is a breaking change to come.',
  help: 'Compare with the service; correct the page that is wrong.',
  examples: [
    {
      name: 'Int32 and Int64',
      pages: { 'beta/resources/widget.md': page('Int32'), 'v1.0/resources/widget.md': page('Int64') },
      finds: ['v1.0/resources/widget.md:7:7 size of widget is Int64 in v1.0, and Int32 in beta'],
    },
    {
      name: 'other spellings of one type',
      pages: { 'beta/resources/widget.md': page('string'), 'v1.0/resources/widget.md': page('Edm.String') },
      finds: [],
    },
    {
      name: 'a type that no page describes may be the same by another name',
      pages: { 'beta/resources/widget.md': page('[a](a.md)'), 'v1.0/resources/widget.md': page('[b](b.md)') },
      finds: [],
    },
  ],
  check(v1, documentation) {
    if (v1.version !== 'v1.0') return [];
    return [...v1.says('property'), ...v1.says('navigation-property')].flatMap(({ subject, value, at }) => {
      const other = betaRows(documentation).get(key(v1, subject.name, value.name));
      if (!other || !value.type || !other.row.value.type) return [];
      const [here, there] = [certainType(value.type, v1), certainType(other.row.value.type, other.page)];
      if (!here || !there || isSameType(here, there)) return [];
      return [
        {
          at: value.typeAt ?? at,
          message: `${value.name} of ${withoutNamespace(subject.name)} is ${value.type.text} in v1.0, and ${other.row.value.type.text} in beta`,
          related: [{ message: 'beta', at: other.row.value.typeAt ?? other.row.at }],
        },
      ];
    });
  },
});

interface BetaRow {
  readonly page: DocumentedPage;
  readonly row: FactAbout<'property'> | FactAbout<'navigation-property'>;
}

const made = new WeakMap<Documentation, ReadonlyMap<string, BetaRow>>();

/** The first row about each property; one that other rows of its type contradict is left out. */
function betaRows(documentation: Documentation): ReadonlyMap<string, BetaRow> {
  const before = made.get(documentation);
  if (before) return before;
  const rows = new Map<string, BetaRow>();
  for (const page of documentation.pages) {
    if (page.version !== 'beta') continue;
    for (const row of [...page.says('property'), ...page.says('navigation-property')]) {
      const at = key(page, row.subject.name, row.value.name);
      if (!rows.has(at)) rows.set(at, { page, row });
    }
  }
  made.set(documentation, rows);
  return rows;
}

/** Pages of one checkout: the folder above the version's. */
function key(page: DocumentedPage, type: string, property: string): string {
  const root = page.file.replace(/(?:^|\/)(?:v1\.0|beta)\/(?:[^/]+\/)*[^/]*$/i, '');
  return `${root}\n${type.toLowerCase()}\n${property}`;
}
