import type { ExampleBody } from '../../generator/dialects/fact.ts';
import type { Span } from '../../generator/model/place.ts';
import type { DocumentedPage } from './documented.ts';

/** Every body of a page's examples and every representation. */
export function bodiesOf(documented: DocumentedPage): ExampleBody[] {
  const messages = [...documented.says('example-request'), ...documented.says('example-response')];
  const shown = messages.flatMap(({ value }) => (value.body ? [value.body] : []));
  return [...shown, ...documented.says('representation').map(({ value }) => value)];
}

/** Where a part of a body's text stands in the page; fences that are indented move their lines to the right. */
export function placeInBody(
  { page, file }: DocumentedPage,
  body: ExampleBody,
  offset: number,
  length: number,
): Span {
  const before = body.text.slice(0, offset).split('\n');
  const line = body.at.line + before.length - 1;
  const inLine = before.at(-1)?.length ?? 0;
  const own = body.text.split('\n', before.length)[before.length - 1] ?? '';
  const shift = before.length === 1 ? body.at.column - 1 : Math.max(0, page.lines.line(line).indexOf(own));
  const column = shift + inLine + 1;
  return { file, line, column, endLine: line, endColumn: column + length };
}
