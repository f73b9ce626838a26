import { expect, it } from 'vitest';
import { imported } from '../irregularities/fixtures/written.ts';

/** What a report answers with, of which the page says that it is a stream, and shows `body`. */
const answer = async (...body: readonly string[]) => {
  const found = await imported({
    'report-print.md': [
      '# report: print',
      '## HTTP request',
      ...['```http', 'POST /report/print', '```'],
      '## Response',
      'Returns a `200 OK` response code and a Stream in the response body.',
      '## Example',
      ...['```http', 'POST https://graph.microsoft.com/v1.0/report/print', '```'],
      ...(body.length === 0 ? [] : ['```http', 'HTTP/1.1 200 OK', 'Content-Type: application/json', '']),
      ...(body.length === 0 ? [] : [...body, '```']),
    ],
  });
  return found.at('paths', '/report/print', 'post', 'responses', '200', 'content');
};

it('a stream that an example shows within JSON is a text there', async () => {
  expect(await answer('{ "value": "U2hpcHM=" }')).toMatchObject({
    'application/json': {
      schema: { properties: { value: { type: 'string', contentEncoding: 'base64' } }, required: ['value'] },
    },
  });
});

it('a stream of JSON that is no such text is of no type', async () => {
  expect(await answer('{ "value": [1] }')).toMatchObject({ 'application/json': { schema: {} } });
  expect(await answer('{ "value": "x", "rows": 1 }')).toMatchObject({ 'application/json': { schema: {} } });
});

it('a stream without an example is bytes', async () => {
  expect(Object.keys((await answer()) as object)).toEqual(['application/octet-stream']);
});
