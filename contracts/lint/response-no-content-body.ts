import { placeOfWords } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { noContentBody } from './no-content-body.ts';
import { samplePage } from './sample-pages.ts';

const page = (response: string) => samplePage({ line: 'PATCH /things/{id}', response, request: [] });
const thing = '[thing](../resources/thing.md)';

export const responseNoContentBody = defineFinding({
  code: 'lint/response-no-content-body',
  severity: 'error',
  summary: 'The "Response" section promises an object in the body of an answer of 204.',
  why: 'An answer of 204 has no body: code that reads the object fails, or the status is another one.',
  help: 'Write 200 OK where the object comes back; else leave the object out of the sentence.',
  examples: [
    {
      name: 'an updated object',
      page: page(
        `Returns a \`204 No Content\` response code and an updated ${thing} object in the response body.`,
      ),
      finds: ['7:12 an answer of 204 has no body, but the section promises one: object in the response body'],
    },
    {
      name: 'nothing, or another answer that has one',
      page: page(
        `Returns \`204 No Content\` and no ${thing} object in the body. \`200 OK\` has a ${thing} object in the response body.`,
      ),
      finds: [],
    },
    {
      name: 'in another sentence',
      page: page(`Returns \`204 No Content\`. To get the ${thing} object in the response body, ask for it.`),
      finds: [],
    },
    {
      name: 'only on request',
      page: page(
        `Returns \`204 No Content\` and, if preferred, an updated ${thing} object in the response body.`,
      ),
      finds: [],
    },
  ],
  check: ({ page: shown, says }) =>
    says('response').flatMap(({ value, at }) => {
      const words = noContentBody(value.status, value.text);
      if (words === undefined) return [];
      const message = `an answer of ${value.status} has no body, but the section promises one: ${words}`;
      return [{ at: placeOfWords(shown, at, String(value.status)), message }];
    }),
});
