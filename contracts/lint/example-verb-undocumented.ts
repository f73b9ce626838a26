import { placeOfWords } from './exact-place.ts';
import { isAddress, loosePath } from './example-url.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const asked = (request: string) => samplePage({ line: 'DELETE /things/{thingId}', request: [request] });

export const exampleVerbUndocumented = defineFinding({
  code: 'lint/example-verb-undocumented',
  severity: 'error',
  summary: 'An example uses a documented path with a method that no page documents for it.',
  why: 'Whoever copies the example gets 405, or does something else than the page says.',
  help: 'Correct the method of the example or of the request line.',
  examples: [
    {
      name: 'GET where DELETE is documented',
      page: asked('GET https://graph.microsoft.com/v1.0/things/1'),
      finds: ['10:1 GET is not documented for this path, DELETE is'],
    },
    {
      name: 'the documented method',
      page: asked('DELETE https://graph.microsoft.com/v1.0/things/1'),
      finds: [],
    },
    {
      name: 'a method that another page documents',
      pages: {
        'api/thing-delete.md': asked('GET https://graph.microsoft.com/v1.0/things/1'),
        'api/thing-get.md': samplePage({ request: [] }),
      },
      finds: [],
    },
  ],
  check: (page) =>
    page.set.examplesOf(page).flatMap(({ request, url, operation }) => {
      if (!request || !url || !isAddress(url) || operation) return [];
      const own = page.set.operationsOf(page);
      const fitting = loosePath(url.path).flatMap((path) => page.set.operations.fitting(path));
      const { method } = request.value;
      const here = fitting.filter((found) => own.includes(found));
      if (here.length === 0 || fitting.some((found) => found.method === method.toLowerCase())) return [];
      const methods = [...new Set(here.map((found) => found.method.toUpperCase()))].sort();
      const line = page.says('request-line').find(({ value }) => methods.includes(value.method));
      const at = placeOfWords(page.page, request.at, method);
      const [only] = methods;
      return [
        {
          at,
          message: `${method} is not documented for this path, ${methods.join(' and ')} ${methods.length === 1 ? 'is' : 'are'}`,
          related: line ? [{ message: 'the documented method', at: line.at }] : [],
          ...(only !== undefined && methods.length === 1 ? { suggestion: { at, replacement: only } } : {}),
        },
      ];
    }),
});
