import { isArray, isObject } from '../../generator/model/json.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const post = (sentence: string, ...rest: string[]) =>
  samplePage({
    line: 'POST /things/{thingId}/stop',
    requestBody: [sentence],
    request: ['POST https://graph.microsoft.com/v1.0/things/1/stop', ...rest],
  });

export const requestBodyDenied = defineFinding({
  code: 'lint/request-body-denied',
  severity: 'error',
  summary: 'The page says that the request has no body, but the example sends one.',
  why: 'Readers cannot tell whether the properties of the example may, must or must not be sent.',
  help: 'Document the body under "Request body", or take it out of the example.',
  examples: [
    {
      name: 'a body all the same',
      page: post('Do not supply a request body for this method.', '', '{ "reason": "x" }'),
      finds: ['14:1 the example sends a body, but the page says that there is none'],
    },
    { name: 'no body', page: post('Do not supply a request body for this method.'), finds: [] },
    {
      name: 'an empty object',
      page: post('Do not supply a request body for this method.', '', '{ }'),
      finds: [],
    },
    { name: 'a documented body', page: post('Supply the reason.', '', '{ "reason": "x" }'), finds: [] },
  ],
  check: (page) => {
    const [denied] = page.says('request-body-none');
    if (!denied || page.says('body-property').length > 0 || page.says('request-body').length > 0) return [];
    // Of several operations the sentence may speak of another one.
    if (new Set(page.set.operationsOf(page).map(({ method }) => method)).size > 1) return [];
    return page.set.examplesOf(page).flatMap(({ request, operation }) => {
      const body = request?.value.body;
      // GET and DELETE have no body whatever the page says: that is a finding of its own.
      if (!operation || !body || operation.method === 'get' || operation.method === 'delete') return [];
      const filled = (isObject(body.json) && Object.keys(body.json).length > 0) || isArray(body.json);
      if (!filled) return [];
      const message = 'the example sends a body, but the page says that there is none';
      return [{ at: body.at, message, related: [{ message: 'where the page says so', at: denied.at }] }];
    });
  },
});
