import type { Operation } from '../../generator/model/description.ts';
import { comparePlaces } from '../../generator/model/place.ts';
import type { DocumentedPage } from './documented.ts';
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
      name: 'an operation below a heading of its own, of which the section says nothing',
      page: [
        ...page('200 OK'),
        '## Fetch the drawing',
        '### HTTP request',
        '```http',
        'GET /things/{thingId}/drawing',
        '```',
        '### Response',
        'The service leads to the file.',
        '```http',
        'HTTP/1.1 302 Found',
        'Location: https://files.example.com/1',
        '```',
      ],
      finds: [],
    },
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
    const apart = operationsApart(documented);
    return documented.set.examplesOf(documented).flatMap(({ request, response, operation }) => {
      // The answer to a request that is no operation of this page is documented elsewhere; one without a request may
      // follow a redirect or belong to a longer story.
      if (!response || !operation || apart.has(operation) || (!request && asked)) return [];
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

/**
 * The operations whose request lines stand below a heading of the page's own, while others stand right below "HTTP
 * request", and "Response" with these: it is theirs. What is said of the former stands below their headings.
 */
function operationsApart(documented: DocumentedPage): ReadonlySet<Operation> {
  const lines = documented.says('request-line');
  const headed = lines.filter(({ value }) => value.heading !== undefined);
  if (headed.length === 0 || headed.length === lines.length) return new Set();
  const said = documented.says('response');
  if (said.some(({ value }) => (value.circumstance ?? '') !== '')) return new Set();
  return new Set(
    documented.set
      .operationsOf(documented)
      .filter(({ origin }) =>
        origin.places.every((place) => headed.some(({ at }) => comparePlaces(at, place) === 0)),
      ),
  );
}
