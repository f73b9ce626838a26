import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

const ship = '[ship](../resources/ship.md)';

it.each([
  ['creates a %.'],
  ['the % in the Location header.'],
  [
    'no more. Check by making a GET request to the location when its [state](../resources/ship.md#state) changes.',
  ],
  ['no more. Once it sails, a GET request to the linked URL has the % object.'],
])('what becomes of a job is no type of the answer that accepts it: %s', (text) => {
  const said = `Returns \`202 Accepted\` and ${text.replace('%', ship)}`;
  const head = ['# Sail a ship', '## HTTP request', '```http', 'GET /ships', '```'];
  const { value } = readFacts(pageOf([...head, '## Response', said].join('\n'), 'ship-sail.md'));
  const found = value.flatMap((fact) =>
    fact.predicate === 'response' ? [[fact.value.status, fact.value.type, fact.value.others]] : [],
  );
  expect(found).toEqual([[202, undefined, []]]);
});
