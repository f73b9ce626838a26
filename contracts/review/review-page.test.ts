import axe from 'axe-core';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageOf } from '../../generator/markdown/read-page.ts';
import { defineProblem } from '../../generator/model/diagnostic.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { openBrowser } from '../../scripts/gates/browser.ts';
import type { Review } from './review.ts';
import { reviewPage } from './review-page.ts';

const canary = `"'><script>window.canary = 1</script><img src=x onerror="window.canary = 1">\u202e`;

const spec = `openapi: 3.1.0
info: { title: things, version: '1' }
paths:
  /things/{id}:
    patch:
      operationId: thing_update
      summary: ${JSON.stringify(`Update ${canary}`)}
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
      responses:
        '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/list' } } } }
  /bare:
    get: { responses: { '204': { description: nothing } } }
components:
  schemas:
    thing: { type: object, properties: { title: { type: [string, 'null'] }, at: { type: string, format: date-time, readOnly: true } } }
    list: { type: object, properties: { value: { type: array, items: { $ref: '#/components/schemas/thing' } } } }
`;

const problem = defineProblem<{ text: string }>({
  code: 'lint/update-says-create',
  severity: 'warning',
  summary: 'x',
  message: (p) => p.text,
});

function review(): Review {
  const api = readOpenApi(new TextEncoder().encode(spec), 'openapi.yaml').value;
  if (!api) throw new Error('the fixture is no OpenAPI document');
  const at = { file: 'docs/thing.md', line: 3, column: 1 };
  return {
    api,
    sources: {
      origins: new Map([
        ['/paths/~1things~1{id}/patch', { places: [at] }],
        ['/components/schemas/thing/properties/title', { places: [{ ...at, line: 4 }] }],
        ['/components/schemas/list', { places: [], inferred: 'collection-response' }],
      ]),
    },
    pages: [pageOf(`# Update thing\n\nPATCH /things/{id}\n|title|String|${canary}|\n`, 'docs/thing.md')],
    findings: [{ ...problem.at(at, { text: canary }), patch: { before: 'create', after: 'update' } }],
    contracts: [
      {
        name: `update ${canary}`,
        at: { ...at, file: 'pact.json' },
        operation: 'thing_update',
        verdict: 'possible',
        reasons: [{ message: canary, at }],
      },
      {
        name: 'lost',
        at: { ...at, file: 'pact.json' },
        operation: undefined,
        verdict: 'impossible',
        reasons: [{ message: 'no such path', at }],
      },
    ],
    inputs: [{ file: 'openapi.yaml', sha256: '0123456789abcdef0123' }],
    command: 'docpact review --out review.html',
    version: '1.2.3',
  };
}

let browser: Browser | string;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  if (typeof browser !== 'string') await browser.close();
});

async function inTab<T>(
  colorScheme: 'light' | 'dark',
  width: number,
  look: (tab: Tab) => Promise<T>,
): Promise<T> {
  if (typeof browser === 'string') throw new Error(browser);
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  const tab = await context.newPage();
  const errors: string[] = [];
  tab.on('console', (message) => errors.push(message.text()));
  tab.on('pageerror', (error) => errors.push(error.message));
  await tab.setContent(reviewPage(review()));
  const seen = await look(tab);
  expect(errors).toEqual([]);
  await context.close();
  return seen;
}

describe("the owners' page", () => {
  it('is the same bytes for the same input', () => {
    expect(reviewPage(review())).toBe(reviewPage(review()));
  });

  it('shows each element beside its documentation line, and what was inferred', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const rows = await inTab('light', 1200, (tab) =>
      tab.locator('#op-thing_update tbody tr').allInnerTexts(),
    );
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'parameter id path, required, string docs/thing.md:3:1 PATCH /things/{id}',
      'request application/json thing docs/thing.md:3:1 PATCH /things/{id}',
      expect.stringMatching(/^request title string or null docs\/thing\.md:4:1 \|title\|String\|/),
      'request at string (date-time), read-only no documentation',
      'response 200 OK docs/thing.md:3:1 PATCH /things/{id}',
      'response value array of thing inferred: collection-response',
      expect.stringMatching(/^response value\[\]\.title string or null docs/),
      'response value[].at string (date-time), read-only no documentation',
    ]);
  });

  it('says first what has to be done', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const [strip, next] = await inTab('light', 1200, async (tab) => [
      (await tab.locator('.strip').innerText()).replace(/\s+/g, ' '),
      await tab.locator('header > p').innerText(),
    ]);
    expect(strip).toBe('2 operations 1 ✗ impossible 1 ≈ possible 1 documentation findings');
    expect(next).toBe('Next step: lost cannot be met by the spec; mend the contract or the spec.');
  });

  it('keeps hostile text inert', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const found = await inTab('light', 1200, (tab) =>
      tab.evaluate(() => ({
        canary: 'canary' in globalThis,
        scripts: document.querySelectorAll('script, img').length,
        shown: document.querySelector('.findings')?.textContent?.includes('<script>window.canary'),
      })),
    );
    expect(found).toEqual({ canary: false, scripts: 0, shown: true });
  });

  it('leads from an element to its line by a link', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const missing = await inTab('light', 1200, (tab) =>
      tab.evaluate(() =>
        [...document.querySelectorAll('a[href^="#"]')]
          .map((link) => link.getAttribute('href')?.slice(1) ?? '')
          .filter((id) => document.getElementById(id) === null),
      ),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
  ] as const)('has no accessibility violation in %s at %i pixels', async (scheme, width) => {
    if (typeof browser === 'string') return expect.soft(browser).toContain('CHROME_PATH');
    const violations = await inTab(scheme, width, async (tab) => {
      await tab.evaluate(axe.source);
      return tab.evaluate(async () => {
        const run = await (globalThis as unknown as { axe: typeof axe }).axe.run(document);
        return run.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      });
    });
    expect(violations).toEqual([]);
  });
});
