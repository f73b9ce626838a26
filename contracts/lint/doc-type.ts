import type { DocumentedPage } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { resourcePage, withFrontMatter } from './sample-resource.ts';

const resource = resourcePage({ rows: ['id|String|Key.'] });
const update = ['# Delete thing', '## HTTP request', '```http', 'DELETE /things/{id}', '```'];

export const docType = defineFinding({
  code: 'lint/doc-type',
  severity: 'warning',
  summary: 'The doc_type of a page is not what the page is.',
  why: 'Tables of contents, templates and tools choose by it.',
  help: 'Write apiPageType on a page with an "HTTP request", resourcePageType or enumPageType on one that describes a type.',
  examples: [
    {
      name: 'a resource',
      page: withFrontMatter('doc_type: apiPageType', resource),
      finds: ['2:11 doc_type is apiPageType, but the page describes a type: resourcePageType'],
    },
    {
      name: 'an operation',
      page: withFrontMatter('doc_type: "resourcePageType"', update),
      finds: ['2:12 doc_type is resourcePageType, but the page documents an operation: apiPageType'],
    },
    {
      name: 'no such type',
      page: withFrontMatter('doc_type: resourcePageType_', resource),
      finds: ['2:11 doc_type is resourcePageType_, but the page describes a type: resourcePageType'],
    },
    { name: 'right', page: withFrontMatter('doc_type: resourcePageType', resource), finds: [] },
    {
      name: 'an enumeration or an overview',
      page: withFrontMatter('doc_type: conceptualPageType', resource),
      finds: [],
    },
    { name: 'none', page: resource, finds: [] },
  ],
  check: (page) => wrong(page),
});

const known: ReadonlySet<string> = new Set([
  'apipagetype',
  'resourcepagetype',
  'enumpagetype',
  'conceptualpagetype',
]);

function wrong(page: DocumentedPage): Found[] {
  const entry = page.page.frontMatter?.entries.find(({ key }) => key === 'doc_type');
  if (!entry || entry.value === '') return [];
  const stated = entry.value.toLowerCase();
  const isApi = page.says('request-line').length > 0;
  const type = page.says('type')[0];
  if (!isApi && !(type && describes(page))) return [];
  const right = isApi ? 'apiPageType' : type?.value.kind === 'enum' ? 'enumPageType' : 'resourcePageType';
  const fits = stated === 'conceptualpagetype' || isApi === (stated === 'apipagetype');
  if (fits && known.has(stated)) return [];
  const start = page.page.text.indexOf(entry.value, entry.range.start + 'doc_type'.length);
  const at = page.page.place({ start, end: start + entry.value.length });
  const what = isApi ? 'documents an operation' : 'describes a type';
  return [
    {
      at,
      message: `doc_type is ${entry.value}, but the page ${what}: ${right}`,
      suggestion: { at, replacement: right },
    },
  ];
}

/** An operation's page that could not be read as one has a title, and nothing of a type. */
function describes(page: DocumentedPage): boolean {
  return (['property', 'representation', 'enum-member'] as const).some(
    (predicate) => page.says(predicate).length > 0,
  );
}
