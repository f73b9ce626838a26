import { placeText } from '../../generator/model/place.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import { contractId, type Ids } from './ids.ts';
import type { Lazy } from './lazy.ts';
import type { Places } from './places.ts';
import type { ContractVerdict, Review, ReviewedContract } from './review.ts';
import { verdictSymbols } from './words.ts';

interface Parts {
  readonly places: Places;
  readonly lazy: Lazy;
  readonly ids: Ids;
}

/** The gravest first. */
export const contractVerdicts: readonly ContractVerdict[] = [
  'impossible',
  'undecided',
  'possible',
  'guaranteed',
];

const most = 100;

/** All contracts with their verdicts, and what was wrong. */
export function contractsSection(review: Review, parts: Parts): Html {
  const all = review.contracts.map((contract, index) => ({ contract, index }));
  return element(
    'section',
    { id: 'contracts', 'aria-labelledby': 'contracts-title' },
    element('h2', { id: 'contracts-title' }, 'Contracts'),
    all.length === 0
      ? element('p', { class: 'soft' }, 'No contract was given.')
      : contractVerdicts.map((verdict) => {
          const own = all.filter(({ contract }) => contract.verdict === verdict);
          if (own.length === 0) return undefined;
          return [
            element('h3', { class: verdict }, `${verdictSymbols[verdict]} ${verdict} (${own.length})`),
            parts.lazy.most(own, most, 'contract', (some) =>
              element(
                'ul',
                { class: 'contracts' },
                some.map(({ contract, index }) => item(review, contract, index, parts)),
              ),
            ),
          ];
        }),
  );
}

function item(review: Review, contract: ReviewedContract, index: number, parts: Parts): Html {
  const { name, at, operation, reasons } = contract;
  const called = review.api.operations.find(({ id }) => id === operation);
  return element(
    'li',
    { id: contractId(index) },
    element('strong', {}, name),
    ' ',
    element('code', { class: 'soft' }, placeText(at)),
    called
      ? [
          ' ',
          element(
            'a',
            { href: `#${parts.ids.operation(called.id)}` },
            `${called.method.toUpperCase()} ${called.path}`,
          ),
        ]
      : ' no operation of the spec answers it',
    changedWords(contract),
    reasons.length === 0
      ? undefined
      : element(
          'ul',
          {},
          reasons.map((reason) => element('li', {}, reason.message, ' ', parts.places.link(reason.at))),
        ),
  );
}

/** What became of its verdict. */
export function changedWords({ verdict, before }: ReviewedContract): Child {
  if (before === undefined || before === verdict) return undefined;
  return [' ', element('span', { class: `tag ${verdict}` }, `was ${before}`)];
}
