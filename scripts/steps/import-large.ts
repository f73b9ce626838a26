import {
  type ImportedDocument,
  type ImportOptions,
  importDocument,
  type Sink,
  type SourceFile,
} from '../../generator/import-pages.ts';
import type { Diagnostic, Result } from '../../generator/model/diagnostic.ts';
import type { Draft } from '../host/draft.ts';
import type { Host } from '../host/host.ts';
import { sourceMapPath } from '../host/read-spec.ts';
import { ValidationThread } from '../host/validation.ts';

/** From so many pages on a second thread for validating pays for its start. */
export const manyPages = 300;

/**
 * An import of so many pages that its texts are better never held whole, and are judged in a second thread. With `out`
 * they are written as they are made, beside their places, which they take when the document was found to be valid.
 */
export async function importLarge(
  files: readonly SourceFile[],
  options: ImportOptions,
  out: string | undefined,
  host: Host,
): Promise<Result<ImportedDocument | undefined>> {
  const drafts = out === undefined ? [] : [host.files.draft(out), host.files.draft(sourceMapPath(out))];
  const faults = drafts.flatMap((draft) => ('fault' in draft ? [draft.fault] : []));
  const open = drafts.flatMap((draft) => ('fault' in draft ? [] : [draft]));
  const thread = faults.length > 0 ? undefined : new ValidationThread();
  let kept = false;
  try {
    if (!thread) return { value: undefined, diagnostics: faults };
    const imported = await importDocument(files, { ...options, sink: sinkOf(thread, open) });
    if (!imported.value) return imported;
    kept = true;
    const unwritable = keepAll(open, host);
    return unwritable ? { value: undefined, diagnostics: [...imported.diagnostics, unwritable] } : imported;
  } finally {
    if (!kept) for (const draft of open) draft.drop();
    await thread?.close();
  }
}

function sinkOf(thread: ValidationThread, [spec, map]: readonly Draft[]): Sink {
  return {
    document({ text, paths }) {
      const bytes = bytesOf(text);
      spec?.write(bytes);
      thread.take(bytes, paths);
    },
    sourceMap: (text) => map?.write(bytesOf(text)),
    faults: () => thread.faults(),
  };
}

/** UTF-8 in memory of its own, which can be given away. Most pieces are ASCII alone, and that is copied as it is. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const size = Buffer.byteLength(text);
  const bytes = Buffer.from(new ArrayBuffer(size));
  bytes.write(text, size === text.length ? 'latin1' : 'utf8');
  return bytes;
}

function keepAll(drafts: readonly Draft[], host: Host): Diagnostic | undefined {
  for (const draft of drafts) {
    const fault = host.files.keep(draft);
    if (fault) return fault;
  }
  return undefined;
}
