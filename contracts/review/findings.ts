import { listAt } from '../../generator/model/list-at.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import { acceptedWords } from './changes.ts';
import { findingId } from './ids.ts';
import type { Lazy } from './lazy.ts';
import { lineDiff } from './line-diff.ts';
import type { Places } from './places.ts';
import type { Review, ReviewedFinding } from './review.ts';
import { counted } from './words.ts';

interface Parts {
  readonly places: Places;
  readonly lazy: Lazy;
}

const severities = { error: 0, warning: 1, info: 2 } as const;
const symbols = { error: '✗', warning: '!', info: 'i' } as const;
const most = 40;

/** What is wrong with the documentation, with wording that would mend it. */
export function findingsSection(review: Review, parts: Parts): Html {
  const { findings, pages, patch } = review;
  const { lazy } = parts;
  return element(
    'section',
    { id: 'findings', 'aria-labelledby': 'findings-title' },
    element('h2', { id: 'findings-title' }, 'Findings on the documentation'),
    patch === undefined
      ? undefined
      : lazy.details({ class: 'more' }, 'All suggested wordings as one patch, for git apply', () =>
          element('pre', { class: 'paste' }, patch),
        ),
    findings.length > 0
      ? groups(findings.map((finding, index) => ({ ...finding, index }))).map((group) =>
          groupOf(group, parts),
        )
      : element(
          'p',
          { class: 'soft' },
          pages.length === 0
            ? 'The spec did not come from documentation.'
            : 'Nothing was found wrong with the documentation.',
        ),
  );
}

interface Numbered extends ReviewedFinding {
  /** Its place in the review's list. */
  readonly index: number;
}

/** By code, the gravest first; within a code in the order of the pages. */
function groups(findings: readonly Numbered[]): (readonly Numbered[])[] {
  const byCode = new Map<string, Numbered[]>();
  for (const finding of findings) {
    listAt(byCode, finding.code).push(finding);
  }
  const rank = ([first]: readonly Numbered[]) => severities[first?.severity ?? 'info'];
  return [...byCode.values()].sort((a, b) => rank(a) - rank(b));
}

function groupOf(group: readonly Numbered[], { places, lazy }: Parts): Child {
  const [first] = group;
  if (!first) return undefined;
  const { severity, code } = first;
  return [
    element(
      'h3',
      {},
      element('span', { class: `mark ${severity}` }, `${symbols[severity]} ${severity}`),
      ' ',
      element('code', {}, code),
      ` (${group.length})`,
    ),
    first.help === undefined ? undefined : element('p', { class: 'soft' }, first.help),
    lazy.most(group, most, 'finding', (some) =>
      element(
        'ol',
        { class: 'findings' },
        some.map((finding) => item(finding, first.help, places)),
      ),
    ),
  ];
}

function item(finding: Numbered, help: string | undefined, places: Places): Html {
  const { message, at, related, patch, index, accepted } = finding;
  return element(
    'li',
    { id: findingId(index) },
    accepted ? [element('span', { class: 'tag' }, `accepted: ${acceptedWords(accepted)}`), ' '] : undefined,
    message,
    ' ',
    places.link(at),
    finding.help === help || finding.help === undefined
      ? undefined
      : element('p', { class: 'soft' }, finding.help),
    related.map((other) => element('p', { class: 'soft' }, `${other.message}: `, places.link(other.at))),
    patch ? patchOf(patch) : undefined,
  );
}

function patchOf({ before, after }: { before: string; after: string }): Html {
  return element(
    'div',
    { class: 'wording' },
    element('p', { class: 'soft' }, 'Suggested wording, - instead of, + say:'),
    lineDiff(before === '' ? undefined : before, after === '' ? undefined : after),
  );
}

/** `3 findings, 1 accepted`. */
export function findingWords(findings: readonly ReviewedFinding[]): string {
  const accepted = findings.filter((finding) => finding.accepted).length;
  return `${counted(findings.length - accepted, 'finding')}${accepted === 0 ? '' : `, ${accepted} accepted`}`;
}
