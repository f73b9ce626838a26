import { pathShape, pathTemplate } from '../../generator/resolve/path-template.ts';
import type { DocumentedPage, PageSet } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { groupBy } from './group-by.ts';
import { shortName } from './page-links.ts';
import { withoutNamespace } from './represented-type.ts';
import { returnedBy } from './returned-type.ts';
import { resourcePage } from './sample-resource.ts';

const update = (id: string, code: string) => [
  '# Update widget',
  '## HTTP request',
  '```http',
  `PATCH /widgets/{${id}}`,
  '```',
  '## Response',
  `If successful, this method returns a \`${code}\` response code.`,
];
const get = (type: string) => [
  '# Get it',
  '## HTTP request',
  '```http',
  'GET /widgets/{id}',
  '```',
  '## Response',
  `If successful, this method returns a \`200 OK\` response code and a [${type}](../resources/${type}.md) object in the response body.`,
];
const types = {
  'resources/tool.md': resourcePage({ name: 'tool', rows: ['id|String|Key.'] }),
  'resources/widget.md': resourcePage({ rows: ['id|String|Key.'] }),
};

export const operationPagesDiffer = defineFinding({
  code: 'lint/operation-pages-differ',
  severity: 'error',
  summary: 'Two pages document the same operation and contradict each other.',
  why: 'A service answers one request in one way: one of the pages is wrong, or out of date.',
  help: 'Keep one page, or say the same on both.',
  examples: [
    {
      name: 'other codes',
      pages: { 'api/a.md': update('id', '200 OK'), 'api/b.md': update('widgetId', '204 No Content') },
      finds: ['api/b.md:7:38 PATCH /widgets/{widgetId} answers 204 here, and 200 on api/a.md'],
    },
    {
      name: 'other types',
      pages: { 'api/a.md': get('widget'), 'api/b.md': get('tool'), ...types },
      finds: ['api/b.md:7:38 GET /widgets/{id} returns tool here, and widget on api/a.md'],
    },
    {
      name: 'the same',
      pages: { 'api/a.md': update('id', '200 OK'), 'api/b.md': update('widgetId', '200 OK') },
      finds: [],
    },
    {
      name: 'other operations beside it',
      pages: {
        'api/a.md': update('id', '200 OK'),
        'api/b.md': update('id', '204 No Content').map((line) =>
          line.startsWith('PATCH') ? `${line}\nPATCH /tools/{id}` : line,
        ),
      },
      finds: [],
    },
  ],
  check(page) {
    const first = samePages(page.set).get(page.file);
    return first && first !== page ? [...otherCodes(page, first), ...otherType(page, first)] : [];
  },
});

const made = new WeakMap<PageSet, ReadonlyMap<string, DocumentedPage>>();

/** For each page the first one that documents exactly the same operations. */
function samePages(set: PageSet): ReadonlyMap<string, DocumentedPage> {
  const known = made.get(set);
  if (known) return known;
  const groups = groupBy(set.pages, operationsKey);
  const result = new Map<string, DocumentedPage>();
  for (const [key, [first, ...rest]] of groups)
    if (key !== '' && first) for (const page of rest) result.set(page.file, first);
  made.set(set, result);
  return result;
}

/** Methods and paths without their placeholders' names; `''` where there is none, or a query chooses among several. */
function operationsKey(page: DocumentedPage): string {
  const keys = page.says('request-line').map(({ value: { method, path, query } }) => {
    const template = query === '' ? pathTemplate(path) : undefined;
    return template && `${method} ${pathShape(template.path)}`;
  });
  return keys.includes(undefined) ? '' : [...new Set(keys)].sort().join('\n');
}

function otherCodes(page: DocumentedPage, first: DocumentedPage): Found[] {
  const [here, there] = [page, first].map((one) =>
    one.says('response').filter(({ value }) => value.status >= 200 && value.status < 300),
  );
  const codes = (list: typeof here) =>
    [...new Set((list ?? []).map(({ value }) => value.status))].sort().join(', ');
  const [at, other] = [here?.[0]?.at, there?.[0]?.at];
  if (!at || !other || codes(here) === codes(there)) return [];
  const message = `${operationText(page)} answers ${codes(here)} here, and ${codes(there)} on ${shortName(first.file)}`;
  return [{ at, message, related: [{ message: 'the other page', at: other }] }];
}

function otherType(page: DocumentedPage, first: DocumentedPage): Found[] {
  const [here, there] = [returnedBy(page), returnedBy(first)];
  if (here?.kind !== 'type' || there?.kind !== 'type') return [];
  const { set } = page;
  const [one, other] = [here, there].map(({ type }) => set.types.get(set.typeOf(type, page).name ?? ''));
  if (!one?.type.described || !other?.type.described || one === other) return [];
  // Pages of types derived from one base document the same operation, each for its own.
  const family = (type: typeof one) => [type, ...type.bases].map(({ name }) => name);
  if (family(one).some((name) => family(other).includes(name))) return [];
  if (!one.tabled || !other.tabled) return [];
  const message = `${operationText(page)} returns ${withoutNamespace(one.name)} here, and ${withoutNamespace(other.name)} on ${shortName(first.file)}`;
  return [{ at: here.at, message, related: [{ message: 'the other page', at: there.at }] }];
}

function operationText(page: DocumentedPage): string {
  const line = page.says('request-line')[0]?.value;
  return line ? `${line.method} ${line.path}` : '';
}
