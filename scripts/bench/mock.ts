import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createMock } from '../../contracts/mock/index.ts';
import { startServer } from '../../contracts/mock/server.ts';
import { compileJsonSchema } from '../../contracts/relation/json-schema.ts';
import { median } from './ratio.ts';

/**
 * The mock against the least that could do its work: `node:http`, a Map, JSON.parse and one compiled validator. Both in
 * processes of their own, in turn, under the same 16 connections; what counts is the ratio within one run.
 *
 *     npx tsx scripts/bench/mock.ts
 */
const id = '3a9320b1-20b1-3a93-b120-933ab120933a';
const path = `/deviceAppManagement/enterpriseCerts/${id}`;
const body = JSON.stringify({
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Contoso',
  issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00',
  certStatus: 10,
  certType: 8,
});

function requestText(method: string): Buffer {
  const content = method === 'PATCH' ? body : '';
  const type =
    content === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${content.length}\r\n`;
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer t\r\n${type}\r\n${content}`,
  );
}

const types = { certData: 'string', issuedTo: 'string', issuedBy: 'string', certExpirationDate: 'string' };

function serveBare(): void {
  const int = { type: 'integer', minimum: -2147483648, maximum: 2147483647 };
  const strings = Object.entries(types).map(([name, type]) => [name, { type }]);
  const properties = { ...Object.fromEntries(strings), certStatus: int, certType: int };
  const fault = compileJsonSchema({ type: 'object', properties, additionalProperties: false });
  const rows = new Map([[path, { id, ...JSON.parse(body) }]]);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      let row = rows.get(request.url ?? '');
      if (request.method === 'PATCH') {
        const patch = JSON.parse(Buffer.concat(chunks).toString());
        if (fault(patch)) return response.writeHead(400).end();
        row = { ...row, ...patch };
        rows.set(request.url ?? '', row);
      }
      const text = JSON.stringify(row);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      return response.end(text);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address) process.stdout.write(`${address.port}\n`);
  });
}

async function serveMock(): Promise<void> {
  const server = await startServer(createMock(readFileSync('spec/openapi.yaml')));
  process.stdout.write(`${server.port}\n`);
}

async function started(which: string): Promise<{ process: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), which], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (text) => resolve(Number(text))),
  );
  return { process: child, port };
}

interface Load {
  readonly perSecond: number;
  readonly p99: number;
}

/** One request after the other on each of 16 sockets; an answer ends where its Content-Length says. */
async function load(port: number, method: string, milliseconds: number): Promise<Load> {
  const request = requestText(method);
  const until = performance.now() + milliseconds;
  const times: number[] = [];
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let received = '';
      let sent = 0;
      const send = () => {
        received = '';
        sent = performance.now();
        socket.write(request);
      };
      socket.once('connect', send);
      socket.once('error', reject);
      socket.once('close', () => resolve());
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const end = received.indexOf('\r\n\r\n');
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
        if (end === -1 || received.length < end + 4 + length) return;
        if (!received.startsWith('HTTP/1.1 200')) reject(new Error(received.slice(0, 300)));
        times.push(performance.now() - sent);
        if (performance.now() < until) send();
        else socket.end();
      });
    });
  await Promise.all(Array.from({ length: 16 }, one));
  times.sort((a, b) => a - b);
  return {
    perSecond: (times.length / milliseconds) * 1000,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

async function compare(): Promise<void> {
  const [bare, mock] = [await started('bare'), await started('mock')];
  for (const method of ['GET', 'PATCH']) {
    await load(bare.port, method, 1000);
    await load(mock.port, method, 1000);
    const rounds: { bare: Load; mock: Load }[] = [];
    for (let round = 0; round < 5; round++) {
      rounds.push({ bare: await load(bare.port, method, 2000), mock: await load(mock.port, method, 2000) });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    const ratio = of((round) => round.mock.perSecond / round.bare.perSecond);
    process.stdout.write(
      `${method.padEnd(5)} bare ${of((r) => r.bare.perSecond).toFixed(0)}/s, mock ${of((r) => r.mock.perSecond).toFixed(0)}/s, ` +
        `ratio ${ratio.toFixed(2)}, p99 bare ${of((r) => r.bare.p99).toFixed(1)} ms, mock ${of((r) => r.mock.p99).toFixed(1)} ms\n`,
    );
  }
  bare.process.kill();
  mock.process.kill();
}

const [which] = process.argv.slice(2);
if (which === 'bare') serveBare();
else if (which === 'mock') await serveMock();
else await compare();
