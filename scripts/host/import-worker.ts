/** The other end of `ImportThread`. */
import { writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { factsText } from '../../generator/dialects/fact-text.ts';
import { TextJudge } from '../../generator/openapi/validate-text.ts';
import { Pages } from '../../generator/read-documentation.ts';
import type { FromImport, ToImport, Unwritten } from './import-thread.ts';

const judge = new TextJudge();
let pages = new Pages([]);
/** The first file that could not be written; the rest is not tried. */
let unwritten: Unwritten | undefined;

function answer(message: FromImport): void {
  parentPort?.postMessage(message);
}

function write(descriptor: number, text: string): void {
  if (unwritten) return;
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (error) {
    const { message, code = '' } = error as NodeJS.ErrnoException;
    unwritten = { descriptor, message, code };
  }
}

// An error that leaves here ends the thread and is told.
parentPort?.on('message', (message: ToImport) => {
  switch (message.kind) {
    case 'includes':
      pages = new Pages(message.files);
      break;
    case 'pages':
      answer({ facts: factsText(message.files.map((file) => pages.facts(file))) });
      break;
    case 'text':
      if (message.descriptor !== undefined) write(message.descriptor, message.text);
      if (message.paths !== undefined) judge.take(message.text, message.paths);
      break;
    case 'end':
      answer({ faults: judge.end(), unwritten });
  }
});
