import { firstLine, placeOfWords } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const asked = (request: string) => samplePage({ line: 'GET /me/bigThings/{thingId}', request: [request] });

export const examplePathCase = defineFinding({
  code: 'lint/example-path-case',
  severity: 'info',
  summary: 'An example writes a segment of its path in another letter case than the request line.',
  why: 'Paths are compared letter by letter in logs, caches, gateways and mocks; only some servers forgive it.',
  help: 'Write the path as the request line does.',
  examples: [
    {
      name: 'a capital too few',
      page: asked('GET https://graph.microsoft.com/v1.0/me/bigthings/1'),
      finds: ['10:41 the request line has bigThings, not bigthings'],
    },
    {
      name: 'as documented',
      page: asked('GET https://graph.microsoft.com/v1.0/me/bigThings/BIGTHINGS'),
      finds: [],
    },
  ],
  check: (page) =>
    page.set.examplesOf(page).flatMap(({ request, url, operation }) => {
      if (!request || !url || !operation) return [];
      const wanted = operation.path.split('/');
      const shown = url.path.replace(/(?<=.)\/$/, '').split('/');
      if (wanted.length !== shown.length) return [];
      return shown.flatMap((segment, i) => {
        const documented = wanted[i] ?? '';
        if (
          !/^\w+$/.test(documented) ||
          segment === documented ||
          segment.toLowerCase() !== documented.toLowerCase()
        )
          return [];
        const whole = placeOfWords(page.page, firstLine(page.page, request.at), `/${segment}`);
        const at = placeOfWords(page.page, whole, segment);
        const line = page.says('request-line').find(({ value }) => value.path.includes(documented));
        return [
          {
            at,
            message: `the request line has ${documented}, not ${segment}`,
            related: line ? [{ message: 'the request line', at: line.at }] : [],
            suggestion: { at, replacement: documented },
          },
        ];
      });
    }),
});
