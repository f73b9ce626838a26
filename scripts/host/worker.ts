import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * Starts a file of this folder as a thread. Of the built package it is a worker and no more; from sources there is only
 * TypeScript, which it must learn first.
 */
export function startWorker(name: string, resourceLimits: ResourceLimits = {}): Worker {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL(`./${name}.cjs`, here), { resourceLimits });
  const workerData = {
    loader: pathToFileURL(
      createRequire(here)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs'),
    ).href,
    file: new URL(`./${name}.ts`, here).href,
  };
  const learning = `
    const { loader, file } = require('node:worker_threads').workerData;
    import(loader).then(({ register }) => {
      register();
      return import(file);
    });
  `;
  return new Worker(learning, { eval: true, workerData, resourceLimits });
}
