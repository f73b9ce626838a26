import type { ExampleMessage } from '../../generator/dialects/fact.ts';
import { about } from '../../generator/resolve/facts-of.ts';
import { defineFinding, type Found } from './finding.ts';

const page = (length: number, ...body: string[]) => [
  '# Update thing',
  'Update the properties of a [thing](../resources/thing.md) object.',
  '## HTTP request',
  '```http',
  'PATCH /things/{thingId}',
  '```',
  '## Example',
  '```http',
  'PATCH https://graph.microsoft.com/beta/things/1',
  'Content-type: application/json',
  `Content-length: ${length}`,
  '',
  ...(body.length > 0 ? body : ['{', '  "title": "x"', '}']),
  '```',
];

export const contentLength = defineFinding({
  code: 'lint/content-length',
  severity: 'info',
  summary: "An example's Content-Length fits its body with neither kind of line end.",
  why: 'Somebody changed the body and not the header: often the first sign that an example is out of date.',
  help: 'Leave the header out, or count again.',
  examples: [
    {
      name: 'too long',
      page: page(40),
      finds: ['11:17 Content-Length is 40, but the body has 18 bytes (20 with CRLF)'],
    },
    { name: 'right with CRLF', page: page(20), finds: [] },
    { name: 'right with LF', page: page(18), finds: [] },
    { name: 'with the line end of the last line', page: page(19), finds: [] },
    { name: 'words for bytes', page: page(128, '<bytes 0-127 of the file>'), finds: [] },
    { name: 'words in brackets for a file', page: page(128, '[The file with the drawing]'), finds: [] },
    { name: 'a body that is cut short', page: page(9000, '{ "content": "YWJj..." }'), finds: [] },
  ],
  check({ facts }) {
    return [...about(facts, 'example-request'), ...about(facts, 'example-response')].flatMap(({ value }) =>
      wrong(value),
    );
  },
});

function wrong({ headers, body }: ExampleMessage): Found[] {
  const header = headers.find(({ name }) => name.toLowerCase() === 'content-length');
  // What stands for a body that is not text, or leaves a part of it out, says nothing about its length.
  if (!header || !body || !/^[[{]/.test(body.text) || /\.\.\.|…|^\[[A-Za-z]\w* [^"{}[\]]*\]$/.test(body.text))
    return [];
  if (!/^\d+$/.test(header.value)) return [];
  const withLf = new TextEncoder().encode(body.text).length;
  const withCrlf = withLf + (body.text.match(/\n/g)?.length ?? 0);
  const claimed = Number(header.value);
  if ([withLf, withLf + 1, withCrlf, withCrlf + 2].includes(claimed)) return [];
  const sizes = withLf === withCrlf ? `${withLf} bytes` : `${withLf} bytes (${withCrlf} with CRLF)`;
  return [
    {
      at: header.valueAt,
      message: `Content-Length is ${header.value}, but the body has ${sizes}`,
      related: [{ message: 'the body', at: body.at }],
      suggestion: { at: header.valueAt, replacement: String(withCrlf) },
    },
  ];
}
