import type { Fact } from './dialects/fact.ts';
import { Includes, isInclude } from './dialects/includes.ts';
import { readFacts } from './dialects/read-facts.ts';
import type { Page } from './markdown/page.ts';
import { readPage } from './markdown/read-page.ts';
import type { ApiDescription } from './model/description.ts';
import { compareText, type Diagnostic, defineProblem, type Result } from './model/diagnostic.ts';
import type { JsonObject } from './model/json.ts';
import { once } from './model/once.ts';
import { startOf } from './model/place.ts';
import { applyOverlay, readOverlay } from './openapi/overlay.ts';
import { originOf, type SourceMap, sourceMapPieces, writeSourceMap } from './openapi/source-map.ts';
import { documentFaults, type Fault, reportFaults } from './openapi/validate.ts';
import { type WrittenSpec, writeOpenApi } from './openapi/write.ts';
import { jsonPieces, type TextPiece, writeText } from './openapi/write-text.ts';
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
  /**
   * Takes what is made piece by piece while it is made; without one the texts are made when they are asked for. Not
   * asked when there is an overlay: what it makes of a document is held against OpenAPI as a whole.
   */
  readonly sink?: Sink;
  /** Facts of pages that were read before. */
  readonly known?: KnownFacts;
  /** Told how many of the files have been read, now and then. */
  readonly progress?: (done: number, of: number) => Promise<void>;
}

/** Where the texts of a large spec go. It may refuse them: that is then no import. */
export interface Sink {
  /** A piece of the document in JSON. */
  document(piece: TextPiece): void;
  sourceMap(text: string): void;
  /** What OpenAPI forbids of the document, when all pieces are there. */
  faults(): Promise<readonly Fault[]>;
}

/** Pages and what they say. */
export interface ReadDocumentation {
  readonly pages: readonly Page[];
  readonly facts: readonly Fact[];
}

/** The spec that pages became. */
export interface ImportedDocument {
  readonly document: JsonObject;
  readonly sources: SourceMap;
  readonly figures: Figures;
  /** The document as text; numbers of examples as the pages show them. */
  text(format: 'yaml' | 'json'): string;
  /** The source map as text. */
  sourceMap(): string;
}

/** How much there was. */
export interface Figures {
  readonly pages: number;
  readonly facts: number;
  readonly operations: number;
  readonly types: number;
}

/** The same, and what it was made of. */
export interface ImportedSpec extends ImportedDocument {
  readonly facts: readonly Fact[];
  readonly description: ApiDescription;
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
  const sorted = inOrder(files);
  const includes = includesOf(sorted, diagnostics);
  for (const { file, bytes } of sorted) {
    if (isInclude(file)) continue;
    const page = readPage(bytes, file);
    for (const diagnostic of page.diagnostics) diagnostics.push(diagnostic);
    if (!page.value) continue;
    pages.push(page.value);
    const read = readFacts(page.value, includes);
    for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
    for (const fact of read.value) facts.push(fact);
  }
  return { value: pages.length === 0 ? undefined : { pages, facts }, diagnostics };
}

function inOrder(files: readonly SourceFile[]): SourceFile[] {
  return [...files].sort((a, b) => compareText(a.file, b.file));
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

/** What one file says; without value it is no page. */
type FileFacts = Result<readonly Fact[] | undefined>;

interface KnownFile {
  readonly bytes: Uint8Array;
  readonly read: FileFacts | undefined;
}

/** The facts of files by what the files hold: pages that did not change since the last import are not read again. */
export class KnownFacts {
  #known = new Map<string, KnownFile>();
  #next = new Map<string, KnownFile>();

  /** Begins an import. A part that pages include says nothing alone: if one changed, all pages are read. */
  begin(files: readonly SourceFile[]): void {
    const before = this.#next;
    const includes = files.filter(({ file }) => isInclude(file));
    const count = [...before.keys()].filter(isInclude).length;
    const same = includes.length === count && includes.every((file) => sameFile(before.get(file.file), file));
    this.#known = same ? before : new Map();
    this.#next = new Map(includes.map(({ file, bytes }) => [file, { bytes, read: undefined }]));
  }

  of(source: SourceFile, includes: Includes): FileFacts {
    const known = this.#known.get(source.file);
    const read = (sameFile(known, source) && known?.read) || factsOf(source, includes);
    this.#next.set(source.file, { bytes: source.bytes, read });
    return read;
  }
}

function sameFile(known: KnownFile | undefined, { bytes }: SourceFile): boolean {
  return known !== undefined && (known.bytes === bytes || Buffer.compare(known.bytes, bytes) === 0);
}

/** The page itself is not kept: a reference has ten thousand of them, and facts are all that is needed further on. */
function factsOf({ file, bytes }: SourceFile, includes: Includes): FileFacts {
  const page = readPage(bytes, file);
  if (!page.value) return { value: undefined, diagnostics: page.diagnostics };
  const { value, diagnostics } = readFacts(page.value, includes);
  return { value, diagnostics: [...page.diagnostics, ...diagnostics] };
}

interface AllFacts {
  readonly pages: number;
  readonly first: string;
  readonly facts: readonly Fact[];
}

/** So many files, and whoever shows progress or wants to stop gets a turn. */
const turn = 200;

async function allFacts(
  files: readonly SourceFile[],
  options: ImportOptions,
  diagnostics: Diagnostic[],
): Promise<AllFacts> {
  const { known, progress } = options;
  const facts: Fact[] = [];
  let pages = 0;
  let first = '';
  const sorted = inOrder(files);
  known?.begin(sorted);
  const includes = includesOf(sorted, diagnostics);
  for (const [i, file] of sorted.entries()) {
    if (i % turn === 0) await progress?.(i, files.length);
    if (isInclude(file.file)) continue;
    const read = known ? known.of(file, includes) : factsOf(file, includes);
    for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
    if (!read.value) continue;
    if (pages++ === 0) first = file.file;
    for (const fact of read.value) facts.push(fact);
  }
  await progress?.(files.length, files.length);
  return { pages, first, facts };
}

/**
 * Documentation pages to an OpenAPI 3.1 document with its source map: read, resolve, write, overlay, validate.
 * Refused when no page can be read, none documents anything, the overlay is none, or the result is no OpenAPI.
 */
export async function importPages(
  files: readonly SourceFile[],
  options: ImportOptions = {},
): Promise<Result<ImportedSpec | undefined>> {
  const kept: Kept = {};
  const { value, diagnostics } = await importDocument(files, options, kept);
  if (!value || !kept.facts || !kept.description) return { value: undefined, diagnostics };
  return { value: { ...value, facts: kept.facts, description: kept.description }, diagnostics };
}

interface Kept {
  facts?: readonly Fact[];
  description?: ApiDescription;
}

/** The same for whoever needs the document alone: what it is made of is let go as soon as it was used. */
export async function importDocument(
  files: readonly SourceFile[],
  options: ImportOptions = {},
  kept?: Kept,
): Promise<Result<ImportedDocument | undefined>> {
  const overlay = options.overlay && readOverlay(options.overlay.bytes, options.overlay.file);
  if (overlay && !overlay.value) return { value: undefined, diagnostics: overlay.diagnostics };
  const diagnostics: Diagnostic[] = [];
  const made = await writePages(files, options, diagnostics, kept);
  if (!made) return { value: undefined, diagnostics };
  const { written, figures, first } = made;
  const overlaid = overlay?.value && applyOverlay(written.document, overlay.value);
  for (const diagnostic of overlaid?.diagnostics ?? []) diagnostics.push(diagnostic);
  const document = overlaid?.value.document ?? written.document;
  const sources = overlaid ? joined(written.sources, overlaid.value) : written.sources;
  const texts = {
    json: once(() => writeText(document, written.numberTexts, 'json')),
    yaml: once(() => writeText(document, written.numberTexts, 'yaml')),
  };
  const sourceMap = once(() => writeSourceMap(sources));
  // A fault of the document is shown where the documentation says it: the spec itself may not be written yet.
  const place = (pointer: string) =>
    originOf(sources, pointer)?.places[0] ?? startOf(options.overlay?.file ?? first);
  const { sink } = options;
  const found = sink && !overlaid ? await drain(sink, written) : await documentFaults(document);
  const faults = reportFaults(found, place);
  for (const fault of faults) diagnostics.push(fault);
  if (faults.length > 0) return { value: undefined, diagnostics };
  const text = (format: 'yaml' | 'json') => texts[format]();
  return { value: { document, sources, figures, text, sourceMap }, diagnostics };
}

/** The source map is made while whoever takes the document may look at it in another thread. */
function drain(sink: Sink, { document, numberTexts, sources }: WrittenSpec): Promise<readonly Fault[]> {
  for (const piece of jsonPieces(document, numberTexts)) sink.document(piece);
  for (const text of sourceMapPieces(sources)) sink.sourceMap(text);
  return sink.faults();
}

/**
 * What the pages say, written. Each step is a function of its own, so that what it stands on can be let go when it ends:
 * together facts, description and document would be the most that there ever is.
 */
async function writePages(
  files: readonly SourceFile[],
  options: ImportOptions,
  diagnostics: Diagnostic[],
  kept: Kept | undefined,
) {
  const described = await describe(files, options, diagnostics, kept);
  if (!described) return undefined;
  const { description, ...rest } = described;
  return { ...rest, written: writeOpenApi(description, { nullable: options.nullable ?? 'documented' }) };
}

async function describe(
  files: readonly SourceFile[],
  options: ImportOptions,
  diagnostics: Diagnostic[],
  kept: Kept | undefined,
) {
  const { pages, first, facts } = await allFacts(files, options, diagnostics);
  if (pages === 0) return undefined;
  const { value: description, diagnostics: contradictions } = resolve(facts);
  for (const diagnostic of contradictions) diagnostics.push(diagnostic);
  const { operations, types, enumTypes } = description;
  if (operations.length + types.length + enumTypes.length === 0) {
    diagnostics.push(nothing.at(startOf(first), { pages }));
    return undefined;
  }
  if (kept) Object.assign(kept, { facts, description });
  const figures: Figures = {
    pages,
    facts: facts.length,
    operations: operations.length,
    types: types.length + enumTypes.length,
  };
  return { description, figures, first };
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
