import type { DocumentedPage } from './documented.ts';
import { firstLine } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const get = 'GET https://graph.microsoft.com/v1.0/things/1';

export const exampleAnswerMissing = defineFinding({
  code: 'lint/example-answer-missing',
  severity: 'warning',
  summary: 'An example request has no answer.',
  why: 'Readers see what to send and not what comes back; tools cannot test the request or make a mock of it.',
  help: 'Add the answer below the request, if only its status line.',
  examples: [
    { name: 'the only example', page: samplePage(), finds: ['10:1 no answer follows this request'] },
    { name: 'with its answer', page: samplePage({ answer: ['HTTP/1.1 204 No Content'] }), finds: [] },
    {
      name: 'two ways to ask with one answer',
      page: [...samplePage(), '```http', get, '```', '```http', 'HTTP/1.1 204 No Content', '```'],
      finds: [],
    },
  ],
  check: (page) => {
    const requests = page.says('example-request');
    const lines = new Set(page.says('request-line').map(({ at }) => at.line));
    return page.set.examplesOf(page).flatMap(({ request, response, operation }) => {
      if (!request || response || !operation) return [];
      const start = firstLine(page.page, request.at);
      // Some pages show their request lines where others have examples.
      if (lines.has(start.line)) return [];
      const next = requests.find(({ at }) => at.line > request.at.line);
      const end = next && next.value.heading !== request.value.heading ? next.at.line : page.page.lines.count;
      if (answeredBetween(page, request.at.endLine, end)) return [];
      return [{ at: start, message: 'no answer follows this request' }];
    });
  },
});

/** Whether an answer follows in whatever form: a heading for it, a status line, a sentence that tells the code. */
function answeredBetween({ page }: DocumentedPage, from: number, to: number): boolean {
  for (let line = from; line <= to; line++)
    if (/^\s*(?:#+.*\brespon|HTTP\b)|\bresponse\b/i.test(page.lines.line(line))) return true;
  return false;
}
