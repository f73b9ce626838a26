import type { ExampleBody } from '../../generator/dialects/fact.ts';
import { isArray, isObject } from '../../generator/model/json.ts';
import { defineFinding, type Found } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const title = ['', '{ "title": "x" }'];

export const exampleBodyUnexpected = defineFinding({
  code: 'lint/example-body-unexpected',
  severity: 'error',
  summary: 'An example has a body where HTTP has none: an answer of 204, a GET or a DELETE.',
  why: 'No server sends such an answer and most clients refuse to send such a request; the method or status is wrong, or the body.',
  help: 'Take the body out, or correct the method or the status.',
  examples: [
    {
      name: '204 with a body',
      page: samplePage({ answer: ['HTTP/1.1 204 No Content', 'Content-type: application/json', ...title] }),
      finds: ['16:1 an answer of 204 has no body'],
    },
    {
      name: 'DELETE with a body',
      page: samplePage({
        line: 'DELETE /things/{id}',
        request: ['DELETE https://graph.microsoft.com/v1.0/things/1', ...title],
      }),
      finds: ['12:1 a DELETE has no body'],
    },
    {
      name: 'the same where bodies belong',
      page: samplePage({
        line: 'PATCH /things/{id}',
        request: ['PATCH https://graph.microsoft.com/v1.0/things/1', ...title],
        answer: ['HTTP/1.1 200 OK', ...title],
      }),
      finds: [],
    },
  ],
  check: (page) =>
    page.set.examplesOf(page).flatMap(({ request, response }) => {
      const { method } = request?.value ?? {};
      return [
        ...(method === 'GET' || method === 'DELETE'
          ? found(request?.value.body, `a ${method} has no body`)
          : []),
        ...(response?.value.status === 204 ? found(response.value.body, 'an answer of 204 has no body') : []),
      ];
    }),
});

function found(body: ExampleBody | undefined, message: string): Found[] {
  return body && (isObject(body.json) || isArray(body.json)) ? [{ at: body.at, message }] : [];
}
