import type { Page } from '../../generator/markdown/page.ts';
import { element, type Html, htmlId } from '../../generator/model/printers/html.ts';
import { lineId } from './operations.ts';
import type { Review } from './review.ts';

/** The pages as they stand, line by line: what the links of the elements lead to. Read lines are marked. */
export function documentationSections(review: Review): Html[] {
  const read = new Set<string>();
  for (const { places } of review.sources.origins.values())
    for (const place of places) read.add(lineId(place));
  return review.pages.map((page) => section(page, read));
}

function section(page: Page, read: ReadonlySet<string>): Html {
  const id = `page-${htmlId(page.file)}`;
  const lines = Array.from({ length: page.lines.count }, (_, i) => {
    const line = lineId({ file: page.file, line: i + 1 });
    const attributes = read.has(line) ? { id: line, class: 'read' } : { id: line };
    return element('li', attributes, element('code', {}, page.lines.line(i + 1)));
  });
  return element(
    'details',
    { id },
    element('summary', {}, element('code', {}, page.file)),
    element('ol', { class: 'source' }, lines),
  );
}
