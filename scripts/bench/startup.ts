/** How long a command line takes that does nothing, as a ratio to bare `node -e 0`. Needs `npm run build`. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as commands from '../commands/index.ts';
import { figure } from './figures.ts';
import { pairedRatio } from './ratio.ts';

const cli = join(fileURLToPath(import.meta.url), '../../../dist/scripts/cli.cjs');
const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt === -1 ? 15 : Number(process.argv[roundsAt + 1]);
const bare = [process.execPath, '-e', '0'];

const helps = Object.values(commands).map(({ name }) => [name, '--help']);
for (const args of [['--version'], ['--help'], ...helps]) {
  const { a, b, ratio } = pairedRatio([process.execPath, cli, ...args], bare, rounds);
  const [ms, bareMs] = [a, b].map((s) => (s * 1000).toFixed(0));
  process.stdout.write(
    `docpact ${args.join(' ')}: ${ratio.toFixed(2)} times node -e 0 (${ms} ms, ${bareMs} ms)\n`,
  );
  figure({
    what: `docpact ${args.join(' ')}`,
    measured: `${ms} ms`,
    beside: `node -e 0 ${bareMs} ms`,
    value: ratio,
    unit: 'times',
    atMost: 2,
    missed: 'Node.js opens and compiles each file that it loads. Fewer and smaller ones are what helps.',
  });
}
