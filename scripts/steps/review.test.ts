import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import { readAcceptance } from '../acceptance-shape.ts';
import { quietHost } from '../host/fixtures/quiet-host.ts';
import type { Host } from '../host/host.ts';
import { importStep } from './import.ts';
import { type ReviewRequest, reviewStep } from './review.ts';

let folder: string;
let host: Host;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docpact-review-'));
  host = quietHost(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const spec = (property: string) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'things', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'thing_list',
          responses: {
            '200': {
              description: 'OK',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: [property],
                    properties: { [property]: { type: 'string' } },
                  },
                },
              },
            },
          },
        },
      },
    },
  });

const property = '/paths/~1things/get/responses/200/content/application~1json/schema/properties/owner';
const sources = JSON.stringify({ docpact: 'source-map/1', sources: { [property]: ['docs/thing.md:3:1'] } });

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

/** A repository whose last commit has an owner; the working folder has a title in its place. */
function repository(): string {
  write('openapi.json', spec('owner'));
  write('openapi.sources.json', sources);
  write('docs/thing.md', '# thing\n\nThe owner of it.\n');
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  write('openapi.json', spec('title'));
  write('openapi.sources.json', JSON.stringify({ docpact: 'source-map/1', sources: {} }));
  write('docs/thing.md', '# thing\n\nThe title of it.\n');
  return git('rev-parse', 'HEAD');
}

async function review(over: Partial<ReviewRequest> = {}) {
  const outcome = await reviewStep(
    {
      spec: 'openapi.json',
      docs: [],
      pacts: [],
      policy: 'contract',
      out: 'review.html',
      command: (base) => `docpact review --base ${base ?? 'none'}`,
      ...over,
    },
    host,
  );
  const page = join(folder, over.out ?? 'review.html');
  return { outcome, page: existsSync(page) ? readFileSync(page, 'utf8') : '' };
}

const text = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('docpact review', () => {
  it('compares with a file, whose documentation of then nobody knows', async () => {
    write('openapi.json', spec('title'));
    write('base.json', spec('owner'));
    write('base.sources.json', sources);
    write('docs/thing.md', '# thing\n\nThe title of it.\n');
    const { outcome, page } = await review({ base: 'base.json', docs: ['docs'] });
    expect(outcome.refused).toBeUndefined();
    expect(outcome.data).toMatchObject({ changes: { base: 'base.json', verdict: 'breaking', count: 2 } });
    expect(text(page)).toContain('said before: docs/thing.md:3:1');
    expect(page).not.toContain('<del><code>The');
  });

  it('compares with a revision, and shows the lines of then', async () => {
    repository();
    const { outcome, page } = await review({ base: 'main', docs: ['docs'] });
    expect(outcome.text).toMatch(/^1 operation, 2 changes since main \(breaking\)/);
    expect(page).toContain('<del><code>The owner of it.</code></del>');
    expect(text(page)).toContain('git:main:openapi.json sha256');
  });

  it('compares with the merge base where nothing is named, and says how to mean it again', async () => {
    const first = repository();
    git('checkout', '--quiet', '-b', 'topic');
    git('commit', '--quiet', '-a', '-m', 'second');
    const { page } = await review();
    expect(text(page)).toContain(`compared with ${first.slice(0, 12)}, the merge base with main`);
    expect(text(page)).toContain(`docpact review --base ${first}`);
  });

  it('says why nothing was compared, and draws the page', async () => {
    write('openapi.json', spec('title'));
    const { outcome, page } = await review();
    expect(outcome.refused).toBeUndefined();
    expect(text(page)).toContain(
      'Nothing was compared: the working folder is in no Git repository. Name what to compare with: --base REVISION or --base FILE.',
    );
    git('init', '--quiet');
    expect(text((await review()).page)).toContain('Nothing was compared: there is no default branch here');
  });

  it('refuses a base that was named and is not there, and writes nothing', async () => {
    repository();
    const { outcome, page } = await review({ base: 'nowhere' });
    expect(outcome.refused).toBe(true);
    expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['config/git-revision']);
    expect(page).toBe('');
  });

  it('draws the page of an API that the revision did not have', async () => {
    repository();
    write('new.json', spec('title'));
    const { outcome, page } = await review({ spec: 'new.json', base: 'main' });
    expect(outcome.refused).toBeUndefined();
    expect(text(page)).toContain(
      'Nothing was compared: git:main:new.json cannot be read: main has no file new.json.',
    );
  });

  it('shows what is accepted with the reason', async () => {
    repository();
    const accepted = ({ code }: Diagnostic) =>
      code.includes('removed')
        ? { reason: 'long planned', at: { file: 'a', line: 1, column: 1 } }
        : undefined;
    const { page } = await review({ base: 'main', accepted });
    expect(text(page)).toContain('Accepted long planned');
    expect(text(page)).toContain('✗ Breaking (1, 1 accepted)');
  });

  it('says what to paste, and that accepts this change and no other', async () => {
    repository();
    const { page } = await review({ base: 'main' });
    const [pasted = ''] = /accept:\n[^<]*/.exec(page.replaceAll('&quot;', '"')) ?? [];
    const world = { today: () => '2026-01-01', absolute: (name: string) => join(folder, name) };
    const { value: acceptance } = readAcceptance(
      new TextEncoder().encode(pasted),
      'docpact.accept.yaml',
      world,
    );
    expect(acceptance).toBeDefined();
    const again = await review({ base: 'main', accepted: acceptance?.accepted });
    const shown = text(again.page);
    expect(shown).toMatch(/✗ Breaking \(1, 1 accepted\)/);
    expect(shown).toMatch(/\+ Compatible \(1\)/);
  });

  it('draws the same bytes again, over a page of its own only', async () => {
    repository();
    const first = await review({ base: 'main', docs: ['docs'] });
    expect((await review({ base: 'main', docs: ['docs'] })).page).toBe(first.page);
    write('mine.html', '<p>mine</p>');
    expect((await review({ out: 'mine.html' })).outcome.refused).toBe(true);
  });
});

const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

describe.skipIf(!existsSync(join(corpus, 'graph-2021')))(
  'a certificate of 2017 and what became of it (skipped where ../shared/corpus is absent)',
  () => {
    it('says of each property what became of it, with both lines', { timeout: 60_000 }, async () => {
      const then = [join(corpus, 'graph-2017')];
      const pages = (kind: string, names: readonly string[]) =>
        names.map((name) =>
          join(
            corpus,
            `graph-2021/api-reference/beta/${kind}/intune-apps-enterprisecodesigningcertificate${name}.md`,
          ),
        );
      const now = [
        ...pages('api', ['-create', '-delete', '-get', '-list', '-update']),
        ...pages('resources', ['']),
      ];
      await importStep({ pages: then, out: 'then.yaml', check: false }, host);
      await importStep({ pages: now, out: 'now.yaml', check: false }, host);
      const pact = fileURLToPath(
        new URL('../../contracts/pacts/docpact-example-consumer-microsoft-graph.json', import.meta.url),
      );
      const { outcome, page } = await review({
        spec: 'now.yaml',
        docs: now,
        pacts: [pact],
        base: 'then.yaml',
        policy: 'graph',
      });
      expect(outcome.refused).toBeUndefined();
      const shown = text(page);
      expect(shown).toMatch(
        /Next step: \/deviceAppManagement\/enterpriseCerts is \/deviceAppManagement\/enterpriseCodeSigningCertificates now .*2 contracts of docpact-example-consumer rely on it/,
      );
      expect(shown).toContain('0 of 5 contracts hold, ✗ 5 do not');
      expect(shown).toMatch(
        /enterpriseCertificate: certStatus is gone .*?shown by \d contracts? of docpact-example-consumer/,
      );
      expect(shown).toMatch(/said before: \S+enterprisecertificate\.md:\d+:\d+ \|certStatus\|/);
      expect(shown).toMatch(/says now: \S+\.md:\d+:\d+ \|expirationDateTime\|/);
    });
  },
);
