import type { ExampleBody } from '../../generator/dialects/fact.ts';
import type { Suggestion } from '../../generator/model/diagnostic.ts';
import type { Span } from '../../generator/model/place.ts';
import type { DocumentedPage } from './documented.ts';
import { textAt } from './exact-place.ts';
import { bodiesOf } from './example-bodies.ts';
import { defineFinding, type Found } from './finding.ts';
import { answered, samplePage } from './sample-pages.ts';

const page = (...json: string[]) => samplePage({ answer: answered(...json) });

export const exampleJson = defineFinding({
  code: 'lint/example-json',
  severity: 'error',
  summary: 'The JSON of an example or a representation is not well-formed.',
  why: 'It cannot be copied, tested or used by a tool; what it documents is lost to all of them.',
  help: 'Make it JSON: no trailing commas, no comments, every string and brace closed.',
  standsFor: ['docs/example-json-malformed', 'docs/example-json-repaired'],
  examples: [
    {
      name: 'a trailing comma',
      page: page('{', '  "title": "x",', '}'),
      finds: ['17:15 this is no JSON: a comma after the last item'],
    },
    {
      name: 'a brace that is not closed',
      page: page('{', '  "title": "x"'),
      finds: ['17:15 this is no JSON: a missing closing bracket'],
    },
    {
      name: 'a comma too few',
      page: page('{', '  "title": "x"', '  "colour": "red"', '}'),
      finds: ['18:3 this is no JSON: a missing comma'],
    },
    { name: 'well-formed', page: page('{ "title": "x" }'), finds: [] },
    { name: 'words in braces, not meant as JSON', page: page('{the bytes of a file}'), finds: [] },
    {
      name: 'another media type',
      page: samplePage({ answer: ['HTTP/1.1 200 OK', 'Content-type: text/plain', '', '{x'] }),
      finds: [],
    },
  ],
  check: (documented) => {
    const reported = new Set(
      documented
        .says('malformed')
        .flatMap(({ value, at }) => (value.what === 'example-json' ? [placeKey(at)] : [])),
    );
    if (reported.size === 0) return [];
    return bodiesOf(documented).flatMap((body) => {
      if (!body.fault || !body.text.includes('"') || !reported.has(placeKey(body.fault.at))) return [];
      const suggestion = wording(documented, body);
      const message = `this is no JSON: ${body.fault.value}`;
      return [{ at: body.fault.at, message, ...(suggestion ? { suggestion } : {}) } satisfies Found];
    });
  },
});

function placeKey({ line, column }: Span): string {
  return `${line}:${column}`;
}

/** A comma too many or too few has one remedy; all else is for the author to decide. */
function wording({ page }: DocumentedPage, { fault }: ExampleBody): Suggestion | undefined {
  if (!fault) return undefined;
  if (fault.value === 'a comma after the last item' && textAt(page, fault.at) === ',')
    return { at: fault.at, replacement: '' };
  if (fault.value !== 'a missing comma') return undefined;
  let { line } = fault.at;
  let before = page.lines
    .line(line)
    .slice(0, fault.at.column - 1)
    .trimEnd();
  while (before === '' && line > 1) before = page.lines.line(--line).trimEnd();
  const column = before.length + 1;
  return { at: { file: page.file, line, column, endLine: line, endColumn: column }, replacement: ',' };
}
