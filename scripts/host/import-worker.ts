/** The other end of `ImportThread`. */
import { writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { factsText } from '../../generator/dialects/fact-text.ts';
import type { TextJudge } from '../../generator/openapi/validate-text.ts';
import { Pages } from '../../generator/read-documentation.ts';
import type { FromImport, ToImport, Unwritten } from './import-thread.ts';

let pages = new Pages([]);
/** Made when the pages are read: the validator takes half a second to make itself ready. */
let judge: Promise<TextJudge> | undefined;
/** The first file that could not be written; the rest is not tried. */
let unwritten: Unwritten | undefined;

function answer(message: FromImport): void {
  parentPort?.postMessage(message);
}

function write(descriptor: number, bytes: Uint8Array): void {
  if (unwritten) return;
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (error) {
    const { message, code = '' } = error as NodeJS.ErrnoException;
    unwritten = { descriptor, message, code };
  }
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

async function take(message: ToImport): Promise<void> {
  switch (message.kind) {
    case 'includes':
      pages = new Pages(message.files);
      break;
    case 'pages':
      answer({ facts: factsText(message.files.map((file) => pages.facts(file))) });
      break;
    case 'text':
      if (message.descriptor !== undefined) write(message.descriptor, message.text);
      if (message.section !== undefined) (await prepared()).take(textOf(message.text), message.section);
      break;
    case 'prepare':
      await prepared();
      break;
    case 'end':
      answer({ faults: (await prepared()).end(), unwritten });
  }
}

function prepared(): Promise<TextJudge> {
  judge ??= import('../../generator/openapi/validate-text.ts').then((module) => new module.TextJudge());
  return judge;
}

/** One message after the other: what is written and judged is in the order in which it was sent. */
let last: Promise<void> = Promise.resolve();

// An error that leaves here ends the thread and is told.
parentPort?.on('message', (message: ToImport) => {
  last = last.then(() => take(message));
});
