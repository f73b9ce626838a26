import type { Page } from '../markdown/page.ts';
import { sectionsBelow } from '../markdown/sections.ts';
import { defineDialect } from './dialect.ts';
import { annotationsOf } from './graph/annotations.ts';
import { readApiPage } from './graph/api-page.ts';
import { readHead, titleSection } from './graph/head.ts';
import { readIncludedHead } from './graph/included.ts';
import { isMarked, isTitledAsType } from './graph/marks.ts';
import type { Reading } from './graph/reading.ts';
import { readResource } from './graph/resource.ts';
import { marksEndpoints } from './plain/endpoint.ts';

const apiSection = /^http request(?!s? headers?\b)/i;
const resourceSections =
  /^(?:properties|json representation|methods|relationships|members|[a-z]\w* values)$/i;

/** Microsoft Graph's reference pages, of 2017 and later: `api/*.md` and `resources/*.md`. */
export const microsoftGraph = defineDialect({
  name: 'microsoft-graph',
  summary: 'Reference pages of Microsoft Graph: API pages with an "HTTP request" and resource pages.',
  recognises: (page) => kindOf(page) !== undefined && (isMarked(page) || !marksEndpoints(page)),
  read(page, includes) {
    const subject = { of: 'page', file: page.file } as const;
    const reading: Reading = { page, subject, facts: [], diagnostics: [], includes };
    const annotations = annotationsOf(reading);
    readHead(reading);
    readIncludedHead(reading, titleSection(reading));
    if (kindOf(page) === 'resource') readResource(reading, annotations);
    else readApiPage(reading, titleSection(reading), annotations);
    return { value: reading.facts, diagnostics: reading.diagnostics };
  },
});

/** By the sections that a page has; `doc_type` is wrong on one page in three hundred and decides only without them. */
function kindOf(page: Page): 'api' | 'resource' | undefined {
  let resource = false;
  for (const section of sectionsBelow(page.root)) {
    if (apiSection.test(section.title)) return 'api';
    if (resourceSections.test(section.title)) resource = true;
  }
  if (resource) return 'resource';
  const declared = page.frontMatter?.entries.find((entry) => entry.key === 'doc_type')?.value.toLowerCase();
  if (declared === 'apipagetype') return 'api';
  if (isTitledAsType(page)) return 'resource';
  return declared === 'resourcepagetype' || declared === 'enumpagetype' ? 'resource' : undefined;
}
