import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

/** What the examples of a page send: the JSON of each request. */
function sent(...lines: string[]): unknown[] {
  const head = ['# Sail a ship', '## HTTP request', '```http', 'POST /ships', '```', '## Example'];
  const { value } = readFacts(pageOf([...head, ...lines].join('\n'), 'ship-sail.md'));
  return value.flatMap((fact) => (fact.predicate === 'example-request' ? [fact.value.body?.json] : []));
}

const request = ['##### Request', '```http', 'POST https://graph.microsoft.com/v1.0/ships', '```'];
const body = ['```json', '{ "name": "Nina" }', '```'];
const answer = ['##### Response', '```http', 'HTTP/1.1 204 No Content', '```'];

it.each([
  ['a section behind it', [...request, '##### Request body', ...body, ...answer], { name: 'Nina' }],
  [
    'a section with words above',
    [...request, '##### Request body', 'As JSON.', ...body, ...answer],
    { name: 'Nina' },
  ],
  ['a block behind it', [...request, ...body, ...answer], { name: 'Nina' }],
  ['no section of another name', [...request, '##### Notes', ...body, ...answer], undefined],
  ['no answer behind it', [...request, '##### Response body', ...body], undefined],
])('the body of a request stands in %s', (_, lines, expected) => {
  expect(sent(...lines)).toEqual([expected]);
});
