/**
 * How long a browser takes to open the owners' page of a large API, and to open one operation in it, beside a page that only
 * lists as many operations. Called as `tsx scripts/bench/review.ts [operations]` (default: 5,000).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { reviewed } from '../../contracts/review/fixtures/things.ts';
import { reviewPage } from '../../contracts/review/review-page.ts';
import { openBrowser } from '../gates/browser.ts';
import { figure } from './figures.ts';
import { runNode } from './process.ts';
import { median } from './ratio.ts';

const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt === -1 ? 7 : Number(process.argv[roundsAt + 1]);
const operations = Number(process.argv[2] ?? 5000);

/** Milliseconds until the first picture, those of them that the page itself worked, and until an operation is open. */
async function opened(browser: Browser, file: string): Promise<readonly [number, number, number]> {
  const tab = await browser.newPage();
  const session = await tab.context().newCDPSession(tab);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const start = performance.now();
  await tab.goto(`file://${file}`);
  await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const shown = performance.now();
  const { metrics } = await session.send('Performance.getMetrics');
  const work = metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0;
  await tab.evaluate(async () => {
    const last = [...document.querySelectorAll<HTMLDetailsElement>('.operation')].at(-1);
    if (last) last.open = true;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  const open = performance.now() - shown;
  await tab.close();
  return [shown - start, work * 1000, open];
}

const browser = await openBrowser();
if (typeof browser === 'string') throw new Error(browser);
const folder = mkdtempSync(join(tmpdir(), 'docpact-bench-'));
const [page, floor] = [join(folder, 'review.html'), join(folder, 'floor.html')];
const list = Array.from(
  { length: operations },
  (_, i) => `<details class="operation"><summary><h3>GET /more/${i}</h3></summary></details>`,
);
const text = reviewPage(reviewed({ operations }));
writeFileSync(page, text);
writeFileSync(floor, `<!doctype html><title>floor</title>${list.join('')}`);
const runs: { page: readonly number[]; floor: readonly number[] }[] = [];
for (let round = 0; round < rounds; round++)
  runs.push({ page: await opened(browser, page), floor: await opened(browser, floor) });
for (const [i, name] of ['first picture', 'work of the page until then', 'one operation opened'].entries()) {
  const of = (side: 'page' | 'floor') => median(runs.map((run) => run[side][i] ?? 0));
  const ratio = median(runs.map((run) => (run.page[i] ?? 0) / (run.floor[i] ?? 1)));
  process.stdout.write(
    `${name}: ${of('page').toFixed(0)} ms, ${ratio.toFixed(1)} times a bare list (${of('floor').toFixed(0)} ms)\n`,
  );
  figure({
    what: `${operations} operations: ${name}`,
    measured: `${of('page').toFixed(0)} ms`,
    beside: `a bare list ${of('floor').toFixed(0)} ms`,
    value: ratio,
    unit: 'times',
  });
}
process.stdout.write(`${operations} operations, ${(text.length / 1e6).toFixed(1)} MB\n`);
await browser.close();
const root = join(fileURLToPath(import.meta.url), '../../..');
const drawn = Array.from({ length: rounds }, () => {
  const drawing = ['review', '--out', join(folder, 'own.html'), '--quiet', '--fail-on', 'error'];
  return runNode([join(root, 'dist/scripts/cli.cjs'), ...drawing], root).seconds;
});
figure({
  what: 'the page of this repository, drawn from the command line',
  measured: `${median(drawn).toFixed(2)} s`,
  value: median(drawn),
  unit: 's',
  atMost: 1,
  missed:
    'pages are read, the spec is compared and pacts are judged for it, by code that is loaded for this one call.',
});
process.stdout.write(`the page of this repository: ${median(drawn).toFixed(2)} s\n`);
rmSync(folder, { recursive: true });
