import { placeOfWords } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const page = (status: string, response?: string) =>
  samplePage({ answer: [`HTTP/1.1 ${status}`], ...(response === undefined ? {} : { response }) });

export const exampleStatusUndocumented = defineFinding({
  code: 'lint/example-status-undocumented',
  severity: 'error',
  summary: 'The status of an example answer is not the one that the "Response" section documents.',
  why: 'Clients that check for the documented status take the answer for a failure, or the other way round.',
  help: 'Correct the example or the section.',
  examples: [
    {
      name: 'another success',
      page: page('204 No Content'),
      finds: ['13:10 the example answers 204, but the page documents 200'],
    },
    { name: 'the documented one', page: page('200 OK'), finds: [] },
    { name: 'an error', page: page('404 Not Found'), finds: [] },
    {
      name: 'a page that documents none',
      page: page('204 No Content', 'The answer has no body.'),
      finds: [],
    },
  ],
  check: (documented) => {
    const stated = documented.says('response').filter(({ value }) => value.status < 400);
    const codes = [...new Set(stated.map(({ value }) => value.status))].sort((a, b) => a - b);
    if (codes.length === 0 || stated.some(({ value }) => /\b2xx\b|\bseries\b/i.test(value.text))) return [];
    const asked = documented.says('example-request').length > 0;
    return documented.set.examplesOf(documented).flatMap(({ request, response, operation }) => {
      // The answer to a request that is no operation of this page is documented elsewhere; one without a request may
      // follow a redirect or belong to a longer story.
      if (!response || !operation || (!request && asked)) return [];
      const { status } = response.value;
      if (status >= 400 || status < 200 || codes.includes(status)) return [];
      const at = placeOfWords(documented.page, response.at, String(status));
      const message = `the example answers ${status}, but the page documents ${codes.join(' and ')}`;
      return [
        { at, message, related: stated.map((fact) => ({ message: 'the documented status', at: fact.at })) },
      ];
    });
  },
});
