/** How long a command line takes that does nothing, as a ratio to bare `node -e 0`. Needs `npm run build`. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pairedRatio } from './ratio.ts';

const cli = join(fileURLToPath(import.meta.url), '../../../dist/scripts/cli.cjs');
const bare = [process.execPath, '-e', '0'];

for (const args of [['--version'], ['--help'], ['verify', '--help']]) {
  const { a, b, ratio } = pairedRatio([process.execPath, cli, ...args], bare);
  const [ms, bareMs] = [a, b].map((s) => (s * 1000).toFixed(0));
  process.stdout.write(
    `docpact ${args.join(' ')}: ${ratio.toFixed(2)} times node -e 0 (${ms} ms, ${bareMs} ms)\n`,
  );
}
