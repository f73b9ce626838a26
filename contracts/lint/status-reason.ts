import { firstLine, placeOfWords } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const reasons: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [204, 'No Content'],
  [206, 'Partial Content'],
  [207, 'Multi-Status'],
  [301, 'Moved Permanently'],
  [302, 'Found'],
  [304, 'Not Modified'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [412, 'Precondition Failed'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [503, 'Service Unavailable'],
]);
const codes = new Map([...reasons].map(([code, reason]) => [reason.toLowerCase(), code]));

const page = (status: string, response?: string) =>
  samplePage({ answer: [`HTTP/1.1 ${status}`], ...(response === undefined ? {} : { response }) });

export const statusReason = defineFinding({
  code: 'lint/status-reason',
  severity: 'error',
  summary: 'A status code stands beside the words of another status.',
  why: 'One of the two is wrong, and readers cannot tell which: the number is what clients compare, the words are what people remember.',
  help: 'Write the words of the code, or the code of the words.',
  examples: [
    { name: 'in an example', page: page('201 OK'), finds: ['13:10 201 is Created; OK is 200'] },
    {
      name: 'in the section',
      page: page('200 OK', 'Returns a `200 No Content` response code.'),
      finds: ['7:12 200 is OK; No Content is 204'],
    },
    { name: 'in whatever case', page: page('200 Ok'), finds: [] },
    { name: 'words of its own', page: page('200 Success'), finds: [] },
  ],
  check: (documented) =>
    [...documented.says('response'), ...documented.says('example-response')].flatMap((fact) => {
      const { status, reason } = fact.value;
      const words = reason.replace(/[.\s]+$/, '');
      const code = codes.get(words.toLowerCase());
      const right = reasons.get(status);
      if (code === undefined || code === status || right === undefined) return [];
      const within = fact.predicate === 'response' ? fact.at : firstLine(documented.page, fact.at);
      return [
        {
          at: placeOfWords(documented.page, within, String(status)),
          message: `${status} is ${right}; ${words} is ${code}`,
        },
      ];
    }),
});
