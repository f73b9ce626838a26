import axe from 'axe-core';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../scripts/gates/browser.ts';
import { canary, reviewed } from './fixtures/things.ts';
import type { Review } from './review.ts';
import { isReviewPage, reviewPage } from './review-page.ts';

interface Seen {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly script?: boolean;
  readonly hash?: string;
}

let browser: Browser | string;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  if (typeof browser !== 'string') await browser.close();
});

/** Looks at a review in a tab; a message on the console or an error fails the test. */
async function look<T>(review: Review, seen: Seen, at: (tab: Tab) => Promise<T>): Promise<T> {
  if (typeof browser === 'string') throw new Error(browser);
  const { scheme = 'light', width = 1400, script = true, hash = '' } = seen;
  const context: BrowserContext = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    offline: true,
  });
  const html = reviewPage(review);
  await context.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  const tab = await context.newPage();
  const errors: string[] = [];
  tab.on('console', (message) => errors.push(message.text()));
  tab.on('pageerror', (error) => errors.push(error.message));
  await tab.goto(`http://review.test/${hash}`);
  const found = await at(tab);
  expect(errors).toEqual([]);
  await context.close();
  return found;
}

const large = (text = '') => reviewed({ operations: 60, text });
const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const innerTexts = async (tab: Tab, selector: string) =>
  (await tab.locator(selector).allInnerTexts()).map(words);

describe("the owners' page", () => {
  it('is the same bytes for the same input, and known again', () => {
    for (const review of [reviewed, large]) {
      const page = reviewPage(review());
      expect(reviewPage(review())).toBe(page);
      expect(isReviewPage(page)).toBe(true);
    }
    expect(isReviewPage('<p>mine</p>')).toBe(false);
  });

  it('says first what is broken, who relies on it, and what to do', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(reviewed(), {}, async (tab) => ({
      strip: await innerTexts(tab, '.strip li'),
      next: words(await tab.locator('header .next').innerText()),
    }));
    expect(seen.strip).toEqual([
      '1 ✗ breaking',
      '2 + compatible',
      '1 of 3 contracts hold, ✗ 2 do not',
      '43 % of the spec is met',
      '1 finding on the documentation',
    ]);
    expect(seen.next).toBe(
      'Next step: thing: owner is gone (the documentation said it at docs/thing.md:9). 1 contract of shop relies on it: “reads the owner ”. Put back what was, or, if it is meant, accept it in docpact.accept.yaml.',
    );
  });

  it('opens a change to all that is known of it', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(reviewed(), {}, async (tab) => {
      const change = tab.locator('#change-1');
      const row = words(await change.locator('summary').innerText());
      await change.locator('summary').click();
      const names = await change.locator('dt').allInnerTexts();
      const texts = (await change.locator('dd').allInnerTexts()).map(words);
      return { row, detail: Object.fromEntries(names.map((name, i) => [name, texts[i]])) };
    });
    expect(seen.row).toBe(
      '✗ breaking thing: owner is gone touches GET /things/{id} and PATCH /things/{id} (response 200); shown by 1 contract of shop; it was documented at docs/thing.md:9',
    );
    expect(seen.detail).toEqual({
      Rule: expect.stringMatching(/^change\/response-property-removed A property is gone\. /),
      Policy: expect.stringMatching(/^contract: something comes /),
      Touches: 'GET /things/{id} PATCH /things/{id}',
      Spec: expect.stringMatching(/^- before: base\.json:\d+:\d+, .*- owner: - type: string - description: /),
      Documentation: 'said before: docs/thing.md:9:1 |owner|Who has it|',
      Contracts: '✗ impossible reads the owner',
      'To accept it': expect.stringContaining(
        'accept: - code: "change/response-property-removed" pointer: "#/components/schemas/thing/properties/owner" reason: "why it is meant"',
      ),
    });
  });

  it('shows each node beside its line, what was inferred, and lines that nothing came from', async ({
    skip,
  }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(reviewed(), {}, async (tab) => ({
      tree: await innerTexts(tab, '#op-thing_get .tree > li'),
      unread: await innerTexts(tab, '.source li.unread'),
      evidence: words(await tab.locator('#op-thing_get .evidence').innerText()),
      back: await tab
        .locator('#doc-1-8 a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    }));
    expect(seen.tree).toEqual([
      'id path, required, string inferred',
      '200 OK · thing inferred from thing.md:3 title string, required thing.md:8 + compatible state any inferred no contract parts array of thing inferred no contract as above',
      '404 none · error inferred from thing.md:3 no contract code string inferred: usual-error',
      '500 bad · error, as in 404 inferred from thing.md:3 no contract',
    ]);
    expect(seen.unread).toEqual(['|colour|Nobody reads this|', 'Nothing comes from this . warning']);
    expect(seen.evidence).toMatch(
      /^CHANGES ✗ thing: owner is gone .*CONTRACTS ✗ impossible reads the owner was possible COVERAGE 1 of 3 statuses pinned 1 of 4 response properties pinned shown by nothing: 404, 500, .* FINDINGS ON ITS PAGE warning it says create$/,
    );
    expect(seen.back).toEqual(['#op-thing_get-200-title', '#op-thing_update-request-title']);
  });

  it('leads from a node to its line and back', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const marked = (tab: Tab) => tab.locator('.here').evaluateAll((all) => all.map(({ id }) => id).sort());
    const seen = await look(reviewed(), {}, async (tab) => {
      await tab.locator('#op-thing_update-request-title > a.line').click();
      const forth = await marked(tab);
      await tab.locator('#doc-1-8 a').first().click();
      // The address changes after the click.
      await tab.locator('#op-thing_update-request-title:not(.here)').waitFor();
      return { forth, back: await marked(tab), hash: await tab.evaluate(() => location.hash) };
    });
    expect(seen.forth).toEqual(
      expect.arrayContaining(['doc-1-8', 'op-thing_update-request-title', 'op-thing_get-200-title']),
    );
    expect(seen.back).toEqual(['doc-1-8', 'op-thing_get-200-title']);
    expect(seen.hash).toBe('#op-thing_get-200-title');
  });

  it.each([
    ['small', () => reviewed({ accepted: 'meant' })],
    ['large', () => large()],
    ['without documentation and base', () => reviewed({ docs: false, base: false })],
  ])('has no link that leads nowhere: %s', async (_, made) => {
    if (typeof browser === 'string') return expect.soft(browser).toContain('CHROME_PATH');
    const lost = await look(made(), {}, (tab) =>
      tab.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
        return new Promise<string[]>((resolve) =>
          setTimeout(() => {
            const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
            const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
            const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
            const lost = links.filter((link) => {
              link.click();
              return document.getElementById(decodeURIComponent(link.hash.slice(1))) === null;
            });
            resolve([...twice, ...lost.map(({ hash }) => hash)]);
          }, 200),
        );
      }),
    );
    expect(lost).toEqual([]);
  });

  it('walks through the changes by j and k, unless it is told not to', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(reviewed(), {}, async (tab) => {
      const at: string[] = [];
      for (const key of ['j', 'j', 'k', 'Control+j']) {
        await tab.keyboard.press(key);
        at.push(await tab.evaluate(() => document.activeElement?.parentElement?.id ?? ''));
      }
      await tab.locator('.keys input').uncheck();
      await tab.keyboard.press('j');
      return [...at, await tab.evaluate(() => document.activeElement?.parentElement?.id ?? '')];
    });
    expect(seen).toEqual(['change-1', 'change-2', 'change-1', 'change-1', '']);
  });

  it('filters the coverage table', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(reviewed(), {}, async (tab) => {
      const rows = () => innerTexts(tab, '.coverage tbody tr:visible th');
      const all = await rows();
      await tab.locator('#coverage-filter').selectOption('risk');
      const risk = await rows();
      await tab.locator('#coverage-name').fill('patch');
      return { all, risk, named: await rows(), count: await tab.locator('#coverage-count').innerText() };
    });
    expect(seen.all).toEqual(['GET /bare changed', 'GET /things/{id} changed', 'PATCH /things/{id} changed']);
    expect(seen.risk).toEqual(seen.all);
    expect(seen.named).toEqual(['PATCH /things/{id} changed']);
    expect(seen.count).toBe('1 operation');
  });

  it('draws of a large API what is asked for, also by a link into it', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(large(), { hash: '#op-more_59-200-parts-title' }, async (tab) => ({
      node: words(await tab.locator('#op-more_59-200-parts-title').innerText()),
      drawn: await tab.locator('.operation .tree').count(),
      line: await tab.locator('#doc-1-8').count(),
    }));
    expect(seen.node).toBe('title string, required thing.md:8 + compatible');
    expect(seen).toMatchObject({ drawn: 2, line: 1 });
  });

  it('finds operations of a large API by their names', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(large(), {}, async (tab) => {
      await tab.locator('#operation-name').fill('MORE/5');
      // What is not painted yet (content-visibility) has no inner text.
      const headings = await tab.locator('.operation:visible h3').allTextContents();
      const found = headings.map((heading) => heading.replace(/\s+/g, ' ').trim());
      await tab.evaluate(() => {
        location.hash = '#op-bare_list';
      });
      await tab.locator('#op-bare_list .pair').waitFor();
      return { found, count: await tab.locator('#operation-count').innerText() };
    });
    expect(seen.found).toEqual(
      ['5', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59'].map((n) => `GET /more/${n}`),
    );
    expect(seen.count).toBe('11 operations');
  });

  it('says without its script what matters', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const of = (review: Review) =>
      look(review, { script: false }, async (tab) => ({
        changes: await tab.locator('.change').count(),
        operations: await tab.locator('.operation').count(),
        findings: await tab.locator('.findings > li').count(),
        tree: await tab.locator('.tree li').count(),
        warned: await tab.locator('noscript').count(),
      }));
    expect(await of(reviewed())).toMatchObject({
      changes: 3,
      operations: 3,
      findings: 1,
      tree: 16,
      warned: 0,
    });
    expect(await of(large())).toMatchObject({ changes: 3, operations: 63, findings: 1, tree: 0, warned: 1 });
  });

  it.each([
    ['small', () => reviewed({ text: canary, accepted: canary })],
    ['large', () => large(canary)],
  ])('keeps hostile text inert: %s', async (_, made) => {
    if (typeof browser === 'string') return expect.soft(browser).toContain('CHROME_PATH');
    const found = await look(made(), {}, async (tab) => {
      await tab.evaluate(async () => {
        for (const details of document.querySelectorAll('details')) details.open = true;
        await new Promise((resolve) => setTimeout(resolve, 100));
        for (const details of document.querySelectorAll('details')) details.open = true;
        await new Promise((resolve) => setTimeout(resolve, 100));
      });
      return tab.evaluate(() => ({
        canary: 'canary' in globalThis,
        images: document.querySelectorAll('img').length,
        scripts: [...document.scripts].map(({ type, id }) => `${type} ${id}`.trim()),
        handlers: [...document.querySelectorAll('*')].filter((one) =>
          [...one.attributes].some(({ name }) => name.startsWith('on')),
        ).length,
        shown: document.querySelector('.findings')?.textContent?.includes('<script>window.canary'),
      }));
    });
    expect(found).toMatchObject({ canary: false, images: 0, handlers: 0, shown: true });
    expect(found.scripts.filter((one) => one !== 'application/json parts')).toEqual(['']);
  });

  it.each([
    ['light', 1400, reviewed],
    ['dark', 1400, () => reviewed({ accepted: 'meant' })],
    ['light', 390, reviewed],
    ['dark', 390, large],
    ['light', 1400, () => reviewed({ docs: false, base: false })],
  ] as const)('has no accessibility violation in %s at %i pixels', async (scheme, width, made) => {
    if (typeof browser === 'string') return expect.soft(browser).toContain('CHROME_PATH');
    const seen = await look(made(), { scheme, width }, async (tab) => {
      await tab.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await tab.evaluate(axe.source);
      return tab.evaluate(async () => {
        const run = await (globalThis as unknown as { axe: typeof axe }).axe.run(document);
        return {
          violations: run.violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
          ),
          beyond: document.documentElement.scrollWidth - innerWidth,
        };
      });
    });
    expect(seen).toEqual({ violations: [], beyond: 0 });
  });

  it('prints everything, one thing below the other', async ({ skip }) => {
    skip(typeof browser === 'string', String(browser));
    const seen = await look(reviewed(), {}, async (tab) => {
      await tab.emulateMedia({ media: 'print' });
      return tab.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
        return {
          below: (box('.operations')?.top ?? 0) >= (box('.docs')?.bottom ?? 0),
          detail: (box('#change-1 .detail')?.height ?? 0) > 0,
          navigation: box('nav')?.height,
        };
      });
    });
    expect(seen).toEqual({ below: true, detail: true, navigation: 0 });
  });

  it('keeps an API of fifty operations below 300 kB', () => {
    expect(Buffer.byteLength(reviewPage(reviewed({ operations: 47 })))).toBeLessThan(300_000);
  });
});
