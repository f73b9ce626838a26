import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPages } from '../../generator/import-pages.ts';
import { once } from '../../generator/model/once.ts';
import { readDocumentation } from '../../generator/read-documentation.ts';
import { Files } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { ImportThread } from '../host/import-thread.ts';
import { importStep } from './import.ts';
import { manyPages } from './import-large.ts';

let cwd = '';
const shown: string[] = [];

function host(): Host {
  let time = 0;
  return {
    cwd,
    env: {},
    files: new Files(cwd),
    out: () => {},
    err: () => {},
    now: () => {
      time += 1000;
      return time;
    },
    today: () => '2026-01-01',
    colour: false,
    interactive: true,
    progress: (line) => shown.push(line),
    stopped: () => new Promise(() => {}),
  };
}

/** One page has more to say than is sent to the thread at once. */
function page(n: number): string {
  const fence = '```';
  const long = n === 7 ? 'ö'.repeat(300_000) : '';
  return `# Get ship ${n}\n\n## HTTP request\n\n${fence}http\nGET /ships${n}/{shipId}\n${fence}\n\n## Response\n\nReturns \`200 OK\`.\n\n## Example\n\n${fence}http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{"length": ${n}.50, "wörds": "“${n}”${long}"}\n${fence}\n`;
}

/** Of which one is also the namespace of another, which sorts before what is below a slash. */
const types = [
  ['microsoft.graph', 'ship'],
  ['microsoft.graph', 'shipUpdate'],
  ['microsoft.graph.ship', 'crew'],
] as const;

function typePage(namespace: string, name: string): string {
  const rows =
    '| Property | Type | Description |\n|:--|:--|:--|\n| id | String | Its key. |\n| length | Double | In metres. |';
  return `# ${name} resource type\n\nNamespace: ${namespace}\n\n## Properties\n\n${rows}\n`;
}

const files = [
  ...Array.from({ length: manyPages }, (_, n) => ({ name: `ship${n}-get`, text: page(n) })),
  ...types.map(([namespace, name]) => ({ name, text: typePage(namespace, name) })),
].map(({ name, text }) => ({ file: `docs/${name}.md`, bytes: new TextEncoder().encode(text) }));

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docpact-large-'));
  mkdirSync(join(cwd, 'docs'));
  for (const { file, bytes } of files) writeFileSync(join(cwd, file), bytes);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const imported = once(() => importStep({ pages: ['docs'], out: 'api.json', check: false }, host()));

describe('an import of many pages', () => {
  it('writes what an import in one piece makes, and shows progress', async () => {
    const { value } = await importPages(files);
    expect(await imported()).toMatchObject({
      data: { pages: files.length, operations: manyPages, types: types.length },
    });
    expect(readFileSync(join(cwd, 'api.json'), 'utf8')).toBe(value?.text('json'));
    expect(readFileSync(join(cwd, 'api.sources.json'), 'utf8')).toBe(value?.sourceMap());
    expect(readdirSync(cwd).sort()).toEqual(['api.json', 'api.sources.json', 'docs']);
    expect([shown.includes(`reading pages: 200 of ${files.length}`), shown.at(-1)]).toEqual([true, '']);
  });

  it('leaves alone what is right already, and is the same for a check', async () => {
    await imported();
    const before = statSync(join(cwd, 'api.json'));
    await importStep({ pages: ['docs'], out: 'api.json', check: false }, host());
    expect(statSync(join(cwd, 'api.json')).ino).toBe(before.ino);
    const check = await importStep({ pages: ['docs'], out: 'api.json', check: true }, host());
    expect(check.diagnostics).toEqual([]);
  });

  it('leaves nothing behind when it is refused', async () => {
    mkdirSync(join(cwd, 'taken.sources.json'));
    const outcome = await importStep({ pages: ['docs'], out: 'taken.json', check: false }, host());
    expect([outcome.refused, outcome.diagnostics.map(({ code }) => code)]).toEqual([
      true,
      ['config/unwritable'],
    ]);
    expect(readdirSync(cwd).filter((file) => /tmp|taken\.json/.test(file))).toEqual([]);
    rmSync(join(cwd, 'taken.sources.json'), { recursive: true });
  });
});

describe('the importing thread', () => {
  const judge = async (...pieces: readonly string[]) => {
    const thread = new ImportThread();
    try {
      for (const text of pieces) thread.judge(text, 'frame');
      return (await thread.end()).faults;
    } finally {
      await thread.close();
    }
  };

  it('finds what is wrong', async () => {
    expect(await judge('{"openapi": "3.1.0", ', '"info": {}, "paths": {}}')).toContainEqual(
      expect.objectContaining({ pointer: '/info' }),
    );
  });

  it('lets an error of its own surface as one', async () => {
    await expect(judge('{"openapi": ')).rejects.toThrow(/JSON/);
  });

  it('says which file could not be written', async () => {
    const thread = new ImportThread();
    const reading = openSync(join(cwd, 'docs/ship0-get.md'), 'r');
    thread.write(reading, new TextEncoder().encode('{}'), 'frame');
    expect((await thread.end()).unwritten).toMatchObject({ descriptor: reading, code: 'EBADF' });
    await thread.close();
    closeSync(reading);
  });

  it('reads what is read here', async () => {
    const thread = new ImportThread();
    const read = await thread.read(files.slice(0, 3));
    await thread.close();
    const here = readDocumentation(files.slice(0, 3)).value?.facts;
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    expect(plain(read.flatMap(({ value }) => value ?? []))).toEqual(plain(here));
    const [there] = read
      .flatMap(({ value }) => value ?? [])
      .filter((fact) => fact.predicate === 'example-response');
    const own = here?.find((fact) => fact.predicate === 'example-response');
    expect(there?.value.body?.json).toEqual({ length: 0.5, wörds: '“0”' });
    expect(there?.value.body?.place('/length')).toEqual(own?.value.body?.place('/length'));
    expect(there?.value.body?.numberTexts()).toEqual(new Map([['/length', '0.50']]));
  });
});
