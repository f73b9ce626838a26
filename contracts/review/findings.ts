import { element, type Html, htmlId } from '../../generator/model/printers/html.ts';
import { placeLink } from './operations.ts';
import type { Review, ReviewedFinding } from './review.ts';

export function findingList(review: Review): Html {
  if (review.findings.length === 0)
    return element('p', {}, 'Nothing was found wrong with the documentation.');
  return element(
    'ol',
    { class: 'findings' },
    review.findings.map((finding) => item(review, finding)),
  );
}

function item(review: Review, finding: ReviewedFinding): Html {
  const { severity, code, message, help, at, related, patch, fingerprint } = finding;
  return element(
    'li',
    { id: `finding-${htmlId(fingerprint)}` },
    element(
      'p',
      {},
      element('strong', { class: severity }, severity),
      ' ',
      element('code', {}, code),
      ' ',
      message,
    ),
    element('p', {}, placeLink(review, at), help === undefined ? undefined : ` ${help}`),
    related.map((other) =>
      element('p', { class: 'related' }, `${other.message}: `, placeLink(review, other.at)),
    ),
    patch ? patchOf(patch) : undefined,
  );
}

function patchOf({ before, after }: { before: string; after: string }): Html {
  return element(
    'div',
    { class: 'patch' },
    before === '' ? undefined : element('p', {}, 'Take out: ', element('del', {}, before)),
    after === '' ? undefined : element('p', {}, 'Put in: ', element('ins', {}, after)),
  );
}
