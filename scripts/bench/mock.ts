import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
    const rounds: Load[][] = running.map(() => []);
    for (let round = -1; round < 5; round++) {
      for (const [i, { server }] of running.entries()) {
        const measured = await load(server, request, round < 0 ? 1000 : 2000);
        if (round >= 0) rounds[i]?.push(measured);
      }
    }
    for (const [i, { name }] of running.entries()) {
      const own = rounds[i] ?? [];
      const ratios = own.map(({ perSecond }, n) => perSecond / (rounds[0]?.[n]?.perSecond ?? Number.NaN));
      const perSecond = median(own.map((one) => one.perSecond)).toFixed(0);
      const p99 = median(own.map((one) => one.p99)).toFixed(1);
      const cost = median(own.map((one) => one.cost));
      const floor = median((rounds[0] ?? []).map((one) => one.cost));
      say(
        `${method.padEnd(5)} ${name}: ${perSecond}/s, ${median(ratios).toFixed(2)} of bare, p99 ${p99} ms; ` +
          `processor ${cost.toFixed(0)} us a request, ${(floor / cost).toFixed(2)} of bare's rate`,
      );
    }
  }
  for (const { name, server } of running) {
    say(`${name}: ${memory(server.process).toFixed(0)} MB after`);
    await stop(server);
  }
}

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
  }
}

const args = process.argv.slice(2);
const after = (flag: string, n = 1) => (args.includes(flag) ? args[args.indexOf(flag) + n] : undefined);
const peers = after('--peers');
const large = after('--large');
const contenders = [bare, docpact, ...(peers === undefined ? [] : peersIn(peers))];
if (!existsSync(join(root, 'dist/scripts/cli.cjs'))) throw new Error('dist/ is missing: npm run build');
say(
  `Node ${process.version}; other work on the machine hits all alike, figures beside the ratios are of this run`,
);
await compareLoad(contenders);
await compareStart(contenders, spec, path, 5);
if (large !== undefined) {
  // Others need 20 seconds and more for one start.
  await compareStart([bare, docpact], large, after('--large', 2) ?? '/', 5);
  if (peers !== undefined) await compareStart(contenders, large, after('--large', 2) ?? '/', 1);
}
