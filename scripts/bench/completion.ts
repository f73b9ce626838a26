/**
 * How long an editor takes to complete what one types, in a file that calls 50 operations of a document: with generated
 * code, with the same calls inferred from openapi-typescript's `paths`, with a file of builders for the whole document
 * that name their types in that same file, and with the 50 functions written by hand, the floor. TypeScript's own server
 * answers, one for each file, in turn; before each question the file is edited, as by typing. Trust the ratios within one
 * run.
 *
 *     npm run build && npx tsx scripts/bench/completion.ts openapi.json [--operations N] [--rounds N]
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOpenApi } from '../../generator/openapi/read.ts';
import {
  byHand,
  type CallingFile,
  callableOperations,
  docpactFile,
  fromPaths,
  functions,
  functionsFile,
  inference,
  pathsFile,
  pathsHead,
  someOf,
} from './completion-files.ts';
import { figure } from './figures.ts';
import { runNode } from './process.ts';
import { median } from './ratio.ts';
import { strictOptions } from './strict.ts';
import { TsServer, timed } from './tsserver.ts';

const root = join(fileURLToPath(import.meta.url), '../../..');
const scratch = mkdtempSync(join(tmpdir(), 'docpact-bench-'));
const args = process.argv.slice(2);
const number = (name: string, otherwise: number) =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Subject {
  readonly name: string;
  readonly folder: string;
  readonly file: CallingFile;
}

/** The folders, each with a `use.ts` and what it imports. */
function subjects(spec: string, count: number): readonly Subject[] {
  const folderOf = (name: string) => {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  };
  const own = folderOf('docpact');
  const cli = join(root, 'dist/scripts/cli.cjs');
  runNode([cli, 'generate', '--spec', spec, '--out', join(own, 'docpact'), '--quiet'], own);
  const { value: api } = readOpenApi(readFileSync(spec), spec);
  if (!api) throw new Error(`${spec} cannot be read`);
  const all = callableOperations(api, join(own, 'docpact'));
  const used = someOf(all, count);

  const [paths, builders, hand] = ['paths', 'builders', 'by hand'].map(folderOf) as [string, string, string];
  const openapiTypescript = join(root, 'node_modules/openapi-typescript/bin/cli.js');
  runNode([openapiTypescript, spec, '-o', join(paths, 'types.ts')], paths);
  copyFileSync(join(paths, 'types.ts'), join(builders, 'types.ts'));
  writeFileSync(join(paths, 'inference.ts'), inference);
  writeFileSync(join(builders, 'functions.ts'), pathsHead + functions(all, fromPaths));
  writeFileSync(join(hand, 'functions.ts'), functions(used, byHand));
  return [
    { name: 'docpact', folder: own, file: docpactFile(used) },
    { name: 'inferred from paths', folder: paths, file: pathsFile(used) },
    { name: 'builders', folder: builders, file: functionsFile(used) },
    { name: 'by hand', folder: hand, file: functionsFile(used) },
  ];
}

interface Opened extends Subject {
  readonly server: TsServer;
  readonly path: string;
  /** Milliseconds until the first answer. */
  readonly cold: number;
}

async function open({ folder, file, ...subject }: Subject): Promise<Opened> {
  const path = join(folder, 'use.ts');
  writeFileSync(path, file.text);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: strictOptions, files: ['use.ts'] }),
  );
  const server = new TsServer(join(root, 'node_modules/typescript/lib/tsserver.js'), folder);
  const [spot = { line: 1, offset: 1 }] = file.spots.values();
  const { milliseconds: cold } = await timed(() => {
    server.open(path, file.text);
    return server.completion(path, spot);
  });
  return { ...subject, folder, file, server, path, cold };
}

/** One question after an edit. An answer without what belongs there would be quick, and worth nothing. */
async function ask({ name, server, path, file }: Opened, what: string, round: number): Promise<number> {
  server.edit(path, file.edited, String(round % 10));
  const spot = file.spots.get(what);
  if (!spot) {
    const { value, milliseconds } = await timed(() => server.diagnostics(path));
    // Each of the unfinished calls may have one; the others are right in each of the ways.
    if (value.length > file.spots.size) throw new Error(`${name}: ${value.join('\n')}`);
    return milliseconds;
  }
  const { value, milliseconds } = await timed(() => server.completion(path, spot));
  if (!value.includes(spot.expected))
    throw new Error(`${name}, ${what}: ${value.length} names, and not ${spot.expected}`);
  return milliseconds;
}

/** Asks all in turn, each first in its round, so that noise of the machine hits all alike; the first two rounds warm up. */
async function compare(opened: readonly Opened[], what: string, rounds: number): Promise<void> {
  const times: number[][] = [];
  for (let round = 0; round < rounds + 2; round++) {
    const row: number[] = [];
    for (let turn = 0; turn < opened.length; turn++) {
      const i = (round + turn) % opened.length;
      const one = opened[i];
      if (one) row[i] = await ask(one, what, round);
    }
    times.push(row);
  }
  const warm = times.slice(2);
  const cells = opened.map((_, i) => {
    const ms = median(warm.map((row) => row[i] ?? 0)).toFixed(0);
    const ratio = median(warm.map((row) => (row[0] ?? 0) / (row[i] ?? 1))).toFixed(2);
    return i === 0 ? ms : `${ms} (${ratio})`;
  });
  say(`| ${[what, ...cells].join(' | ')} |`);
  const [own = 0, ...others] = opened.map((_, i) => median(warm.map((row) => row[i] ?? 0)));
  const at = opened.findIndex(({ name }) => name === 'builders');
  figure({
    what,
    measured: `${own.toFixed(0)} ms`,
    beside: others.map((ms, i) => `${opened[i + 1]?.name} ${ms.toFixed(0)} ms`).join(', '),
    value: median(warm.map((row) => (row[0] ?? 0) / (row[at] ?? 1))),
    unit: 'times',
    atMost: 1,
    missed:
      'more than half is the compiler’s look at each of the files that the calls lead to, which one large file does not need. It is what slices cost, of which bundles hold no more than they use.',
  });
}

const opened: Opened[] = [];
try {
  const [spec] = args;
  if (!spec || spec.startsWith('--')) throw new Error('which document? completion.ts openapi.json');
  const count = number('--operations', 50);
  for (const subject of subjects(resolve(spec), count)) opened.push(await open(subject));
  say(`${count} operations; medians in ms, and docpact's as a ratio to each: below 1 docpact is quicker\n`);
  say(`| warm | ${opened.map(({ name }) => name).join(' | ')} |`);
  say(`|---${'|---'.repeat(opened.length)}|`);
  const [first] = opened;
  const asked = [...(first?.file.spots.keys() ?? []), 'diagnostics of the file'];
  for (const what of asked) await compare(opened, what, number('--rounds', 15));
  say(`\nfirst answer: ${opened.map(({ name, cold }) => `${name} ${cold.toFixed(0)} ms`).join(', ')}`);
} finally {
  for (const { server } of opened) server.close();
  rmSync(scratch, { recursive: true, force: true });
}
