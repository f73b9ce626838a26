import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeText } from '../../generator/model/place.ts';
import type { Outcome } from '../command.ts';
import { quietHost } from '../host/fixtures/quiet-host.ts';
import { importStep } from './import.ts';

let cwd = '';

const host = () => quietHost(cwd);

function put(path: string, content: string): void {
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), content);
}

const codes = (outcome: Outcome) => outcome.diagnostics.map((d) => `${d.code} ${placeText(d.at)}`);
const page = [
  '# Delete thing',
  '## HTTP request',
  '```http',
  'DELETE /things/{thingId}',
  '```',
  '## Response',
  'Returns `204 No Content`.',
  '',
].join('\n');

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docpact-import-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe('importStep', () => {
  it('writes the spec and its source map, whose places are relative to the working folder', async () => {
    put('docs/api/thing-delete.md', page);
    const outcome = await importStep({ pages: ['docs'], out: 'out/openapi.yaml', check: false }, host());
    expect(outcome).toMatchObject({ diagnostics: [], data: { pages: 1, facts: 3, operations: 1, types: 0 } });
    expect(readFileSync(join(cwd, 'out/openapi.yaml'), 'utf8')).toContain('operationId: thing_delete');
    const sources = readFileSync(join(cwd, 'out/openapi.sources.json'), 'utf8');
    expect(sources).toContain('"/paths/~1things~1{thingId}/delete": ["docs/api/thing-delete.md:4:1"]');
  });

  it('writes JSON where the name says so, and shows the spec where nothing is to be written', async () => {
    put('thing-delete.md', page);
    await importStep({ pages: ['thing-delete.md'], out: 'api.json', check: false }, host());
    const document = JSON.parse(readFileSync(join(cwd, 'api.json'), 'utf8'));
    expect(Object.keys(document.paths)).toEqual(['/things/{thingId}']);
    expect(existsSync(join(cwd, 'api.sources.json'))).toBe(true);
    const shown = await importStep({ pages: ['thing-delete.md'], check: false }, host());
    expect(shown.document).toMatch(/^openapi: 3\.1\.0\n/);
  });

  it('says what would change, with the command that repairs it, and writes nothing', async () => {
    put('docs/thing-delete.md', page);
    const request = { pages: ['docs'], out: 'openapi.yaml', check: true };
    const missing = await importStep(request, host());
    expect(codes(missing)).toEqual([
      'generate/drift openapi.yaml:1:1',
      'generate/drift openapi.sources.json:1:1',
    ]);
    expect(missing.diagnostics[0]?.help).toBe('Run: docpact import docs --out openapi.yaml');
    expect(existsSync(join(cwd, 'openapi.yaml'))).toBe(false);
    await importStep({ ...request, check: false }, host());
    expect((await importStep(request, host())).diagnostics).toEqual([]);
    put('docs/thing-delete.md', page.replaceAll('204', '200'));
    const drifted = await importStep(request, host());
    expect(codes(drifted).every((code) => code.startsWith('generate/drift openapi.'))).toBe(true);
    expect(drifted.text).toMatch(/^\+ {8}"200":$/m);
  });

  it.each([
    ['a missing file', 'nowhere.md', 'config/unreadable nowhere.md:1:1'],
    ['an empty page', 'empty.md', 'docs/empty empty.md:1:1'],
    ['a folder without pages', 'folder', 'docs/no-pages folder:1:1'],
  ])('refuses %s with one message and writes nothing', async (_, path, found) => {
    put('empty.md', '');
    put('folder/readme.txt', 'no page');
    const outcome = await importStep({ pages: [path], out: 'openapi.yaml', check: false }, host());
    expect(outcome.refused).toBe(true);
    expect(codes(outcome)).toEqual([found]);
    expect(readdirSync(cwd).sort()).toEqual(['empty.md', 'folder']);
  });

  it('refuses an overlay that is none and writes nothing', async () => {
    put('thing-delete.md', page);
    put('overlay.yaml', 'openapi: 3.1.0\n');
    const request = {
      pages: ['thing-delete.md'],
      overlay: 'overlay.yaml',
      out: 'openapi.yaml',
      check: false,
    };
    const outcome = await importStep(request, host());
    expect([outcome.refused, codes(outcome)]).toEqual([true, ['openapi/not-overlay overlay.yaml:1:1']]);
    expect(existsSync(join(cwd, 'openapi.yaml'))).toBe(false);
  });
});
