import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { notesApi, notesDocument } from '../contracts/mock/fixtures/notes.ts';
import { jsonContent, successResponse } from '../contracts/mock/resources.ts';
import { validatorsOf } from '../contracts/mock/validator.ts';
import type { Json } from '../generator/model/json.ts';

/**
 * Mixed load with faults and restarts: no write is lost that a clean stop should keep, no success breaks the spec, memory
 * does not grow. Some hundred requests; with DOCPACT_SOAK (`npm run test:full`) as many as so many seconds have room for.
 */

const cli = join(dirname(fileURLToPath(import.meta.url)), '../dist/scripts/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'docpact soak '));
const path = (name: string) => join(folder, name);
const seconds = Number(process.env['DOCPACT_SOAK'] ?? 0);
const rounds = 3;
const workers = 8;

const faults = [
  { match: { method: 'GET' }, after: 20, times: 20, answer: { status: 429, retryAfter: 1 } },
  { match: { method: 'PATCH' }, after: 10, times: 10, answer: { drop: 'after' } },
  { match: { method: 'POST' }, after: 30, times: 5, answer: { drop: true } },
  { match: { method: 'DELETE' }, after: 5, times: 5, answer: { status: 503 } },
  { match: { path: '/notes/*' }, after: 50, times: 10, answer: { truncate: true } },
  { after: 100, times: 10, answer: { delay: 5 } },
];

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  stop(): Promise<number | null>;
}

async function start(): Promise<Running> {
  const files = [
    '--seed',
    path('none.json'),
    '--faults',
    path('faults.json'),
    '--persist',
    path('state.json'),
  ];
  const args = [cli, 'mock', '--spec', path('notes.json'), '--port', '0', '--self-check', ...files];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /listening on (http:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  return {
    process: child,
    url,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Megabytes; undefined where the system does not tell. */
function memory({ pid }: ChildProcess): number | undefined {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
}

const headers = { Authorization: 'Bearer t', 'Content-Type': 'application/json' };

interface Answered {
  readonly status: number;
  readonly body: Json | undefined;
}

/** Undefined: the connection was cut, and nobody knows what became of the request. */
async function send(url: string, method: string, local: string, body?: Json): Promise<Answered | undefined> {
  try {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url + local, { method, headers, ...content });
    const text = await response.text();
    const answered = { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    expectSpec(method, local, answered);
    return answered;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function expectSpec(method: string, local: string, { status, body }: Answered): void {
  expect([200, 201, 204, 404, 429, 503]).toContain(status);
  if (status >= 300) return;
  const template = local === '/notes' ? local : '/notes/{note-id}';
  const operation = notesApi.operationsAt(template).find((one) => one.method === method.toLowerCase());
  const response = operation && successResponse(operation, [String(status)]);
  expect(response?.status).toBe(String(status));
  const schema = jsonContent(response?.content ?? [])?.schema;
  if (schema) expect(validatorsOf(notesApi).check(schema, 'response', body ?? null)).toBeUndefined();
}

/** One client with notes of its own, and what it knows of them; `undefined`: not known since a cut. */
class Worker {
  readonly #name: string;
  readonly known = new Map<string, string | undefined>();
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async step(url: string): Promise<void> {
    const kind = this.#count++ % 5;
    const [first] = this.known.keys();
    const id = `${this.#name}-${this.#count}`;
    const title = `t${this.#count}`;
    if (kind === 0 || first === undefined) return this.#put(url, id, title);
    if (kind === 4 && this.known.size > 5) return this.#remove(url, first);
    if (kind === 2) {
      await send(url, 'GET', '/notes');
      return;
    }
    const changed = await send(url, 'PATCH', `/notes/${first}`, { title });
    if (!changed) this.known.set(first, undefined);
    else if (changed.status === 200) this.known.set(first, title);
  }

  async #put(url: string, id: string, title: string): Promise<void> {
    const made = await send(url, 'PUT', `/notes/${id}`, { title });
    if (made?.status === 201) this.known.set(id, title);
  }

  async #remove(url: string, id: string): Promise<void> {
    const gone = await send(url, 'DELETE', `/notes/${id}`);
    // Of an answer that was cut nobody knows whether it was that the note is gone.
    if (!gone) this.known.set(id, undefined);
    else if (gone.status === 204) this.known.delete(id);
  }
}

describe('docpact mock under load', () => {
  writeFileSync(path('notes.json'), JSON.stringify(notesDocument));
  writeFileSync(path('none.json'), '{}');
  writeFileSync(path('faults.json'), JSON.stringify(faults));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('loses no write over stops, breaks no answer, and does not grow', async () => {
    const all = Array.from({ length: workers }, (_, i) => new Worker(`w${i}`));
    for (let round = 0; round < rounds; round++) {
      const mock = await start();
      const until = performance.now() + (seconds * 1000) / rounds;
      const sizes: number[] = [];
      for (let turn = 0; turn < 40 || performance.now() < until; turn++) {
        await Promise.all(all.map((worker) => worker.step(mock.url)));
        if (turn % 200 === 199) sizes.push(memory(mock.process) ?? 0);
      }
      expect(await mock.stop()).toBe(0);
      // Of the first measurements on, when code and caches are warm.
      const warm = sizes.slice(Math.floor(sizes.length / 3));
      if (warm.length > 3) expect(Math.max(...warm)).toBeLessThan((warm[0] ?? 0) * 1.25 + 10);

      const kept = JSON.parse(readFileSync(path('state.json'), 'utf8')).sets['/notes'] as {
        key: string;
        entity: { title: string };
      }[];
      const titles = new Map(kept.map(({ key, entity }) => [key, entity.title]));
      for (const worker of all)
        for (const [id, title] of worker.known)
          expect([id, title ?? titles.get(id)]).toEqual([id, titles.get(id)]);
    }
  });
});
