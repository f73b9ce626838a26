/** The other end of `ValidationThread`: a document's text comes in, its faults go back. */
import { parentPort } from 'node:worker_threads';
import { documentFaults } from '../../generator/openapi/validate.ts';
import { textFaults } from '../../generator/openapi/validate-text.ts';
import type { ToValidate } from './validation.ts';

parentPort?.on('message', async ({ text, corrected }: ToValidate) => {
  // What somebody corrected is a document of unknown making. An error that leaves here ends the thread and is told.
  parentPort?.postMessage(corrected ? await documentFaults(JSON.parse(text)) : textFaults(text));
});
