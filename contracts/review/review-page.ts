import { createHash } from 'node:crypto';
import { stringMember } from '../../generator/model/json.ts';
import { element, type Html } from '../../generator/model/printers/html.ts';
import { verdictMark } from './contracts.ts';
import { documentationSections } from './documentation.ts';
import { findingList } from './findings.ts';
import { operationId, operationSections } from './operations.ts';
import type { Review, ReviewedContract } from './review.ts';
import { style } from './style.ts';

/** Whether a file is a page that docpact drew: only such a one may be drawn over. */
export function isReviewPage(text: string): boolean {
  return text.slice(0, 2000).includes('<meta name="generator" content="docpact review">');
}

/** The owners' page: one HTML file without scripts and without network. */
export function reviewPage(review: Review): string {
  const title = `${stringMember(review.api.info, 'title') ?? 'API'}: spec review`;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
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
  const body = element('body', {}, header(title, review), main(review), footer(review));
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, body).html}\n`;
}

function header(title: string, review: Review): Html {
  const operations = review.api.operations.map(({ id, method, path }) =>
    element('li', {}, element('a', { href: `#${operationId(id)}` }, `${method.toUpperCase()} ${path}`)),
  );
  return element(
    'header',
    {},
    element('h1', {}, title),
    strip(review),
    element('p', {}, nextStep(review)),
    element('nav', { 'aria-label': 'Operations' }, element('ul', {}, operations)),
  );
}

const verdicts: readonly ReviewedContract['verdict'][] = [
  'impossible',
  'undecided',
  'possible',
  'guaranteed',
];

function strip(review: Review): Html {
  const counted = verdicts.flatMap((verdict) => {
    const count = review.contracts.filter((contract) => contract.verdict === verdict).length;
    return count === 0
      ? []
      : [element('li', {}, element('a', { href: '#operations' }, String(count)), ' ', verdictMark(verdict))];
  });
  const operations = element(
    'li',
    {},
    element('a', { href: '#operations' }, String(review.api.operations.length)),
    ' operations',
  );
  const findings = element(
    'li',
    {},
    element('a', { href: '#findings' }, String(review.findings.length)),
    ' documentation findings',
  );
  return element('ul', { class: 'strip', 'aria-label': 'Summary' }, operations, counted, findings);
}

/** Who has to do what, in a sentence: the gravest thing first. */
function nextStep({ contracts, findings, api }: Review): string {
  const broken = contracts.find(({ verdict }) => verdict === 'impossible');
  if (broken) return `Next step: ${broken.name} cannot be met by the spec; mend the contract or the spec.`;
  const open = contracts.find(({ verdict }) => verdict === 'undecided');
  if (open) return `Next step: ${open.name} could not be decided; read its reason.`;
  const error = findings.find(({ severity }) => severity === 'error');
  if (error) return `Next step: the documentation contradicts itself: ${error.message}.`;
  const pinned = new Set(contracts.map(({ operation }) => operation));
  const bare = api.operations.find(({ id }) => !pinned.has(id));
  if (bare) return `Next step: no contract pins ${bare.method.toUpperCase()} ${bare.path}.`;
  if (findings.length > 0)
    return `Next step: ${findings.length} findings on the documentation, with suggested wording.`;
  return 'Nothing to do: every operation is pinned by a contract that holds.';
}

function main(review: Review): Html {
  const stray = review.contracts.filter(({ operation }) => operation === undefined);
  return element(
    'main',
    {},
    element('h2', { id: 'operations' }, 'Operations and their documentation'),
    operationSections(review),
    stray.length === 0 ? undefined : strayContracts(stray),
    element('h2', { id: 'findings' }, 'Findings on the documentation'),
    findingList(review),
    review.pages.length === 0 ? undefined : element('h2', { id: 'documentation' }, 'Documentation'),
    documentationSections(review),
  );
}

function strayContracts(contracts: readonly ReviewedContract[]): Html {
  const items = contracts.map(({ name, verdict, reasons }) =>
    element('li', {}, verdictMark(verdict), ` ${name}: ${reasons.map(({ message }) => message).join('; ')}`),
  );
  return element(
    'section',
    {},
    element('h3', {}, 'Contracts without an operation'),
    element('ul', {}, items),
  );
}

function footer(review: Review): Html {
  const inputs = review.inputs.map(({ file, sha256 }) =>
    element('li', {}, element('code', {}, file), ' sha256 ', element('code', {}, sha256.slice(0, 16))),
  );
  return element(
    'footer',
    {},
    element('h2', {}, 'Made from'),
    element('ul', {}, inputs),
    element('p', {}, `docpact ${review.version}; again with: `, element('code', {}, review.command)),
  );
}
