#!/usr/bin/env node
import { keepCompiledCode } from './host/compile-cache.ts';
import { packageVersion } from './host/version.ts';

// Asked for most often by scripts, and answerable without loading anything else.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${packageVersion()}\n`);
} else {
  keepCompiledCode();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
