import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const get = 'GET https://graph.microsoft.com/v1.0/things/1';

export const contentTypeAlone = defineFinding({
  code: 'lint/content-type-alone',
  severity: 'info',
  summary: 'An example has a Content-Type where there is no body: a GET, a DELETE or an answer of 204.',
  why: 'The header tells the type of a body (RFC 9110, 8.3); readers wonder which one, or take it for Accept.',
  help: 'Leave the header out, or write Accept if that is meant.',
  examples: [
    {
      name: 'a GET',
      page: samplePage({ request: [get, 'Content-type: image/png'] }),
      finds: ['11:1 a GET without a body has no Content-Type'],
    },
    {
      name: '204',
      page: samplePage({ answer: ['HTTP/1.1 204 No Content', 'Content-type: application/json'] }),
      finds: ['14:1 an answer of 204 has no Content-Type'],
    },
    {
      name: 'a body',
      page: samplePage({ answer: ['HTTP/1.1 200 OK', 'Content-type: application/json', '', '{ }'] }),
      finds: [],
    },
    {
      name: 'an answer of 200 whose body is not shown',
      page: samplePage({ answer: ['HTTP/1.1 200 OK', 'Content-type: image/png'] }),
      finds: [],
    },
  ],
  check: (page) =>
    page.set.examplesOf(page).flatMap(({ request, response }) => {
      const { method } = request?.value ?? {};
      const asked = method === 'GET' || method === 'DELETE' ? request?.value : undefined;
      const answer = response?.value.status === 204 ? response.value : undefined;
      return [asked, answer].flatMap((message) => {
        const header = message?.headers.find(({ name }) => /^content-type$/i.test(name));
        if (!message || !header || message.body) return [];
        const what = message === answer ? 'an answer of 204' : `a ${method} without a body`;
        return [{ at: header.at, message: `${what} has no Content-Type` }];
      });
    }),
});
