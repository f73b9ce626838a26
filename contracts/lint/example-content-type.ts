import type { FactAbout } from '../../generator/dialects/fact.ts';
import { isArray, isObject } from '../../generator/model/json.ts';
import type { DocumentedPage } from './documented.ts';
import { firstLine } from './exact-place.ts';
import { defineFinding, type Found } from './finding.ts';
import { samplePage } from './sample-pages.ts';

const page = (...headers: string[]) =>
  samplePage({ answer: ['HTTP/1.1 200 OK', ...headers, '', '{ "title": "x" }'] });

export const exampleContentType = defineFinding({
  code: 'lint/example-content-type',
  severity: 'warning',
  summary: 'An example has a JSON body and no Content-Type.',
  why: 'A request copied from it is refused by many services; an answer leaves open how to read it.',
  help: 'Add the header.',
  examples: [
    { name: 'no header', page: page(), finds: ['13:1 the example has a JSON body, but no Content-Type'] },
    {
      name: 'another header',
      page: page('ETag: "1"'),
      finds: ['13:1 the example has a JSON body, but no Content-Type'],
    },
    { name: 'the header in whatever case', page: page('content-TYPE: application/json'), finds: [] },
  ],
  check: (documented) =>
    [...documented.says('example-request'), ...documented.says('example-response')].flatMap((fact) =>
      without(documented, fact),
    ),
});

function without(
  documented: DocumentedPage,
  { value, at }: FactAbout<'example-request' | 'example-response'>,
): Found[] {
  const { body, headers } = value;
  if (!body || !(isObject(body.json) || isArray(body.json))) return [];
  if (headers.some(({ name }) => /^content-type$/i.test(name))) return [];
  const start = firstLine(documented.page, at);
  const line = (headers.at(-1)?.at ?? start).line + 1;
  const gap = { file: documented.file, line, column: 1, endLine: line, endColumn: 1 };
  // Without a header the blank line before the body may be missing as well.
  const blank = headers.length > 0 || documented.page.lines.line(line).trim() === '';
  return [
    {
      at: start,
      message: 'the example has a JSON body, but no Content-Type',
      related: [{ message: 'the body', at: body.at }],
      suggestion: { at: gap, replacement: `Content-Type: application/json\n${blank ? '' : '\n'}` },
    },
  ];
}
