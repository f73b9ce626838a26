/** The other end of `EmitThread`. */
import { parentPort } from 'node:worker_threads';
import { type EmittedPart, emitPart } from '../../generator/emit.ts';
import { includeOperations } from '../../generator/openapi/include.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { keepCompiledCode } from './compile-cache.ts';
import type { ToEmit } from './emit-thread.ts';

async function answerTo({ bytes, file, include, options, emitters }: ToEmit): Promise<EmittedPart> {
  const { value: whole } = readOpenApi(bytes, file);
  const api = whole && include.length > 0 ? includeOperations(whole, include).value : whole;
  if (!api) throw new Error(`${file} was read before and cannot be read now`);
  // Types take longer: what is said of the document as a whole is left to this side.
  return emitPart(api, options, emitters, true);
}

keepCompiledCode();
// Most of what is asked needs it, and it takes as long to load as the document to be read.
import('../../generator/emitters/print.ts');

// An error that leaves here ends the thread and is told.
parentPort?.on('message', async (question: ToEmit) => {
  parentPort?.postMessage(await answerTo(question));
  if (!question.stays) parentPort?.close();
});
