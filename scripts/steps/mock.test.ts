import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Invocation, Options } from '../command.ts';
import { mock } from '../commands/mock.ts';
import { Files } from '../host/files.ts';
import type { Host } from '../host/host.ts';

interface Run {
  readonly host: Host;
  readonly shown: { out: string; err: string };
  /** Resolves when the mock listens. */
  readonly url: Promise<string>;
  stop(): void;
}

function run(cwd = process.cwd()): Run {
  const shown = { out: '', err: '' };
  let stop = () => {};
  let listening = (_url: string) => {};
  const url = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const host: Host = {
    cwd,
    env: {},
    files: new Files(cwd),
    out(text) {
      shown.out += text;
      listening(/http:\S+/.exec(text)?.[0] ?? '');
    },
    err(text) {
      shown.err += text;
    },
    now: () => 0,
    today: () => '2026-01-01',
    colour: false,
    interactive: false,
    stopped: () => stopped,
  };
  return { host, shown, url, stop };
}

function invocation(flags: Readonly<Record<string, unknown>>): Invocation {
  return {
    args: [],
    options: new Options(flags),
    config: async () => ({ config: undefined, faults: [] }),
    accepts: () => false,
  };
}

const spec = 'spec/openapi.yaml';
const set = '/deviceAppManagement/enterpriseCerts';
const first = '3a9320b1-20b1-3a93-b120-933ab120933a';
const codes = async (outcome: ReturnType<typeof mock.run>) => {
  const { diagnostics, refused } = await outcome;
  return { refused, found: diagnostics.map(({ code, message }) => `${code} ${message}`) };
};

describe('docpact mock', () => {
  it('lists requests that work, serves them, and stops cleanly with connections open', async () => {
    const { host, shown, url, stop } = run();
    const outcome = mock.run(invocation({ spec, port: '0' }), host);
    const listening = await url;
    const lines = shown.out.split('\n');
    // Sorted: in what order a path names its methods is the document's affair.
    expect(lines.map((line) => line.replaceAll(listening, 'URL')).sort()).toEqual([
      '',
      `  DELETE  URL${set}/${first}`,
      `  GET     URL${set}`,
      `  GET     URL${set}/${first}`,
      `  PATCH   URL${set}/${first}`,
      `  POST    URL${set}`,
      'listening on URL',
    ]);
    const answer = await fetch(`${listening}${set}/${first}`, { headers: { Authorization: 'Bearer x' } });
    expect(await answer.json()).toMatchObject({ id: first, certStatus: 10 });
    stop();
    expect(await outcome).toEqual({ diagnostics: [] });
    await expect(fetch(listening)).rejects.toThrow();
  });

  it('says what to do when the port is in use', async () => {
    const holder = run();
    const held = mock.run(invocation({ spec, port: '0' }), holder.host);
    const port = new URL(await holder.url).port;
    const outcome = await mock.run(invocation({ spec, port }), run().host);
    expect(outcome.refused).toBe(true);
    expect(outcome.diagnostics.map(({ code, message, help }) => [code, message, help])).toEqual([
      [
        'mock/port-in-use',
        `port ${port} is in use`,
        'Give another one with --port, or --port 0 for any that is free.',
      ],
    ]);
    holder.stop();
    await held;
  });

  it.each([
    ['70000', 'mock/port-invalid 70000 is no port'],
    ['-1', 'mock/port-invalid -1 is no port'],
    ['80x', 'mock/port-invalid 80x is no port'],
  ])('refuses the port %s', async (port, expected) => {
    expect(await codes(mock.run(invocation({ spec, port }), run().host))).toEqual({
      refused: true,
      found: [expected],
    });
  });

  it('needs a spec', async () => {
    const none = await codes(mock.run(invocation({}), run().host));
    expect(none).toEqual({ refused: true, found: ['mock/no-spec no spec is given'] });
    const absent = await codes(mock.run(invocation({ spec: 'nowhere.yaml' }), run().host));
    expect(absent.refused).toBe(true);
    expect(absent.found[0]).toMatch(/^config\/unreadable nowhere\.yaml cannot be read/);
  });

  describe('--seed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docpact-mock-'));
    const seeded = (text: string) => {
      const seed = join(folder, 'seed.json');
      writeFileSync(seed, text);
      return { spec, port: '0', seed };
    };
    const certificate = {
      id: 'c1',
      certData: '',
      issuedTo: 'Fabrikam',
      issuedBy: '',
      certExpirationDate: '2031-01-01T00:00:00Z',
      certStatus: 1,
      certType: 2,
    };

    it('starts from the rows of the file', async () => {
      const { host, shown, url, stop } = run();
      const outcome = mock.run(invocation(seeded(JSON.stringify({ [set]: { value: [certificate] } }))), host);
      const answer = await fetch(`${await url}${set}`, { headers: { Authorization: 'Bearer x' } });
      expect(await answer.json()).toMatchObject({ value: [certificate] });
      expect(shown.out).toContain(`${set}/c1`);
      stop();
      await outcome;
    });

    it.each([
      ['{"/nowhere":[]}', 'mock/seed-path the spec has no collection at /nowhere'],
      [`{"${set}":[1]}`, `mock/seed-shape ${set} holds no list of objects`],
      [
        JSON.stringify({ [set]: [{ ...certificate, certStatus: 'x' }] }),
        `mock/seed-invalid row 1 of ${set}: property 'certStatus' must be integer`,
      ],
      [`{"${set}":[{"id":"1"}]}`, `mock/seed-invalid row 1 of ${set}: property 'certData' is required`],
    ])('refuses %s', async (text, expected) => {
      expect(await codes(mock.run(invocation(seeded(text)), run().host))).toEqual({
        refused: true,
        found: [expected],
      });
    });

    it('refuses a file that is empty or broken', async () => {
      expect((await codes(mock.run(invocation(seeded('')), run().host))).found[0]).toMatch(/^mock\/empty /);
      expect((await codes(mock.run(invocation(seeded('{"a":')), run().host))).found[0]).toMatch(
        /^mock\/syntax /,
      );
    });
  });
});
