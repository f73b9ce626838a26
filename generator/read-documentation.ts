import type { Fact } from './dialects/fact.ts';
import type { FileFacts } from './dialects/fact-text.ts';
import { Includes, isInclude } from './dialects/includes.ts';
import { readFacts } from './dialects/read-facts.ts';
import type { Page } from './markdown/page.ts';
import { readPage } from './markdown/read-page.ts';
import { compareText, type Diagnostic, type Result } from './model/diagnostic.ts';

/** A file with its content. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Pages and what they say. */
export interface ReadDocumentation {
  readonly pages: readonly Page[];
  readonly facts: readonly Fact[];
}

/** Reads pages elsewhere: in another thread. */
export interface PageReader {
  /** The parts that pages may include; told before the first page. */
  begin(includes: readonly SourceFile[]): void;
  /** What each of the files says. */
  read(files: readonly SourceFile[]): Promise<readonly FileFacts[]>;
  /** There are no more. */
  done(): void;
}

export interface ReadOptions {
  /** Facts of pages that were read before. */
  readonly known?: KnownFacts;
  /** Told how many of the files have been read, now and then. */
  readonly progress?: (done: number, of: number) => Promise<void>;
  /** Those who take their share of the pages. */
  readonly readers?: readonly PageReader[];
}

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

  of(source: SourceFile, pages: Pages): FileFacts {
    const known = this.#known.get(source.file);
    const read = (sameFile(known, source) && known?.read) || pages.facts(source);
    this.#next.set(source.file, { bytes: source.bytes, read });
    return read;
  }
}

function sameFile(known: KnownFile | undefined, { bytes }: SourceFile): boolean {
  return known !== undefined && (known.bytes === bytes || Buffer.compare(known.bytes, bytes) === 0);
}

/** Reads single pages, each with what it includes. */
export class Pages {
  readonly #includes: Includes;

  /** Takes those of the files that are parts of pages. */
  constructor(files: readonly SourceFile[], diagnostics: Diagnostic[] = []) {
    this.#includes = includesOf(files, diagnostics);
  }

  /** The page itself is not kept: a reference has ten thousand of them, and facts are all that is needed further on. */
  facts({ file, bytes }: SourceFile): FileFacts {
    const page = readPage(bytes, file);
    if (!page.value) return { value: undefined, diagnostics: page.diagnostics };
    const { value, diagnostics } = readFacts(page.value, this.#includes);
    return { value, diagnostics: [...page.diagnostics, ...diagnostics] };
  }
}

/** What all pages say. */
export interface AllFacts {
  readonly pages: number;
  /** The first page. */
  readonly first: string;
  readonly facts: readonly Fact[];
}

/** The facts of all pages, in the order of their files, whoever reads them. */
export async function allFacts(
  files: readonly SourceFile[],
  options: ReadOptions,
  diagnostics: Diagnostic[],
): Promise<AllFacts> {
  const sorted = inOrder(files);
  const parts = sorted.filter(({ file }) => isInclude(file));
  const pages = new Pages(parts, diagnostics);
  const { known, readers = [] } = options;
  known?.begin(sorted);
  for (const reader of readers) reader.begin(parts);
  const own = (file: SourceFile) => known?.of(file, pages) ?? pages.facts(file);
  const read = await shared(
    sorted.filter(({ file }) => !isInclude(file)),
    own,
    readers,
    options.progress,
  );
  const facts: Fact[] = [];
  let count = 0;
  let first = '';
  for (const { file, value, diagnostics: found } of read) {
    for (const diagnostic of found) diagnostics.push(diagnostic);
    if (!value) continue;
    if (count++ === 0) first = file;
    for (const fact of value) facts.push(fact);
  }
  return { pages: count, first, facts };
}

/** So many files at a time: others get a turn, and all end at about the same moment. */
const batch = 50;

/** Each takes the next files when it is done with its last; the result is in the order of the files. */
async function shared(
  files: readonly SourceFile[],
  own: (file: SourceFile) => FileFacts,
  readers: readonly PageReader[],
  progress: ReadOptions['progress'],
): Promise<readonly (FileFacts & { readonly file: string })[]> {
  const read: (FileFacts & { file: string })[] = new Array(files.length);
  let next = 0;
  const take = (): { at: number; taken: readonly SourceFile[] } => {
    const at = next;
    next = Math.min(files.length, at + batch);
    return { at, taken: files.slice(at, next) };
  };
  const put = (at: number, taken: readonly SourceFile[], found: readonly FileFacts[]) => {
    for (const [i, { file }] of taken.entries()) read[at + i] = { file, ...(found[i] ?? nothingRead) };
  };
  const elsewhere = async (reader: PageReader) => {
    for (let { at, taken } = take(); taken.length > 0; { at, taken } = take())
      put(at, taken, await reader.read(taken));
  };
  const here = async () => {
    for (let { at, taken } = take(); taken.length > 0; { at, taken } = take()) {
      await progress?.(at, files.length);
      put(at, taken, taken.map(own));
      // What others have read meanwhile comes in, and they get their next.
      if (readers.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  // Each reader has its next files at hand when it is done with those before.
  await Promise.all([...readers, ...readers].map(elsewhere).concat(here()));
  for (const reader of readers) reader.done();
  await progress?.(files.length, files.length);
  return read;
}

const nothingRead: FileFacts = { value: undefined, diagnostics: [] };
