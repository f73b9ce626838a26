import type { Fact } from './dialects/fact.ts';
import { Includes, isInclude } from './dialects/includes.ts';
import { readFacts } from './dialects/read-facts.ts';
import type { Page } from './markdown/page.ts';
import { readPage } from './markdown/read-page.ts';
import type { ApiDescription } from './model/description.ts';
import { compareText, type Diagnostic, defineProblem, type Result } from './model/diagnostic.ts';
import type { JsonObject } from './model/json.ts';
import { startOf } from './model/place.ts';
import { applyOverlay, readOverlay } from './openapi/overlay.ts';
import { originOf, type SourceMap } from './openapi/source-map.ts';
import { validateOpenApi } from './openapi/validate.ts';
import { writeOpenApi } from './openapi/write.ts';
import { writeText } from './openapi/write-text.ts';
import { resolve } from './resolve/resolve.ts';

/** A file with its content. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface ImportOptions {
  /** The owners' corrections (OpenAPI Overlay 1.0). */
  readonly overlay?: SourceFile;
  /** When a property may be null; default `documented`. */
  readonly nullable?: 'documented' | 'odata';
}

/** Pages and what they say. */
export interface ReadDocumentation {
  readonly pages: readonly Page[];
  readonly facts: readonly Fact[];
}

/** What the pages became. */
export interface ImportedSpec extends ReadDocumentation {
  readonly document: JsonObject;
  readonly sources: SourceMap;
  readonly description: ApiDescription;
  /** The document as text; numbers of examples as the pages show them. */
  text(format: 'yaml' | 'json'): string;
}

const nothing = defineProblem<{ pages: number }>({
  code: 'docs/nothing-documented',
  severity: 'error',
  summary: 'No page documents an operation or a type.',
  message: (p) =>
    `none of the ${p.pages === 1 ? 'one page' : `${p.pages} pages`} documents an operation or a type`,
});

/**
 * The pages' facts. A page that cannot be read is left out with its diagnostic; refused only when none can. Pages are
 * taken in code-unit order of their names, so that the order in which they were found changes nothing.
 */
export function readDocumentation(files: readonly SourceFile[]): Result<ReadDocumentation | undefined> {
  const diagnostics: Diagnostic[] = [];
  const pages: Page[] = [];
  const facts: Fact[] = [];
  const sorted = [...files].sort((a, b) => compareText(a.file, b.file));
  const includes = includesOf(sorted, diagnostics);
  for (const { file, bytes } of sorted) {
    if (isInclude(file)) continue;
    const page = readPage(bytes, file);
    diagnostics.push(...page.diagnostics);
    if (!page.value) continue;
    pages.push(page.value);
    const read = readFacts(page.value, includes);
    diagnostics.push(...read.diagnostics);
    for (const fact of read.value) facts.push(fact);
  }
  return { value: pages.length === 0 ? undefined : { pages, facts }, diagnostics };
}

/** The parts that pages include. They are read before all pages; an empty one includes nothing. */
function includesOf(files: readonly SourceFile[], diagnostics: Diagnostic[]): Includes {
  const pages = files.flatMap(({ file, bytes }) => {
    if (!isInclude(file)) return [];
    const page = readPage(bytes, file);
    diagnostics.push(...page.diagnostics);
    return page.value ?? [];
  });
  return new Includes(pages);
}

/**
 * Documentation pages to an OpenAPI 3.1 document with its source map: read, resolve, write, overlay, validate.
 * Refused when no page can be read, none documents anything, the overlay is none, or the result is no OpenAPI.
 */
export async function importPages(
  files: readonly SourceFile[],
  options: ImportOptions = {},
): Promise<Result<ImportedSpec | undefined>> {
  const overlay = options.overlay && readOverlay(options.overlay.bytes, options.overlay.file);
  if (overlay && !overlay.value) return { value: undefined, diagnostics: overlay.diagnostics };
  const read = readDocumentation(files);
  const diagnostics = [...read.diagnostics];
  if (!read.value) return { value: undefined, diagnostics };
  const resolved = resolve(read.value.facts);
  const description = resolved.value;
  diagnostics.push(...resolved.diagnostics);
  if (description.operations.length + description.types.length + description.enumTypes.length === 0) {
    const at = startOf(read.value.pages[0]?.file ?? '');
    return {
      value: undefined,
      diagnostics: [...diagnostics, nothing.at(at, { pages: read.value.pages.length })],
    };
  }
  const written = writeOpenApi(description, { nullable: options.nullable ?? 'documented' });
  const overlaid = overlay?.value && applyOverlay(written.document, overlay.value);
  diagnostics.push(...(overlaid?.diagnostics ?? []));
  const document = overlaid?.value.document ?? written.document;
  const sources = overlaid ? joined(written.sources, overlaid.value) : written.sources;
  // A fault of the document is shown where the documentation says it: the spec itself may not be written yet.
  const place = (pointer: string) =>
    originOf(sources, pointer)?.places[0] ??
    startOf(options.overlay?.file ?? read.value?.pages[0]?.file ?? '');
  const faults = await validateOpenApi(document, place);
  diagnostics.push(...faults);
  if (faults.length > 0) return { value: undefined, diagnostics };
  const text = (format: 'yaml' | 'json') => writeText(document, written.numberTexts, format);
  return { value: { ...read.value, document, sources, description, text }, diagnostics };
}

type Overlaid = ReturnType<typeof applyOverlay>['value'];

/** What the overlay took out is forgotten; what it set comes from the overlay, and after it from the page. */
function joined(sources: SourceMap, overlaid: Overlaid): SourceMap {
  const gone = (at: string) =>
    overlaid.removed.some((pointer) => at === pointer || at.startsWith(`${pointer}/`));
  const origins = new Map([...sources.origins].filter(([at]) => !gone(at)));
  for (const [at, origin] of overlaid.origins) {
    const before = originOf(sources, at);
    origins.set(at, { ...origin, places: [...origin.places, ...(before?.places ?? [])] });
  }
  return { origins };
}
