import { expect, it } from 'vitest';
import { readFacts } from '../dialects/read-facts.ts';
import { pageOf } from '../markdown/read-page.ts';
import { resolve } from './resolve.ts';

/** What an operation takes whose page lists a course and a speed below a heading. */
function taken(line: string, heading: string): { query: string[]; body: string[] } {
  const page = ['# ship: sail', '## HTTP request', '```http', line, '```', `## ${heading}`];
  const table = ['|Parameter|Type|Description|', '|--|--|--|', '|course|String|x|', '|speed|Int32|x|'];
  const { value } = resolve(readFacts(pageOf([...page, ...table].join('\n'), 'api/ship-sail.md')).value);
  const [operation] = value.operations;
  return {
    query: operation?.queryOptions.map(({ name }) => name) ?? [],
    body: operation?.requestBody?.properties.map(({ name }) => name) ?? [],
  };
}

it.each(['Request body', 'Request payload', 'Payload', 'Request properties', 'Request body properties'])(
  'a body is listed below "%s"',
  (heading) => {
    expect(taken('POST /ships/{id}/sail', heading)).toEqual({ query: [], body: ['course', 'speed'] });
  },
);

it.each([
  'Parameters',
  'Request URL parameters',
  'Required parameters',
  'Optional parameters',
  'URL query parameters',
])('what a function takes is listed below "%s"', (heading) => {
  expect(taken('GET /ships/{id}/sail', heading)).toEqual({ query: ['course', 'speed'], body: [] });
});
