import { stringMember } from '../../generator/model/json.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import { shownPercent } from './coverage-section.ts';
import { findingWords } from './findings.ts';
import type { Ids } from './ids.ts';
import { nextStep } from './next-step.ts';
import type { Places } from './places.ts';
import type { Review } from './review.ts';
import { counted, verdictSymbols } from './words.ts';

interface Parts {
  readonly places: Places;
  readonly ids: Ids;
}

export function titleOf({ api }: Review): string {
  return `${stringMember(api.info, 'title') ?? 'API'}: spec review`;
}

/** What is reviewed, how it stands, and what to do next. */
export function pageHeader(review: Review, parts: Parts): Html {
  const { api, pages, changes } = review;
  const version = stringMember(api.info, 'version');
  const about = [
    version === undefined ? [] : `version ${version}`,
    counted(api.operations.length, 'operation'),
    pages.length === 0 ? 'no documentation' : counted(pages.length, 'documentation page'),
    typeof changes === 'string' ? 'no base' : `compared with ${changes.base}, policy ${changes.policy}`,
  ].flat();
  return element(
    'header',
    {},
    element('h1', {}, titleOf(review)),
    element('p', { class: 'about' }, about.join(' · ')),
    element('ul', { class: 'strip', 'aria-label': 'How it stands' }, strip(review)),
    element('p', { class: 'next' }, nextStep(review, parts)),
    navigation(review),
  );
}

function strip(review: Review): Child {
  const { contracts, findings } = review;
  const broken = contracts.filter(({ verdict }) => verdict === 'impossible').length;
  const open = findings.filter(({ accepted }) => !accepted);
  const gravest = open.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  return [
    changeCounts(review),
    contracts.length === 0
      ? item('#contracts', '0', 'contracts', 'unmet')
      : item(
          '#contracts',
          `${contracts.length - broken} of ${contracts.length}`,
          broken > 0
            ? `contracts hold, ${verdictSymbols.impossible} ${broken} ${broken === 1 ? 'does' : 'do'} not`
            : `${verdictSymbols.guaranteed} contracts hold`,
          broken > 0 ? 'impossible' : 'guaranteed',
        ),
    item('#coverage', shownPercent(review), 'of the spec is met', undefined),
    item(
      '#findings',
      String(open.length),
      `${findingWords(findings).replace(/^\d+ /, '')} on the documentation`,
      open.length === 0 ? undefined : gravest,
    ),
  ];
}

const changeWords = [
  ['breaking', 'breaking'],
  ['undecided', 'undecided'],
  ['compatible', 'compatible'],
  ['documentation', 'in words only'],
] as const;

function changeCounts({ changes }: Review): Child {
  if (typeof changes === 'string') return item('#changes', '–', 'nothing compared', undefined);
  if (changes.changes.length === 0)
    return item('#changes', '0', `${verdictSymbols.guaranteed} changes`, 'guaranteed');
  return changeWords.map(([verdict, words]) => {
    const own = changes.changes.filter((change) => change.verdict === verdict);
    if (own.length === 0) return undefined;
    const accepted = own.filter((change) => change.accepted).length;
    const rest = accepted === 0 ? '' : ` (${accepted} accepted)`;
    return item(
      `#changes-${verdict}`,
      String(own.length),
      `${verdictSymbols[verdict]} ${words}${rest}`,
      verdict,
    );
  });
}

function item(href: string, figure: string, words: string, tone: string | undefined): Html {
  return element(
    'li',
    { class: tone },
    element('a', { href }, element('strong', {}, figure), ' ', element('span', {}, words)),
  );
}

function navigation({ pages }: Review): Html {
  const links: readonly (readonly [string, string])[] = [
    ['changes', 'Changes'],
    ...(pages.length > 0 ? ([['documentation', 'Documentation']] as const) : []),
    ['operations', 'Spec and evidence'],
    ['coverage', 'Coverage'],
    ['findings', 'Findings'],
    ['contracts', 'Contracts'],
    ['inputs', 'Made from'],
  ];
  return element(
    'nav',
    { 'aria-label': 'Sections' },
    element(
      'ul',
      {},
      links.map(([id, text]) => element('li', {}, element('a', { href: `#${id}` }, text))),
    ),
  );
}
