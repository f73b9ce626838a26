import { createHash } from 'node:crypto';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import { BackLinks } from './back-links.ts';
import { ChangeMarks } from './change-marks.ts';
import { changesSection } from './changes.ts';
import { contractsSection } from './contracts.ts';
import { coverageSection } from './coverage-section.ts';
import { documentationColumn } from './documentation.ts';
import { gatherEvidence } from './evidence.ts';
import { findingsSection } from './findings.ts';
import { pageHeader, titleOf } from './header.ts';
import { Ids } from './ids.ts';
import { Lazy } from './lazy.ts';
import { operationsColumn, sortedOperations } from './operations.ts';
import { Places } from './places.ts';
import type { Review } from './review.ts';
import { script } from './script.ts';
import { SpecTree } from './spec-tree.ts';
import { style } from './style.ts';

/** Whether a file is a page that docpact drew: only such a one may be drawn over. */
export function isReviewPage(text: string): boolean {
  return text.slice(0, 2000).includes('<meta name="generator" content="docpact review">');
}

/** Above, what is not looked at at once is drawn when it is. Of few operations all may be long. */
const limits = { operations: 40, few: 12, lines: 6000, characters: 280_000, charactersOfFew: 600_000 };

/** The owners' page: one HTML file without network, that can be read without its script too. */
export function reviewPage(review: Review): string {
  const lines = review.pages.reduce((sum, page) => sum + page.lines.count, 0);
  const { length } = review.api.operations;
  if (length <= limits.operations && lines <= limits.lines) {
    const whole = pageWith(review, new Lazy(false));
    if (whole.length <= (length <= limits.few ? limits.charactersOfFew : limits.characters)) return whole;
  }
  return pageWith(review, new Lazy(true));
}

function pageWith(review: Review, lazy: Lazy): string {
  const title = titleOf(review);
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    element('meta', { name: 'generator', content: 'docpact review' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, title),
    // Our own style sheet: escaping it would break its quotes, and nothing foreign is in it.
    element('style', {}, { html: style }),
  );
  const body = element(
    'body',
    {},
    bodyOf(review, lazy),
    lazy.block(),
    element('script', {}, { html: script }),
  );
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, body).html}\n`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function bodyOf(review: Review, lazy: Lazy): Child[] {
  const operations = sortedOperations(review);
  const ids = new Ids(operations);
  const places = new Places(review);
  const marks = new ChangeMarks(review);
  const tree = new SpecTree({ api: review.api, ids, places, lazy, marks });
  const evidence = gatherEvidence(review);
  const parts = { ids, places, lazy, tree, evidence };
  const back = new BackLinks(review, places.hasPages ? operations : [], parts);
  const docs = documentationColumn(review, { places, lazy, back });
  return [
    element('a', { class: 'skip', href: '#changes' }, 'Skip to the changes'),
    pageHeader(review, parts),
    lazy.isOn
      ? element(
          'noscript',
          {},
          element(
            'p',
            { class: 'next' },
            'This API is large: what opens here is drawn by the page’s script. Without it there are the changes, the findings, the contracts and the list of operations.',
          ),
        )
      : undefined,
    element(
      'main',
      {},
      changesSection(review, parts),
      element(
        'div',
        { class: docs ? 'columns' : 'columns no-docs' },
        docs,
        operationsColumn(review, operations, parts),
      ),
      coverageSection(review, operations, parts),
      findingsSection(review, parts),
      contractsSection(review, parts),
    ),
    footer(review),
  ];
}

function footer({ inputs, command, version, changes }: Review): Html {
  const items = inputs.map(({ file, sha256 }) =>
    element('li', {}, element('code', {}, file), ' sha256 ', element('code', {}, sha256)),
  );
  const policy = typeof changes === 'string' ? '' : `, policy ${changes.policy}`;
  return element(
    'footer',
    { id: 'inputs' },
    element('h2', {}, 'Made from'),
    element('ul', {}, items),
    element('p', {}, `docpact ${version}${policy}. The same input makes the same bytes, again with:`),
    element('pre', {}, element('code', {}, command)),
  );
}
