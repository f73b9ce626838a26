import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from './figures.ts';
import { type Load, load, memory, type Started, started } from './mock-load.ts';
import { median } from './ratio.ts';

/**
 * `docpact mock` as users start it, against the least that could do its work (`node:http`, a Map, JSON.parse and one
 * compiled validator) and against other mocks. Each in a process of its own, in turn, under the same 16 connections; what
 * counts is the ratio within one run. `npm run build` before.
 *
 *     npx tsx scripts/bench/mock.ts [--peers <folder>] [--large <openapi.json> <path>]
 *
 * The folder is one where `npm i @stoplight/prism-cli openapi-backend` was called. The large document is one whose path
 * answers GET with 200.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const fixtures = join(root, 'scripts/bench/fixtures');
const spec = join(root, 'spec/openapi.yaml');
const id = '3a9320b1-20b1-3a93-b120-933ab120933a';
const path = `/deviceAppManagement/enterpriseCerts/${id}`;
const certificate = {
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Contoso',
  issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00',
  certStatus: 10,
  certType: 8,
};
const row = JSON.stringify({ id, ...certificate });

interface Contender {
  readonly name: string;
  /** The command that serves a document; the port, where the server does not tell it. */
  command(document: string): readonly string[];
  readonly port?: number;
}

const node = process.execPath;
const bare: Contender = {
  name: 'bare node:http + ajv',
  command: (document) =>
    document === spec
      ? [node, join(fixtures, 'bare-server.mjs'), path, row]
      : [node, join(fixtures, 'parsing-server.mjs'), document],
};
const docpact: Contender = {
  name: 'docpact mock',
  command: (document) => [
    node,
    join(root, 'dist/scripts/cli.cjs'),
    'mock',
    '--spec',
    document,
    '--port',
    '0',
  ],
};

function peersIn(folder: string): readonly Contender[] {
  const version = (name: string) =>
    String(JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version);
  const prism = join(folder, 'node_modules/.bin/prism');
  return [
    {
      name: `openapi-backend ${version('openapi-backend')} (quick)`,
      command: (document) => [
        node,
        join(fixtures, 'openapi-backend-server.mjs'),
        folder,
        document,
        path,
        row,
      ],
    },
    {
      name: `Prism ${version('@stoplight/prism-cli')} (-v silent)`,
      command: (document) => [node, prism, 'mock', document, '-p', '4911', '-v', 'silent'],
      port: 4911,
    },
  ];
}

function requestOf(method: string): Buffer {
  const content = method === 'PATCH' ? JSON.stringify(certificate) : '';
  const type =
    content === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${content.length}\r\n`;
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n${type}\r\n${content}`,
  );
}

const say = (text: string) => process.stdout.write(`${text}\n`);

async function stop({ process: child }: Started): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Rounds of all contenders in turn, medians, and what each has of the first one's requests. */
async function compareLoad(contenders: readonly Contender[]): Promise<void> {
  const running: { name: string; server: Started }[] = [];
  for (const { name, command, port } of contenders)
    running.push({ name, server: await started(command(spec), path, port) });
  for (const { name, server } of running) say(`${name}: ${memory(server.process).toFixed(0)} MB before`);
  for (const method of ['GET', 'PATCH']) {
    const request = requestOf(method);
    const loads: Load[][] = running.map(() => []);
    for (let round = -1; round < rounds; round++) {
      for (const [i, { server }] of running.entries()) {
        const measured = await load(server, request, round < 0 ? milliseconds / 2 : milliseconds);
        if (round >= 0) loads[i]?.push(measured);
      }
    }
    for (const [i, { name }] of running.entries()) {
      const own = loads[i] ?? [];
      const ratios = own.map(({ perSecond }, n) => perSecond / (loads[0]?.[n]?.perSecond ?? Number.NaN));
      const perSecond = median(own.map((one) => one.perSecond)).toFixed(0);
      const p99 = median(own.map((one) => one.p99)).toFixed(1);
      const cost = median(own.map((one) => one.cost));
      const floor = median((loads[0] ?? []).map((one) => one.cost));
      say(
        `${method.padEnd(5)} ${name}: ${perSecond}/s, ${median(ratios).toFixed(2)} of bare, p99 ${p99} ms; ` +
          `processor ${cost.toFixed(0)} us a request, ${(floor / cost).toFixed(2)} of bare's rate`,
      );
    }
    tellLoad(
      method,
      running.map(({ name }, i) => ({ name, loads: loads[i] ?? [] })),
    );
  }
  for (const { name, server } of running) {
    const megabytes = memory(server.process);
    say(`${name}: ${megabytes.toFixed(0)} MB after`);
    if (name === docpact.name)
      figure({
        what: 'memory after the load',
        measured: `${megabytes.toFixed(0)} MB`,
        value: megabytes,
        unit: 'MB',
        atMost: 100,
      });
    await stop(server);
  }
}

/** Ours beside the floor, beside each peer, and how long the slowest of a hundred waits. */
function tellLoad(
  method: string,
  all: readonly { readonly name: string; readonly loads: readonly Load[] }[],
): void {
  const own = all.find(({ name }) => name === docpact.name)?.loads ?? [];
  const rate = (loads: readonly Load[]) => median(loads.map(({ perSecond }) => perSecond));
  for (const { name, loads } of all) {
    if (name === docpact.name) continue;
    figure({
      what: `${method}, requests a second`,
      measured: `${rate(own).toFixed(0)}/s`,
      beside: `${name} ${rate(loads).toFixed(0)}/s`,
      value: median(own.map(({ perSecond }, n) => perSecond / (loads[n]?.perSecond ?? Number.NaN))),
      unit: 'times',
      ...(name === bare.name ? { atLeast: 0.5, missed: everyRequest } : {}),
      ...(name.startsWith('Prism') ? { atLeast: 5, missed: everyRequest } : {}),
    });
  }
  const cost = (loads: readonly Load[]) => median(loads.map((one) => one.cost));
  const floor = all.find(({ name }) => name === bare.name)?.loads ?? [];
  figure({
    what: `${method}, processor time of a request`,
    measured: `${cost(own).toFixed(0)} µs`,
    beside: `${bare.name} ${cost(floor).toFixed(0)} µs`,
    value: cost(own) / cost(floor),
    unit: 'times',
  });
  const p99 = median(own.map((one) => one.p99));
  figure({
    what: `${method}, p99`,
    measured: `${p99.toFixed(1)} ms`,
    value: p99,
    unit: 'ms',
    atMost: 10,
    missed: 'what else the machine does shows here first: look at the floor of the same run.',
  });
}
const everyRequest =
  'routes, security, parameters, preferences and tags of entities are looked at with every request, and what is written is kept as it will be answered. The floor has none of these.';

/** First answers, each contender in turn. */
async function compareStart(
  contenders: readonly Contender[],
  document: string,
  asked: string,
  rounds: number,
): Promise<void> {
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { command, port }] of contenders.entries()) {
      const server = await started(command(document), asked, port);
      times[i]?.push(server.firstAnswer);
      await stop(server);
    }
  }
  for (const [i, { name }] of contenders.entries()) {
    const own = times[i] ?? [];
    const ratio = median(own.map((time, n) => time / (times[0]?.[n] ?? Number.NaN)));
    const floor = i === 0 && document !== spec ? 'read, JSON.parse and answer' : name;
    say(`first answer ${floor}: ${median(own).toFixed(0)} ms, ${ratio.toFixed(2)} of the first line's`);
    if (name === docpact.name) {
      const [bareTimes = []] = times;
      figure({
        what: `first answer on ${document === spec ? 'a small document' : basename(document)}`,
        measured: `${median(own).toFixed(0)} ms`,
        beside: `the floor ${median(bareTimes).toFixed(0)} ms`,
        value: ratio,
        unit: 'times',
        atMost: 2,
        missed:
          'the document is checked and its references are resolved before anything is answered, beyond what parsing it takes.',
      });
    }
  }
}

const args = process.argv.slice(2);
const after = (flag: string, n = 1) => (args.includes(flag) ? args[args.indexOf(flag) + n] : undefined);
const rounds = Number(after('--rounds') ?? 5);
const milliseconds = Number(after('--milliseconds') ?? 2000);
const peers = after('--peers');
const large = after('--large');
const contenders = [bare, docpact, ...(peers === undefined ? [] : peersIn(peers))];
if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
say(
  `Node ${process.version}; other work on the machine hits all alike, figures beside the ratios are of this run`,
);
await compareLoad(contenders);
await compareStart(contenders, spec, path, rounds);
if (large !== undefined) {
  // Others need 20 seconds and more for one start.
  await compareStart([bare, docpact], large, after('--large', 2) ?? '/', rounds);
  if (peers !== undefined && rounds > 1)
    await compareStart([bare, ...peersIn(peers)], large, after('--large', 2) ?? '/', 1);
}
