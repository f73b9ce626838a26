import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeText } from '../../generator/model/place.ts';
import { quietHost } from '../host/fixtures/quiet-host.ts';
import { checkStep } from './check.ts';
import { diffStep } from './diff.ts';

let folder: string;

const document = (properties: string) =>
  [
    'openapi: 3.1.0',
    'info: { title: Things, version: "1" }',
    'paths:',
    '  /things:',
    '    get:',
    '      responses:',
    '        "200":',
    '          description: OK',
    '          content:',
    '            application/json:',
    '              schema:',
    '                $ref: "#/components/schemas/Thing"',
    'components:',
    '  schemas:',
    '    Thing:',
    '      type: object',
    '      properties:',
    properties,
    '',
  ].join('\n');

const both = '        id: { type: string }\n        size: { type: integer }';
const alone = '        id: { type: string }';

function git(...args: string[]): void {
  const named = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...named, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact-diff-'));
  mkdirSync(join(folder, 'api'));
  writeFileSync(join(folder, 'api/openapi.yaml'), document(both));
  const sources = { '/components/schemas/Thing/properties/size': ['thing.md:7:1'] };
  writeFileSync(
    join(folder, 'api/openapi.sources.json'),
    JSON.stringify({ docpact: 'source-map/1', sources }),
  );
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  writeFileSync(join(folder, 'api/openapi.yaml'), document(alone));
  rmSync(join(folder, 'api/openapi.sources.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (base: string, head = 'api/openapi.yaml', cwd = folder) =>
  diffStep({ base, head, policy: 'contract' }, quietHost(cwd));

const codes = async (base: string, cwd = folder) =>
  (await run(base, 'api/openapi.yaml', cwd)).diagnostics.map(({ code }) => code);

describe('docpact diff', () => {
  it('compares with a revision, and shows both places and the line of the documentation', async () => {
    const outcome = await run('git:HEAD:api/openapi.yaml');
    expect(outcome.text).toBe('breaking (1 breaking), policy contract\nsuggested version: major');
    expect(
      outcome.diagnostics.map(({ code, message, severity, at, related }) => ({
        code,
        message,
        severity,
        at: placeText(at),
        related: related.map((one) => `${one.message} ${placeText(one.at)}`),
      })),
    ).toEqual([
      {
        code: 'change/response-property-removed',
        message: 'Thing: size is gone; touches GET /things (response 200)',
        severity: 'error',
        at: 'api/openapi.yaml:15:5',
        related: ['before git:HEAD:api/openapi.yaml:19:9', 'the documentation said thing.md:7:1'],
      },
    ]);
  });

  it('tells a program everything', async () => {
    const { data } = await run('git:HEAD:api/openapi.yaml');
    expect(data).toMatchObject({
      verdict: 'breaking',
      semver: 'major',
      policy: 'contract',
      changes: [
        {
          code: 'change/response-property-removed',
          base: {
            file: 'git:HEAD:api/openapi.yaml',
            line: 19,
            column: 9,
            documentation: { file: 'thing.md', line: 7 },
          },
          head: { file: 'api/openapi.yaml', line: 15, column: 5 },
          reach: { operations: ['GET /things'], parts: ['response 200'] },
        },
      ],
    });
  });

  it('finds nothing where nothing changed', async () => {
    const outcome = await run('api/openapi.yaml');
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.text).toBe('the documents are the same, policy contract');
  });

  it('names the contracts that stand on what a change touches, and which no longer hold', async () => {
    const reading = (description: string, body: unknown, path = '/things') => ({
      description,
      request: { method: 'GET', path },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body },
    });
    const interactions = [
      reading('a size', { size: 1 }),
      reading('nothing of it', {}),
      reading('another', {}, '/other'),
    ];
    const pact = {
      consumer: { name: 'shop' },
      provider: { name: 'things' },
      interactions,
      metadata: { pactSpecification: { version: '3.0.0' } },
    };
    writeFileSync(join(folder, 'shop.pact.json'), JSON.stringify(pact));
    const request = {
      base: 'git:HEAD:api/openapi.yaml',
      head: 'api/openapi.yaml',
      policy: 'contract',
    } as const;
    const outcome = await diffStep({ ...request, pacts: ['*.pact.json'] }, quietHost(folder));
    const [change] = outcome.diagnostics.filter(({ code }) => code.startsWith('change/'));
    expect(change?.message).toMatch(
      /contracts: shop: a size \(possible → impossible\), shop: nothing of it$/,
    );
    expect(outcome.data?.['changes']).toMatchObject([
      {
        contracts: [
          { pact: 'shop.pact.json', description: 'a size', before: 'possible', after: 'impossible' },
          { description: 'nothing of it', before: 'guaranteed', after: 'guaranteed' },
        ],
      },
    ]);
    // Who gives no contracts is told of none, and it is the same finding.
    const [without] = (await diffStep(request, quietHost(folder))).diagnostics;
    expect(without?.message).not.toContain('contracts');
    expect(without?.fingerprint).toBe(change?.fingerprint);
    expect((await diffStep({ ...request, pacts: ['nowhere.json'] }, quietHost(folder))).refused).toBe(true);
  });

  it('reads paths from the working folder', async () => {
    const { diagnostics } = await run('git:HEAD:openapi.yaml', 'openapi.yaml', join(folder, 'api'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['change/response-property-removed']);
  });

  it('says why a file of a revision cannot be read', async () => {
    expect(await codes('git:HEAD:api/other.yaml')).toEqual(['config/git-path']);
    expect(await codes('git:nowhere:api/openapi.yaml')).toEqual(['config/git-revision']);
    expect(await codes('git:--upload-pack=x:api/openapi.yaml')).toEqual(['config/git-name']);
    expect(await codes('git:HEAD')).toEqual(['config/git-name']);
    const outside = mkdtempSync(join(tmpdir(), 'docpact-no-git-'));
    writeFileSync(join(outside, 'a.yaml'), document(both));
    const { diagnostics, refused } = await run('git:HEAD:a.yaml', 'a.yaml', outside);
    expect(diagnostics.map(({ code }) => code)).toEqual(['config/git-no-repository']);
    expect(refused).toBe(true);
    rmSync(outside, { recursive: true });
  });

  it('says that a shallow history may lack the revision', async () => {
    const shallow = mkdtempSync(join(tmpdir(), 'docpact-shallow-'));
    git('commit', '--quiet', '--allow-empty', '-m', 'second');
    git('clone', '--quiet', '--depth', '1', `file://${folder}`, join(shallow, 'clone'));
    const { diagnostics } = await run(
      'git:HEAD~1:api/openapi.yaml',
      'api/openapi.yaml',
      join(shallow, 'clone'),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['config/git-shallow']);
    rmSync(shallow, { recursive: true });
  });
});

describe('docpact check', () => {
  it('compares where the configuration asks for it', async () => {
    const spec = 'api/openapi.yaml';
    const { text, diagnostics } = await checkStep({ spec, changes: { base: 'HEAD' } }, quietHost(folder));
    expect(text).toBe('failed   diff (1 finding)');
    expect(diagnostics.map(({ code }) => code)).toEqual(['change/response-property-removed']);
  });
});
