import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { quietHost } from '../host/fixtures/quiet-host.ts';
import { type LintRequest, lintStep } from './lint.ts';

const cwd = mkdtempSync(join(tmpdir(), 'docpact-lint-'));
const host = quietHost(cwd);
const page = [
  '# Update thing',
  'Namespace: microsoft.graph',
  '',
  'Update the properties of a [thing](../resources/thing.md) object.',
  '## HTTP request',
  '```http',
  'PATCH /things/{thingId}',
  '```',
  '## Request body',
  'In the request body, supply a JSON representation of a [thing](../resources/thing.md) object.',
  '',
  'The following table shows the properties that are required when you create the thing.',
  '',
  '|Property|Type|Description|',
  '|---|---|---|',
  '|id|String|The key.|',
  '|other|String|Another.|',
  '## Response',
  'If successful, this method returns a `200 OK` response code and an updated [thing](../resources/thing.md) object.',
];

beforeAll(() => {
  mkdirSync(join(cwd, 'docs'), { recursive: true });
  for (const name of ['a', 'b'])
    writeFileSync(join(cwd, `docs/${name}.md`), page.join('\n').replaceAll('things', `${name}s`));
  writeFileSync(
    join(cwd, 'docs/b.md'),
    page.join('\n').replaceAll('things', 'bs').replace('create the', 'update the'),
  );
  return () => rmSync(cwd, { recursive: true, force: true });
});

const run = (request: Omit<LintRequest, 'pages'>) => lintStep({ pages: ['docs'], ...request }, host);
const chosen = ['lint/update-says-create', 'lint/update-lists-key'];

describe('lint', () => {
  it('counts the findings by code, the most frequent first', async () => {
    const { text, data, codes } = await run({ only: chosen });
    expect(text?.split('\n')).toEqual([
      '2 pages, 3 findings',
      '      2  warning  lint/update-lists-key',
      '      1  warning  lint/update-says-create',
    ]);
    expect(data).toEqual({
      pages: 2,
      findings: [
        { code: 'lint/update-lists-key', severity: 'warning', count: 2 },
        { code: 'lint/update-says-create', severity: 'warning', count: 1 },
      ],
    });
    expect(codes?.map(({ code }) => code)).toEqual(expect.arrayContaining(chosen));
  });

  it('looks for some findings only, or for all but some', async () => {
    const all = (await run({})).diagnostics.map(({ code }) => code);
    expect(all).toEqual(expect.arrayContaining(chosen));
    const only = (await run({ only: ['lint/update-lists-key'] })).diagnostics.map(({ code }) => code);
    expect(new Set(only)).toEqual(new Set(['lint/update-lists-key']));
    const rest = (await run({ except: ['lint/update-lists-key'] })).diagnostics.map(({ code }) => code);
    expect([...rest, ...only].sort()).toEqual([...all].sort());
  });

  it('refuses a code that names no finding, with the nearest that does', async () => {
    const outcome = await run({ only: ['lint/update-list-key'], except: ['docs/row-too-short'] });
    expect(outcome).toMatchObject({
      refused: true,
      diagnostics: [
        {
          code: 'config/unknown-finding',
          message: 'there is no finding lint/update-list-key; did you mean lint/update-lists-key?',
        },
      ],
    });
  });
});
