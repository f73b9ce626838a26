/** The other end of `ValidationThread`: a document's text comes in, its faults go back. */
import { parentPort } from 'node:worker_threads';
import { TextJudge } from '../../generator/openapi/validate-text.ts';
import type { ToValidate } from './validation.ts';

const judge = new TextJudge();
const decoder = new TextDecoder();

// An error that leaves here ends the thread and is told.
parentPort?.on('message', (message: ToValidate) => {
  if ('bytes' in message) judge.take(decoder.decode(message.bytes), message.paths);
  else parentPort?.postMessage(judge.end());
});
