import type { ShownValue } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { firstOfEach } from './first-of.ts';
import { isReadOnly } from './read-only-text.ts';
import { samplePage, sampleResource } from './sample-pages.ts';

const pages = (description: string, line = 'POST /things') => ({
  'resources/thing.md': sampleResource('title|String|A text.', `state|String|${description}`),
  'api/thing-post.md': samplePage({
    title: 'Create thing',
    line,
    requestBody: ['Supply a JSON representation of a [thing](../resources/thing.md) object.'],
    request: [
      `${line.replace('/', 'https://graph.microsoft.com/v1.0/')}`,
      '',
      '{',
      '  "title": "x",',
      '  "state": "on"',
      '}',
    ],
  }),
});

export const requestSendsReadOnly = defineFinding({
  code: 'lint/request-sends-read-only',
  severity: 'error',
  summary: 'An example sends a property that its table calls read-only.',
  why: 'The service ignores the value or refuses the request; readers believe that they can set it.',
  help: 'Take the property out of the example, or "read-only" out of the table.',
  examples: [
    {
      name: 'a read-only property',
      pages: pages('How it is. Read-only.'),
      finds: ['api/thing-post.md:16:3 the request sends state, which is read-only'],
    },
    { name: 'one that is so at times', pages: pages('How it is. Read-only for guests.'), finds: [] },
    { name: 'one that can be written', pages: pages('How it is.'), finds: [] },
  ],
  check: (page) => firstOfEach(page.set.valuesOf(page).values.filter(isRefused)).map(sent),
});

function isRefused({ side, row, property, pointer }: ShownValue): boolean {
  const rows = [...(row ? [row.value] : []), ...(property?.rows.map(({ value }) => value) ?? [])];
  // Every table that lists it says so; a nested object may be sent whole, as it was read.
  return (
    side === 'request' &&
    !pointer.slice(1).includes('/') &&
    rows.length > 0 &&
    rows.every(({ description }) => isReadOnly(description))
  );
}

function sent({ name, body, pointer, row, property, declaredAt }: ShownValue): Found {
  const says = row?.at ?? property?.rows[0]?.at ?? declaredAt;
  return {
    at: body.place(pointer, 'key'),
    message: `the request sends ${name}, which is read-only`,
    related: [{ message: 'the table', at: says }],
  };
}
