import {
  type Figures,
  type ImportedDocument,
  type ImportOptions,
  importDocument,
  importPieces,
  type Sink,
} from '../../generator/import-pages.ts';
import type { Diagnostic, Result } from '../../generator/model/diagnostic.ts';
import type { Fault } from '../../generator/openapi/validate.ts';
import type { Section, TextPiece } from '../../generator/openapi/write-text.ts';
import type { SourceFile } from '../../generator/read-documentation.ts';
import type { Draft } from '../host/draft.ts';
import { collectGarbageNow, collectGarbageSooner, inlineLess } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { ImportThread } from '../host/import-thread.ts';
import { sourceMapPath } from '../host/read-spec.ts';

/** From so many pages on a second thread pays for its start. */
export const manyPages = 300;

/** An import of so many pages that a second thread judges the document, and reads some of them where it may help. */
export async function importMany(
  files: readonly SourceFile[],
  options: ImportOptions,
): Promise<Result<ImportedDocument | undefined>> {
  tuneFor(files);
  const thread = new ImportThread();
  const judge = async (text: string) => {
    thread.judge(text, 'frame');
    return (await thread.end()).faults;
  };
  try {
    // What was read before is known here and not there.
    const readers = thread.readers(options.known === undefined);
    return await importDocument(files, { ...options, readers, judge });
  } finally {
    await thread.close();
  }
}

/**
 * The same to files, which are written as they are made, beside their places, and take these when the document was found
 * to be valid: such texts are better never held whole.
 */
export async function importToFiles(
  files: SourceFile[],
  options: Omit<ImportOptions, 'overlay'>,
  out: string,
  host: Host,
): Promise<Result<Figures | undefined>> {
  tuneFor(files);
  const drafts = [host.files.draft(out), host.files.draft(sourceMapPath(out))];
  const faults = drafts.flatMap((draft) => ('fault' in draft ? [draft.fault] : []));
  const open = drafts.flatMap((draft) => ('fault' in draft ? [] : [draft]));
  const [spec, map] = open;
  const thread = faults.length > 0 ? undefined : new ImportThread();
  let kept = false;
  try {
    if (!spec || !map || !thread) return { value: undefined, diagnostics: faults };
    const sink = new FileSink(thread, spec, map, host);
    const imported = await importPieces(files, { ...options, readers: thread.readers(true) }, sink);
    if (!imported.value) return imported;
    const unwritable = sink.unwritable ?? host.files.keep(open);
    kept = unwritable === undefined;
    return unwritable ? { value: undefined, diagnostics: [...imported.diagnostics, unwritable] } : imported;
  } finally {
    // The thread first: it may still be writing, and a file that is closed leaves its number to others.
    await thread?.close();
    if (!kept) for (const draft of open) draft.drop();
  }
}

function tuneFor(files: readonly SourceFile[]): void {
  inlineLess(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  collectGarbageSooner(60);
}

/** Bytes that are sent at once: few enough messages, and none that is felt in memory. */
const enough = 1 << 19;

/**
 * A text as UTF-8, put together from parts. Each is encoded when it comes: a text that is joined first has to be copied once
 * more, and twice as long where one letter of all its parts is beyond Latin-1.
 */
class Encoded {
  #bytes = Buffer.allocUnsafeSlow(enough);
  #length = 0;

  /** Takes a part behind its mark if there is room for both. */
  add(mark: string, text: string): boolean {
    // No UTF-16 code unit takes more than three bytes.
    if (this.#length + 3 * (mark.length + text.length) > enough) return false;
    this.#length += this.#bytes.write(mark, this.#length);
    this.#length += this.#bytes.write(text, this.#length);
    return true;
  }

  /** What was added since this was asked last. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(enough);
    this.#length = 0;
    return taken;
  }
}

/** One of the files, on its way to the thread. */
class Stream {
  readonly #thread: ImportThread;
  readonly #descriptor: number;
  readonly #encoded = new Encoded();
  #section: Section | undefined;

  constructor(thread: ImportThread, descriptor: number) {
    this.#thread = thread;
    this.#descriptor = descriptor;
  }

  add(mark: string, text: string, section?: Section): void {
    if (section !== this.#section) this.send();
    this.#section = section;
    if (this.#encoded.add(mark, text)) return;
    this.send();
    if (!this.#encoded.add(mark, text)) this.#write(new TextEncoder().encode(mark + text));
  }

  /** What was added is on its way. */
  send(): void {
    this.#write(this.#encoded.take());
  }

  #write(text: Uint8Array<ArrayBuffer>): void {
    if (text.length > 0) this.#thread.write(this.#descriptor, text, this.#section);
  }
}

/** Sends what is made to the thread, which writes it and judges it. */
class FileSink implements Sink {
  /** Why a file could not be written; known when the faults are. */
  unwritable: Diagnostic | undefined;
  readonly #thread: ImportThread;
  readonly #spec: Draft;
  readonly #map: Draft;
  readonly #host: Host;
  readonly #text: Stream;
  readonly #sources: Stream;

  constructor(thread: ImportThread, spec: Draft, map: Draft, host: Host) {
    this.#thread = thread;
    this.#spec = spec;
    this.#map = map;
    this.#host = host;
    this.#text = new Stream(thread, spec.descriptor);
    this.#sources = new Stream(thread, map.descriptor);
  }

  begin(): void {
    collectGarbageNow();
  }

  document({ mark, text, section }: TextPiece): void {
    this.#text.add(mark, text, section);
  }

  sourceMap(text: string): void {
    this.#sources.add('', text);
  }

  async faults(): Promise<readonly Fault[]> {
    this.#text.send();
    this.#sources.send();
    const { faults, unwritten } = await this.#thread.end();
    if (unwritten) {
      const draft = unwritten.descriptor === this.#spec.descriptor ? this.#spec : this.#map;
      const error = Object.assign(new Error(unwritten.message), { code: unwritten.code });
      this.unwritable = this.#host.files.unwritable(draft.path, error);
    }
    return faults;
  }
}
