import type { Page } from '../markdown/page.ts';
import { defineProblem, type Result } from '../model/diagnostic.ts';
import { startOf } from '../model/place.ts';
import { registry } from '../model/registry.ts';
import type { Dialect } from './dialect.ts';
import type { Fact } from './fact.ts';
import { type Includes, noIncludes } from './includes.ts';
import * as all from './index.ts';

const notReference = defineProblem<{ file: string }>({
  code: 'docs/not-a-reference-page',
  severity: 'warning',
  summary: 'A page is no reference page of any known dialect.',
  message: (p) => `${p.file} is no reference page of a dialect that docpact knows; it was passed over`,
  help: 'An API page has a section "HTTP request", a resource page one of "Properties" or "JSON representation"; other pages name endpoints in headings, lines or tables (GET /things/{id}).',
});

const conceptual = defineProblem<{ file: string }>({
  code: 'docs/conceptual-page',
  severity: 'info',
  summary: 'A page says of itself that it explains concepts.',
  message: (p) => `${p.file} calls itself a conceptual page; it was passed over`,
  help: 'Nothing need be done. If the page documents an operation or a type, correct its doc_type.',
});

const shipped: readonly Dialect[] = registry(all);

/**
 * The facts of one page with the parts that it includes, by the first dialect that recognises it, general ones last; none and a warning
 * if none does, unless the page itself says that it is about something else.
 */
export function readFacts(
  page: Page,
  includes: Includes = noIncludes,
  dialects: readonly Dialect[] = shipped,
): Result<readonly Fact[]> {
  const recognises = (candidate: Dialect) => candidate.recognises(page);
  const dialect =
    dialects.find((one) => one.general === undefined && recognises(one)) ??
    dialects.find((one) => one.general !== undefined && recognises(one));
  if (dialect) return dialect.read(page, includes);
  const problem = isConceptual(page) ? conceptual : notReference;
  return { value: [], diagnostics: [problem.at(startOf(page.file), { file: page.file })] };
}

function isConceptual({ frontMatter }: Page): boolean {
  return (
    frontMatter?.entries.some(({ key, value }) => key === 'doc_type' && /^conceptual/i.test(value)) === true
  );
}
