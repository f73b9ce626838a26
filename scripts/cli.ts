#!/usr/bin/env node
import { keepCompiledCode } from './host/compile-cache.ts';
import { keepOwnCode } from './host/own-code.ts';
import { packageVersion } from './host/version.ts';

// Asked for most often by scripts, and answerable without loading anything else.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${packageVersion()}\n`);
} else {
  keepCompiledCode();
  keepOwnCode(/^[a-z]+$/.test(process.argv[2] ?? '') ? `${process.argv[2]}` : 'none');
  for (const stream of [process.stdout, process.stderr]) stream.on('error', closedByReader);
  // A promise and no `await`: the built file is CommonJS, which starts sooner.
  import('./main.ts')
    .then(({ main }) => main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    });
}

/** Whoever reads may have enough (`| head`): the command goes on, and its exit code says what it found. */
function closedByReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
