#!/usr/bin/env node
import { keepCompiledCode } from './host/compile-cache.ts';
import { OutputLost, stderr, stdout } from './host/output.ts';
import { keepOwnCode } from './host/own-code.ts';
import { packageVersion } from './host/version.ts';

// A promise and no `await`: the built file is CommonJS, which starts sooner.
run(process.argv.slice(2))
  .catch(outputLost)
  .then((code) => {
    process.exitCode = code;
  });

async function run(argv: readonly string[]): Promise<number> {
  const [first] = argv;
  // Asked for most often by scripts, and answerable without loading anything else.
  if (argv.length === 1 && (first === '--version' || first === '-V')) {
    stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  keepCompiledCode();
  keepOwnCode(/^[a-z]+$/.test(first ?? '') ? `${first}` : 'none');
  const { main } = await import('./main.ts');
  return main(argv);
}

/** There is no result where nobody can read it. */
function outputLost(error: unknown): number {
  if (!(error instanceof OutputLost)) throw error;
  try {
    stderr.write(`docpact: ${error.message}\n`);
  } catch {
    // Nor can anybody be told.
  }
  return 2;
}
