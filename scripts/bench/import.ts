import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from './figures.ts';
import { runNode } from './process.ts';

/**
 * How fast documentation becomes a spec, cold and from disk, against the least that could be done with it: a process
 * that reads the same files, splits them into lines and prints the same spec. Each folder is one import, as the
 * versions of an API are; folders are copied until there are enough pages, each copy with names and paths of its own.
 *
 *     npm run build && npx tsx scripts/bench/import.ts [folder...] [--pages N] [--rounds N] [--cli FILE] [--keep]
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const corpus = join(root, '../shared/corpus/graph-2021/api-reference');

interface Options {
  readonly folders: readonly string[];
  readonly pages: number | undefined;
  readonly rounds: number;
  readonly cli: string;
}

function optionsOf(args: readonly string[]): Options {
  const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const named = args.filter((arg, i) => !arg.startsWith('--') && !args[i - 1]?.startsWith('--'));
  const whole = ['v1.0', 'beta'].map((version) => join(corpus, version));
  const standard = existsSync(corpus) ? whole : [join(root, 'spec/docs')];
  const pages = value('--pages');
  return {
    folders: named.length > 0 ? named : standard,
    pages: pages === undefined ? undefined : Number(pages),
    rounds: Number(value('--rounds') ?? 3),
    cli: resolve(value('--cli') ?? join(root, 'dist/scripts/cli.cjs')),
  };
}

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.md$/i.test(file))
    .sort();
}

/** A copy must not become one with its original: types, files, links and paths get the copy's number. */
function numbered(text: string, copy: number): string {
  return text
    .replaceAll('microsoft.graph', `microsoft.graph${copy}`)
    .replace(/(\]\([^()\s]*)\.md/g, `$1-${copy}.md`)
    .replace(/^((?:GET|POST|PATCH|PUT|DELETE)\s+)\//gm, `$1/k${copy}/`)
    .replace(/(graph\.microsoft\.com\/(?:v1\.0|beta)\/)/g, `$1k${copy}/`);
}

/** Copies a folder until it has at least `wanted` pages. Returns how many bytes they have. */
function copyPages(folder: string, to: string, wanted: number): { pages: number; bytes: number } {
  const pages = pagesBelow(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const copies = Math.max(1, Math.ceil(wanted / pages.length));
  let bytes = 0;
  for (let copy = 0; copy < copies; copy++) {
    for (const { file, text } of pages) {
      const path = join(to, copy === 0 ? file : file.replace(/\.md$/i, `-${copy}.md`));
      const content = Buffer.from(copy === 0 ? text : numbered(text, copy));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      bytes += content.length;
    }
  }
  return { pages: pages.length * copies, bytes };
}

const scratch = mkdtempSync(join(tmpdir(), 'docpact-bench-'));

const floor = `
  const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
  const [folder, spec, out] = process.argv.slice(1);
  const parsing = performance.now();
  const document = JSON.parse(readFileSync(spec, 'utf8'));
  const parsed = performance.now() - parsing;
  let lines = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/\\.md$/i.test(file)) lines += readFileSync(folder + '/' + file, 'utf8').split('\\n').length;
  writeFileSync(out, JSON.stringify(document, null, 2));
  console.log(parsed);
`;

const options = optionsOf(process.argv.slice(2));
try {
  const sizes = options.folders.map((folder) => pagesBelow(folder).length);
  const all = sizes.reduce((a, b) => a + b, 0);
  const imports = options.folders.map((folder, i) => {
    const to = `pages-${i}`;
    const wanted = Math.round(((options.pages ?? all) * (sizes[i] ?? 0)) / all);
    return { folder: to, out: `spec-${i}.json`, ...copyPages(folder, join(scratch, to), wanted) };
  });
  const pages = imports.reduce((sum, one) => sum + one.pages, 0);
  const megabytes = imports.reduce((sum, one) => sum + one.bytes, 0) / 1e6;
  const rounds = Array.from({ length: options.rounds }, () =>
    imports.map(({ folder, out }) => {
      // Cold: a spec that is already right would not be written.
      rmSync(join(scratch, out), { force: true });
      // As in a repository: files are named relative to it.
      const ours = runNode([options.cli, 'import', folder, '--out', out, '--format', 'json'], scratch);
      const least = runNode(['-e', floor, folder, out, `${out}.floor`], scratch);
      return { ours, floor: least.seconds - Number(least.out) / 1000 };
    }),
  );
  const sum = (round: (typeof rounds)[number], of: (one: (typeof round)[number]) => number) =>
    round.reduce((total, one) => total + of(one), 0);
  // Others use the machine too: the quickest round is the one least disturbed.
  const seconds = Math.min(...rounds.map((round) => sum(round, (one) => one.ours.seconds)));
  const least = Math.min(...rounds.map((round) => sum(round, (one) => one.floor)));
  const peak = Math.max(...rounds.flat().map((one) => one.ours.megabytes));
  const each = imports.map((one, i) => {
    const time = Math.min(...rounds.map((round) => round[i]?.ours.seconds ?? Number.POSITIVE_INFINITY));
    return `${one.pages} pages ${time.toFixed(2)} s`;
  });
  process.stdout.write(
    `${each.join(', ')}\n` +
      `${(pages / seconds).toFixed(0)} pages/s, ${(megabytes / seconds).toFixed(1)} MB/s, ${peak.toFixed(0)} MB memory; ` +
      `${(seconds / least).toFixed(2)} times the floor (${seconds.toFixed(2)} s, ${least.toFixed(2)} s) over ${pages} pages, ${megabytes.toFixed(1)} MB\n`,
  );
  const from = existsSync(corpus) ? 'sampled from a real reference' : 'of this repository';
  figure({
    what: `${pages} pages ${from}, ${megabytes.toFixed(1)} MB of text`,
    measured: `${seconds.toFixed(2)} s, ${(pages / seconds).toFixed(0)} pages/s`,
    beside: `the floor ${least.toFixed(2)} s`,
    value: pages / seconds,
    unit: 'pages/s',
    atLeast: 1900,
    missed:
      'the bar was set by a scanner of 150 lines that keeps no places. Ours keeps a place for every element and judges the spec. Reading in more threads helps from three cores on.',
  });
  figure({
    what: 'the same beside the floor',
    measured: `${seconds.toFixed(2)} s`,
    beside: `the floor ${least.toFixed(2)} s`,
    value: seconds / least,
    unit: 'times',
  });
  figure({
    what: 'highest memory',
    measured: `${peak.toFixed(0)} MB`,
    value: peak,
    unit: 'MB',
    atMost: 600,
    missed:
      'facts of all pages are held until the last is read, because any page may say something of any type.',
  });
} finally {
  if (process.argv.includes('--keep')) process.stdout.write(`${scratch}\n`);
  else rmSync(scratch, { recursive: true, force: true });
}
