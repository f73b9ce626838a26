import type { FactAbout } from '../../generator/dialects/fact.ts';
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
    const own = page.set.operationsOf(page);
    return page.set.examplesOf(page).flatMap(({ request, response, operation }) => {
      if (!request || response || !operation || !own.includes(operation) || answeredLater(page, request))
        return [];
      return [{ at: firstLine(page.page, request.at), message: 'no answer follows this request' }];
    });
  },
});

/** Whether an answer below may be meant for this request too: nothing but requests stands between them. */
function answeredLater(page: DocumentedPage, request: FactAbout<'example-request'>): boolean {
  const later = page
    .says('example-response')
    .some(({ at, value }) => at.line > request.at.line && value.heading === request.value.heading);
  return (
    later ||
    page.says('malformed').some(({ value }) => value.what !== 'table-row' && value.what !== 'annotation')
  );
}
