/**
 * How fast a document becomes code, and how much the code asks of those who use it, beside the generators that do the
 * same. Whole processes, in turn, in one run: trust the ratios. Peers and documents come from the registry into a
 * scratch folder, in their newest versions, which are printed.
 *
 *     npm run build && npx tsx scripts/bench/generate.ts [openapi.json...] [--rounds N] [--scale]
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from './figures.ts';
import { type Run, runNode } from './process.ts';
import { scratchFolder } from './scratch.ts';
import { strictOptions } from './strict.ts';

const root = join(fileURLToPath(import.meta.url), '../../..');
const cli = join(root, 'dist/scripts/cli.cjs');

const args = process.argv.slice(2);
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const rounds = Number(value('--rounds') ?? 3);
const named = args.filter((arg, i) => !arg.startsWith('--') && args[i - 1] !== '--rounds');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { path: scratch, install, installed } = scratchFolder(say);

interface Tool {
  readonly name: string;
  readonly emitsClient: boolean;
  readonly command: (spec: string, out: string) => readonly string[];
}

const tools: readonly Tool[] = [
  {
    name: 'docpact',
    emitsClient: true,
    command: (spec, out) => [cli, 'generate', '--spec', spec, '--out', out, '--quiet'],
  },
  {
    name: 'openapi-typescript',
    emitsClient: false,
    command: (spec, out) => [installed('openapi-typescript/bin/cli.js'), spec, '-o', `${out}/types.ts`],
  },
  {
    name: 'oazapfts',
    emitsClient: true,
    command: (spec, out) => [installed('oazapfts/dist/cli.js'), spec, `${out}/client.ts`],
  },
  {
    name: 'typed-openapi',
    emitsClient: true,
    command: (spec, out) => [
      installed('typed-openapi/dist/cli.js'),
      spec,
      '-o',
      join(scratch, out, 'client.ts'),
    ],
  },
];

interface Best {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Others use the machine too: the quickest round is the one least disturbed. */
function best(runs: readonly Run[]): Best {
  return {
    seconds: Math.min(...runs.map((run) => run.seconds)),
    megabytes: Math.max(...runs.map((run) => run.megabytes)),
  };
}

function generate(spec: string, compared: readonly Tool[]): Map<string, Best> {
  const runs = new Map<string, Run[]>(compared.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, command } of compared) {
      const out = `${name}-${basename(spec, '.json')}`;
      rmSync(join(scratch, out), { recursive: true, force: true });
      mkdirSync(join(scratch, out));
      runs.get(name)?.push(runNode(command(spec, out), scratch));
    }
  }
  return new Map([...runs].map(([name, all]) => [name, best(all)]));
}

/** What the strictest compiler takes for folders of code, in turn. */
function typeCheck(folders: readonly string[]): readonly Best[] {
  const tsc = installed('typescript/bin/tsc');
  const projects = folders.map((folder) => join(scratch, folder, 'tsconfig.json'));
  for (const project of projects)
    writeFileSync(project, JSON.stringify({ compilerOptions: strictOptions, include: ['**/*.ts'] }));
  const runs = projects.map((): Run[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, project] of projects.entries()) runs[i]?.push(runNode([tsc, '-p', project], scratch));
  for (const [i, [first]] of runs.entries()) {
    const faults = first?.out.split('\n').filter((line) => line.includes('error TS')) ?? [];
    if (faults.length > 0) say(`  ${folders[i]}: ${faults.length} type errors, the first: ${faults[0]}`);
  }
  return runs.map(best);
}

function compare(spec: string): void {
  say(`\n${basename(spec)}`);
  const times = generate(spec, tools);
  const ours = times.get('docpact') ?? { seconds: 0, megabytes: 0 };
  for (const [name, { seconds, megabytes }] of times) {
    const ratio = (seconds / ours.seconds).toFixed(2);
    say(`  ${name}: ${seconds.toFixed(2)} s (${ratio} times docpact's), ${megabytes.toFixed(0)} MB`);
  }
  tell(basename(spec), times);
  const [own, types] = typeCheck(
    ['docpact', 'openapi-typescript'].map((name) => `${name}-${basename(spec, '.json')}`),
  );
  if (own && types) {
    const ratio = (own.seconds / types.seconds).toFixed(2);
    say(
      `  tsc: ${own.seconds.toFixed(2)} s, ${ratio} times that of openapi-typescript's file (${types.seconds.toFixed(2)} s)`,
    );
    figure({
      what: `${basename(spec)}: tsc on the code`,
      measured: `${own.seconds.toFixed(2)} s`,
      beside: `openapi-typescript’s file ${types.seconds.toFixed(2)} s`,
      value: own.seconds / types.seconds,
      unit: 'times',
      atMost: 1,
      missed: 'runtime, operations and client are code beside the types, which that file does not have.',
    });
  }
}

/** Beside the quickest that emits a client, and beside openapi-typescript, which emits types alone. */
function tell(document: string, times: ReadonlyMap<string, Best>): void {
  const clients = tools.slice(1).flatMap(({ name, emitsClient }) => (emitsClient ? [name] : []));
  const secondsOf = (name: string) => times.get(name)?.seconds ?? Number.NaN;
  const [quickest = ''] = clients.sort((a, b) => secondsOf(a) - secondsOf(b));
  const ours = times.get('docpact') ?? { seconds: Number.NaN, megabytes: Number.NaN };
  const types = times.get('openapi-typescript') ?? ours;
  for (const [what, peer] of [
    ['time beside the quickest that emits a client', quickest],
    ['time beside openapi-typescript', 'openapi-typescript'],
  ] as const)
    figure({
      what: `${document}: ${what}`,
      measured: `${ours.seconds.toFixed(2)} s`,
      beside: `${peer} ${secondsOf(peer).toFixed(2)} s`,
      value: ours.seconds / secondsOf(peer),
      unit: 'times',
      atMost: 1,
      missed:
        'ours checks the document first, and writes types, builders and a client of many files in two threads, which a busy machine does not have.',
    });
  figure({
    what: `${document}: highest memory`,
    measured: `${ours.megabytes.toFixed(0)} MB`,
    beside: `openapi-typescript ${types.megabytes.toFixed(0)} MB`,
    value: ours.megabytes / types.megabytes,
    unit: 'times',
    atMost: 1,
    missed: 'two threads hold a reading of the document each (docs/decisions/0005-cost-of-generation.md).',
  });
}

/** A document of so many operations, alike in all but their names. */
function documentOf(operations: number): string {
  const ok = (name: string) => ({
    description: 'OK',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let i = 0; i < operations / 2; i++) {
    const name = `Thing${i}`;
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const requestBody = { required: true, content: ok(name).content };
    const tags = [`group${Math.floor(i / 10)}`];
    paths[`/group${Math.floor(i / 10)}/things${i}/{id}`] = {
      get: {
        operationId: `get${name}`,
        tags,
        parameters: [id],
        responses: { 200: ok(name), 404: ok('Failure') },
      },
      patch: {
        operationId: `update${name}`,
        tags,
        parameters: [id],
        requestBody,
        responses: { 200: ok(name) },
      },
    };
    const text = { type: 'string', description: `A text of ${name}.` };
    schemas[name] = {
      type: 'object',
      required: ['id'],
      properties: {
        id: { ...text, readOnly: true },
        name: text,
        kind: { enum: ['a', 'b'] },
        next: { type: 'integer' },
      },
    };
  }
  schemas['Failure'] = { type: 'object', properties: { message: { type: 'string' } } };
  const info = { title: 'Scale', version: '1' };
  return JSON.stringify({
    openapi: '3.1.0',
    info,
    servers: [{ url: 'https://x.test' }],
    paths,
    components: { schemas },
  });
}

function scale(): void {
  const times = [1000, 5000].map((operations) => {
    const spec = join(scratch, `scale-${operations}.json`);
    writeFileSync(spec, documentOf(operations));
    return generate(spec, tools.slice(0, 1)).get('docpact')?.seconds ?? 0;
  });
  const [small = 1, large = 0] = times;
  say(
    `\n5,000 operations take ${(large / small).toFixed(2)} times as long as 1,000 (${large.toFixed(2)} s, ${small.toFixed(2)} s)`,
  );
  figure({
    what: '5,000 operations beside 1,000',
    measured: `${large.toFixed(2)} s`,
    beside: `1,000 operations ${small.toFixed(2)} s`,
    value: large / small,
    unit: 'times',
    atMost: 5.5,
  });
}

try {
  install(['@octokit/openapi', 'openapi-typescript', 'typescript', 'oazapfts', 'typed-openapi']);
  const github = installed('@octokit/openapi/generated/api.github.com.json');
  for (const spec of named.length > 0 ? named.map((path) => resolve(path)) : [github]) compare(spec);
  if (args.includes('--scale')) scale();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
