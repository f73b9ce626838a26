import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { notesDocument } from '../contracts/mock/fixtures/notes.ts';

/** `docpact mock` as a process: what it keeps when it is stopped, and when it is killed. `npm test` builds before. */

const cli = join(dirname(fileURLToPath(import.meta.url)), '../dist/scripts/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'docpact mock '));
const path = (name: string) => join(folder, name);
const spec = path('notes.json');
writeFileSync(spec, JSON.stringify(notesDocument, null, 2));
writeFileSync(path('none.json'), '{}');

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  readonly shown: { out: string; err: string };
  /** Sends a signal; the exit code, or the signal that ended it. */
  stop(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(...args: readonly string[]): Promise<Running> {
  const all = [cli, 'mock', '--spec', spec, '--port', '0', ...args];
  const child = spawn(process.execPath, all, { cwd: folder });
  running.add(child);
  const shown = { out: '', err: '' };
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  child.stderr.on('data', (chunk) => {
    shown.err += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      shown.out += chunk;
      const found = /listening on (http:\S+)/.exec(shown.out)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(shown.out + shown.err)));
  });
  return {
    process: child,
    url,
    shown,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function refused(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [cli, 'mock', '--port', '0', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: run.status, all: run.stdout + run.stderr };
}

const headers = { Authorization: 'Bearer t', 'Content-Type': 'application/json' };

async function add(url: string, title: string): Promise<void> {
  const body = JSON.stringify({ title });
  const response = await fetch(`${url}/notes`, { method: 'POST', headers, body });
  expect(response.status).toBe(201);
}

async function titles(url: string): Promise<string[]> {
  const response = await fetch(`${url}/notes`, { headers });
  const { value } = (await response.json()) as { value: { title: string }[] };
  return value.map(({ title }) => title);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('docpact mock --persist', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('loses nothing when it is stopped by %s', async (signal) => {
    const file = path(`${signal}.json`);
    const first = await start('--seed', path('none.json'), '--persist', file);
    for (const title of ['a', 'b', 'c']) await add(first.url, title);
    expect(await first.stop(signal)).toBe(0);
    const kept = readFileSync(file, 'utf8');
    const second = await start('--seed', path('none.json'), '--persist', file);
    expect(await titles(second.url)).toEqual(['a', 'b', 'c']);
    await add(second.url, 'd');
    expect(await second.stop(signal)).toBe(0);
    expect(JSON.parse(kept).keys).toBe(3);
    expect(JSON.parse(readFileSync(file, 'utf8')).keys).toBe(4);
  });

  it('keeps what an answer that was on its way when it was stopped has said', async () => {
    const faults = path('slow.json');
    writeFileSync(faults, JSON.stringify([{ answer: { delay: 200 } }]));
    const file = path('slow-state.json');
    const mock = await start('--seed', path('none.json'), '--persist', file, '--faults', faults);
    const answer = add(mock.url, 'late');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await mock.stop('SIGTERM')).toBe(0);
    await answer;
    expect(JSON.parse(readFileSync(file, 'utf8')).sets['/notes']).toHaveLength(1);
  });

  it('is whole after a kill, and lacks at most what came after it was written last', async () => {
    const file = path('killed.json');
    const first = await start('--seed', path('none.json'), '--persist', file);
    for (const title of ['a', 'b']) await add(first.url, title);
    await until(() => readFileSync(file, 'utf8').includes('"b"'));
    await add(first.url, 'c');
    expect(await first.stop('SIGKILL')).toBe('SIGKILL');
    const second = await start('--seed', path('none.json'), '--persist', file);
    const found = await titles(second.url);
    expect(found.slice(0, 2)).toEqual(['a', 'b']);
    expect([[], ['c']]).toContainEqual(found.slice(2));
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each([
    ['what is no JSON', '{"docpact":', /mock\/state-syntax/],
    ['an empty file', '', /mock\/state-empty/],
    ['another document', '{"name":"app","dependencies":{}}', /mock\/state-shape/],
    [
      'the state of another spec',
      '{"docpact":"mock-state/1","spec":"Other","requests":0,"keys":0,"made":[],"sets":{}}',
      /mock\/state-other-spec.*"Other"/,
    ],
    [
      'rows that the spec does not allow',
      '{"docpact":"mock-state/1","spec":"Notes","requests":0,"keys":0,"made":[],"sets":{"/notes":[{"key":"1","entity":{"id":"1"}}]}}',
      /mock\/state-invalid.*'title' is required/,
    ],
  ])('leaves %s as it is, and does not start', (_, content, expected) => {
    const file = path('foreign.json');
    writeFileSync(file, content);
    const { code, all } = refused('--spec', spec, '--persist', file);
    expect(all).toMatch(expected);
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('does not write over the spec or the seed', () => {
    const before = readFileSync(spec, 'utf8');
    for (const file of [spec, path('none.json')]) {
      const { code, all } = refused('--spec', spec, '--seed', path('none.json'), '--persist', file);
      expect([code, all]).toEqual([2, expect.stringMatching(/mock\/state-shape|config\/output-is-input/)]);
    }
    expect(readFileSync(spec, 'utf8')).toBe(before);
  });

  it('says at once where it cannot keep anything', () => {
    const { code, all } = refused('--spec', spec, '--persist', join(spec, 'below.json'));
    expect([code, all]).toEqual([2, expect.stringContaining('config/unwritable')]);
  });
});

describe('docpact mock', () => {
  it('does not start on a spec that it cannot serve, and names the place', () => {
    const broken = path('broken.json');
    writeFileSync(broken, readFileSync(spec, 'utf8').replace('"maxLength": 20', '"maxLength": "20"'));
    const { code, all } = refused('--spec', broken);
    expect(code).toBe(2);
    expect(all).toMatch(/broken\.json:\d+:\d+.*mock\/schema-unusable.*maxLength must be a count/s);
  });

  it('takes the flags of its options', async () => {
    const args = ['--control', '--rate-limit', '2/60', '--clock', '2030-01-01', '--latency', '1'];
    const mock = await start('--seed', path('none.json'), ...args);
    await add(mock.url, 'a');
    const state = await (await fetch(`${mock.url}/_docpact/requests`)).json();
    expect(state).toMatchObject({ requests: [{ at: '2030-01-01T00:00:01.000Z' }] });
    expect((await fetch(`${mock.url}/notes`, { headers })).status).toBe(200);
    const limited = await fetch(`${mock.url}/notes`, { headers });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '58']);
    expect(await mock.stop('SIGTERM')).toBe(0);
  });

  it.each([
    [['--latency', 'soon'], '--latency must be a number of milliseconds, not soon'],
    [['--rate-limit', '10'], '--rate-limit must be requests and seconds: 100/60, not 10'],
    [['--clock', '2026-13-01'], '--clock must be a date (2026-01-01T08:00:00Z) or real, not 2026-13-01'],
    [['--upstream', 'example.com'], '--upstream must be the address of a server'],
    [['--record', 'x.har'], '--record and a mock (no --upstream) exclude each other'],
    [['--upstream', 'http://127.0.0.1:9', '--seed', 'x'], '--seed and --upstream exclude each other'],
  ])('refuses %s', (args, expected) => {
    const { code, all } = refused('--spec', spec, ...args);
    expect([code, all]).toEqual([2, expect.stringContaining(expected)]);
  });

  it('refuses faults that are none, with the place', () => {
    const faults = path('faults.json');
    writeFileSync(faults, '[\n  { "answer": { "status": "503" } }\n]');
    const { code, all } = refused('--spec', spec, '--faults', faults);
    expect(code).toBe(2);
    expect(all).toMatch(/faults\.json:2:\d+.*mock\/faults-invalid.*\/0\/answer\/status must be integer/s);
  });
});

describe('docpact mock --upstream', () => {
  it('forwards, tells what breaks the spec when it does, and keeps what went by', async () => {
    const behind = await start('--seed', path('none.json'));
    const [har, seed] = [path('session.har'), path('recorded-seed.json')];
    const proxy = await start('--upstream', behind.url, '--record', har, '--record-seed', seed);
    await add(proxy.url, 'through');
    const wrong = await fetch(`${proxy.url}/notes?$top=nonsense`, { headers });
    expect(wrong.status).toBe(400);
    expect(await titles(proxy.url)).toEqual(['through']);
    const unknown = await fetch(`${proxy.url}/nowhere`, { headers });
    expect(unknown.status).toBe(404);
    await until(() => proxy.shown.err.includes('verify/operation GET /nowhere'));
    expect(await proxy.stop('SIGINT')).toBe(1);
    expect(proxy.shown.out).toContain('4 exchanges');

    const recorded = readFileSync(har, 'utf8');
    expect(recorded).not.toContain('Bearer t');
    const host = new URL(behind.url).host;
    const args = [cli, 'verify', '--spec', spec, '--exchanges', har, '--host', host];
    const judged = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect(judged.stdout).toContain('4 exchanges: 1 invalid, 3 valid');
    await behind.stop('SIGTERM');

    const again = await start('--seed', seed);
    expect(await titles(again.url)).toEqual(['through']);
    expect(await again.stop('SIGTERM')).toBe(0);
  });

  it('ends with 0 when all was as the spec says', async () => {
    const behind = await start('--seed', path('none.json'));
    const proxy = await start('--upstream', `${behind.url}/v1.0`);
    await add(proxy.url, 'fine');
    expect(await titles(`${proxy.url}/v1.0`)).toEqual(['fine']);
    expect(await proxy.stop('SIGTERM')).toBe(0);
  });
});
