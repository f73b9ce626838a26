import { placeText } from '../../generator/model/place.ts';
import { element, type Html } from '../../generator/model/printers/html.ts';
import type { ReviewedContract } from './review.ts';

/** A symbol beside the word: colour never says anything alone. */
const symbols: Record<ReviewedContract['verdict'], string> = {
  guaranteed: '✓',
  possible: '≈',
  impossible: '✗',
  undecided: '?',
};

export function verdictMark(verdict: ReviewedContract['verdict']): Html {
  return element('strong', { class: `verdict ${verdict}` }, `${symbols[verdict]} ${verdict}`);
}

export function contractList(contracts: readonly ReviewedContract[]): Html {
  const items = contracts.map((contract) => {
    const reasons = contract.reasons.map(({ message, at }) =>
      element('li', {}, message, ' ', element('code', {}, placeText(at))),
    );
    const place = element('code', {}, placeText(contract.at));
    return element(
      'li',
      {},
      verdictMark(contract.verdict),
      ` ${contract.name} `,
      place,
      reasons.length > 0 ? element('ul', {}, reasons) : undefined,
    );
  });
  return element('ul', { class: 'contracts' }, items);
}
