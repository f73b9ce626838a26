import type { DocumentedPage } from './documented.ts';
import { firstLine } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const named = (kind: string, names: string) => `<!-- { "blockType": "${kind}", "name": ${names} } -->`;
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
    {
      name: 'one answer at the end that lists the requests by their names',
      page: [
        ...samplePage({ request: [] }),
        ...['### By id', named('request', '"by-id"'), '```http', get, '```'],
        ...['### By name', named('request', '"by-name"'), '```http', get, '```'],
        ...['### By letter', named('request', '"by-letter"'), '```http', get, '```'],
        ...[
          '## Response',
          named('response', '["by-id", "by-name", "by-letter"]'),
          '```http',
          'HTTP/1.1 200 OK',
          '```',
        ],
      ],
      finds: [],
    },
  ],
  check: (page) => {
    const alone = page.set
      .examplesOf(page)
      .flatMap(({ request, response, operation }) => (request && !response && operation ? [request] : []));
    if (alone.length === 0) return [];
    const answers = answerLines(page);
    const lines = new Set(page.says('request-line').map(({ at }) => at.line));
    const requests = page.says('example-request');
    const answered = new Set(page.says('example-response').flatMap(({ value }) => value.requestNames ?? []));
    return alone.flatMap((request) => {
      const start = firstLine(page.page, request.at);
      // Some pages show their request lines where others have examples.
      if (lines.has(start.line) || answered.has(request.value.name ?? '')) return [];
      const next = requests[request.value.index + 1];
      const end =
        next && next.value.heading !== request.value.heading ? next.at.line : Number.POSITIVE_INFINITY;
      const answer = answers.find((line) => line >= request.at.endLine);
      return answer !== undefined && answer <= end
        ? []
        : [{ at: start, message: 'no answer follows this request' }];
    });
  },
});

/** Lines that hold an answer in whatever form: a heading for it, a status line, a sentence that tells the code. */
function answerLines({ page }: DocumentedPage): number[] {
  const found: number[] = [];
  for (let line = 1; line <= page.lines.count; line++)
    if (/^\s*(?:#.*\brespon|HTTP\b)|\bresponse\b/i.test(page.lines.line(line))) found.push(line);
  return found;
}
