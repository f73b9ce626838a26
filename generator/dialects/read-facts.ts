import type { Page } from '../markdown/page.ts';
import { defineProblem, type Result } from '../model/diagnostic.ts';
import { startOf } from '../model/place.ts';
import { registry } from '../model/registry.ts';
import type { Fact } from './fact.ts';
import * as all from './index.ts';

const notReference = defineProblem<{ file: string }>({
  code: 'docs/not-a-reference-page',
  severity: 'warning',
  summary: 'A page is no reference page of any known dialect.',
  message: (p) => `${p.file} is no reference page of a dialect that docpact knows; it was passed over`,
  help: 'An API page has a section "HTTP request", a resource page one of "Properties" or "JSON representation".',
});

const dialects = registry(all);

/** The facts of one page, by the first dialect that recognises it; none and a warning if none does. */
export function readFacts(page: Page): Result<readonly Fact[]> {
  const dialect = dialects.find((candidate) => candidate.recognises(page));
  if (dialect) return dialect.read(page);
  return { value: [], diagnostics: [notReference.at(startOf(page.file), { file: page.file })] };
}
