import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { figure } from './figures.ts';
import { pairedRatio } from './ratio.ts';

const cli = join(fileURLToPath(import.meta.url), '../../../dist/scripts/cli.cjs');
const yaml = pathToFileURL(createRequire(import.meta.url).resolve('yaml')).href;

export interface SmallCall {
  readonly what: string;
  readonly command: readonly string[];
  /** What it reads: the floor reads and parses the same files, YAML with the library that docpact uses. */
  readonly files: readonly string[];
  readonly rounds: number;
}

/** A call with little to do, as a whole process beside Node.js that reads and parses the files and ends. */
export function besideReading(
  { what, command, files, rounds }: SmallCall,
  say: (line: string) => void,
): void {
  const floor = `
    const { readFileSync } = require('node:fs');
    const parse = (file) => /\\.ya?ml$/.test(file)
      ? require(require('node:url').fileURLToPath(${JSON.stringify(yaml)})).parse(readFileSync(file, 'utf8'))
      : JSON.parse(readFileSync(file, 'utf8'));
    for (const file of process.argv.slice(1)) parse(file);
  `;
  const { a, b, ratio } = pairedRatio(
    [process.execPath, cli, ...command],
    [process.execPath, '-e', floor, '--', ...files],
    rounds,
  );
  const [ms, bareMs] = [a, b].map((s) => (s * 1000).toFixed(0));
  say(what);
  say(`  ${ratio.toFixed(2)} times Node that reads and parses (${ms} ms, ${bareMs} ms)`);
  figure({
    what,
    measured: `${ms} ms`,
    beside: `Node.js that reads and parses the files ${bareMs} ms`,
    value: ratio,
    unit: 'times',
    atMost: 1.5,
    missed:
      'what was compiled is kept from call to call; what is left is to take it from there, and code that runs for the first ' +
      'time. A snapshot of the loaded program would be needed, and Node.js cannot start from one without a flag.',
  });
}
