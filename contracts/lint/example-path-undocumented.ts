import type { DocumentedExample, DocumentedPage } from './documented.ts';
import { beyondDocumented, documentsItsPaths, endsDocumented } from './documented-prefix.ts';
import { firstLine, placeOfWords } from './exact-place.ts';
import { isAddress, loosePath } from './example-url.ts';
import { defineFinding, type Found } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const asked = (request: string, line = 'GET /things/{thingId}') => samplePage({ line, request: [request] });

export const examplePathUndocumented = defineFinding({
  code: 'lint/example-path-undocumented',
  severity: 'error',
  summary: 'The path of an example is none of those that the page documents.',
  why: 'The example, or the request line above it, leads readers to an address that does not exist.',
  help: 'Correct the path of the example, or add a request line for it.',
  examples: [
    {
      name: 'a segment that no request line has',
      page: asked('GET https://graph.microsoft.com/v1.0/thingies/1'),
      finds: ['10:5 no request line of the page is for a path like /thingies/1'],
    },
    { name: 'what goes on from a documented path', page: asked('GET /v1.0/things/1/parts'), finds: [] },
    { name: 'the end of the path is documented', page: asked('GET /v1.0/me/store/x/things/1'), finds: [] },
    {
      name: 'the documented path',
      page: asked('GET https://graph.microsoft.com/v1.0/Things/1?$select=id'),
      finds: [],
    },
    {
      name: 'the same in other words',
      page: asked("GET /v1.0/users('1')/things", 'GET /me/things'),
      finds: [],
    },
    {
      name: 'a path that another page documents',
      pages: {
        'api/thing-get.md': asked('GET https://graph.microsoft.com/v1.0/things'),
        'api/thing-list.md': samplePage({ line: 'GET /things', request: [] }),
      },
      finds: [],
    },
    {
      name: 'a page whose request lines are not read',
      page: asked('GET /v1.0/x', 'things/{thingId}'),
      finds: [],
    },
  ],
  check: (page) => page.set.examplesOf(page).flatMap((example) => strange(page, example)),
});

function strange(page: DocumentedPage, { request, url, operation }: DocumentedExample): Found[] {
  if (!request || !url || operation || !isAddress(url) || !documentsItsPaths(page)) return [];
  const lines = page.says('request-line');
  const own = page.set.operationsOf(page);
  const method = request.value.method.toLowerCase();
  // Another page may document what a longer story asks for; a wrong method on this page's path is another finding.
  const known = loosePath(url.path)
    .flatMap((path) => page.set.operations.fitting(path))
    .some((found) => found.method === method || own.includes(found));
  if (known) return [];
  if (beyondDocumented(page, url) || endsDocumented(page, url)) return [];
  const at = placeOfWords(page.page, firstLine(page.page, request.at), request.value.url);
  const documented = lines.slice(0, 3).map((line) => ({ message: 'a documented path', at: line.at }));
  return [{ at, message: `no request line of the page is for a path like ${url.path}`, related: documented }];
}
