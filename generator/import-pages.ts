import type { Fact } from './dialects/fact.ts';
import type { ApiDescription } from './model/description.ts';
import { type Diagnostic, defineProblem, type Result } from './model/diagnostic.ts';
import type { JsonObject } from './model/json.ts';
import { once } from './model/once.ts';
import { type Place, startOf } from './model/place.ts';
import { applyOverlay, readOverlay } from './openapi/overlay.ts';
import { originOf, type SourceMap, SourceMapText, writeSourceMap } from './openapi/source-map.ts';
import { documentFaults, type Fault, reportFaults } from './openapi/validate.ts';
import { type WrittenPart, writeOpenApi, writeParts } from './openapi/write.ts';
import { DocumentText, type TextPiece, writeText } from './openapi/write-text.ts';
import { allFacts, type ReadOptions, type SourceFile } from './read-documentation.ts';
import { resolve } from './resolve/resolve.ts';

export interface ImportOptions extends ReadOptions {
  /** The owners' corrections (OpenAPI Overlay 1.0). */
  readonly overlay?: SourceFile;
  /** When a property may be null; default `documented`. */
  readonly nullable?: 'documented' | 'odata';
  /**
   * Says what OpenAPI forbids of a document by its text. Not asked when there is an overlay: what that makes of a
   * document is held against OpenAPI by a validator that expects anything.
   */
  readonly judge?: (text: string) => Promise<readonly Fault[]>;
}

/** Where a large spec goes while it is made. */
export interface Sink {
  /** Told before the first piece: what the pages said is understood, and let go. */
  begin(): void;
  /** A piece of the document in JSON. */
  document(piece: TextPiece): void;
  sourceMap(text: string): void;
  /** What OpenAPI forbids of the document, when all pieces are there. */
  faults(): Promise<readonly Fault[]>;
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
  const diagnostics: Diagnostic[] = [...(overlay?.diagnostics ?? [])];
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
  const judge = overlaid ? undefined : options.judge;
  const found = judge ? await judge(texts.json()) : await documentFaults(document);
  const faults = reportFaults(found, placeOf(sources, options.overlay?.file ?? first));
  for (const fault of faults) diagnostics.push(fault);
  if (faults.length > 0) return { value: undefined, diagnostics };
  const text = (format: 'yaml' | 'json') => texts[format]();
  return { value: { document, sources, figures, text, sourceMap }, diagnostics };
}

/**
 * The same into a sink, for specs that are better never held whole; without value what the sink took is of no use. An
 * overlay needs the whole document: there is none here. The files are taken over: what they hold is a good part of all
 * that there is, and the list is empty when they are understood.
 */
export async function importPieces(
  files: SourceFile[],
  options: Omit<ImportOptions, 'overlay' | 'judge'>,
  sink: Sink,
): Promise<Result<Figures | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const described = await describe(files, options, diagnostics, undefined);
  files.length = 0;
  if (!described) return { value: undefined, diagnostics };
  const { description, figures, first } = described;
  sink.begin();
  const writing = { nullable: options.nullable ?? 'documented' } as const;
  pour(writeParts(description, writing), sink);
  const found = await sink.faults();
  if (found.length === 0) return { value: figures, diagnostics };
  const { sources } = writeOpenApi(description, writing);
  for (const fault of reportFaults(found, placeOf(sources, first))) diagnostics.push(fault);
  return { value: undefined, diagnostics };
}

/** Each part is printed as soon as it is written, and then let go. */
function pour(parts: Iterable<WrittenPart>, sink: Sink): void {
  const document = new DocumentText();
  const sources = new SourceMapText();
  for (const part of parts) {
    for (const piece of document.part(part)) sink.document(piece);
    sink.sourceMap(sources.part(part.origins));
  }
  sink.document(document.end());
  sink.sourceMap(sources.end());
}

/** A fault of the document is shown where the documentation says it: the spec itself may not be written yet. */
function placeOf(sources: SourceMap, file: string): (pointer: string) => Place {
  return (pointer) => originOf(sources, pointer)?.places[0] ?? startOf(file);
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
  options: ReadOptions,
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
