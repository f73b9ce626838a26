import { listAt } from '../../generator/model/list-at.ts';
import { pointerTokens } from '../../generator/model/pointer.ts';
import { type Child, element } from '../../generator/model/printers/html.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import type { Met, OperationCoverage } from '../coverage.ts';
import { changedWords } from './contracts.ts';
import { changeId, contractId, findingId } from './ids.ts';
import type { Places } from './places.ts';
import type { Review, ReviewedChange, ReviewedContract, ReviewedFinding } from './review.ts';
import { listed, verdictSymbols } from './words.ts';

interface Numbered<Key extends string, T> {
  readonly items: ReadonlyMap<string, readonly ({ readonly index: number } & Readonly<Record<Key, T>>)[]>;
}

/** What is known of operations, by their ids; findings by their pages. */
export interface Evidence {
  readonly changes: Numbered<'change', ReviewedChange>['items'];
  readonly contracts: Numbered<'contract', ReviewedContract>['items'];
  readonly findings: Numbered<'finding', ReviewedFinding>['items'];
}

export function gatherEvidence({ changes, contracts, findings }: Review): Evidence {
  return {
    changes: byKey(
      (typeof changes === 'string' ? [] : changes.changes).map((change, index) => ({ change, index })),
      ({ change }) => change.operations,
    ),
    contracts: byKey(
      contracts.map((contract, index) => ({ contract, index })),
      ({ contract }) => [contract.operation ?? []].flat(),
    ),
    findings: byKey(
      findings.map((finding, index) => ({ finding, index })),
      ({ finding }) => [finding.at.file],
    ),
  };
}

function byKey<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      listAt(found, key).push(item);
    }
  return found;
}

const most = 12;

/** Changes, contracts, coverage and findings of one operation. */
export function evidenceOf(
  operation: Operation,
  coverage: OperationCoverage | undefined,
  evidence: Evidence,
  { places }: { readonly places: Places },
): Child {
  const said = places.saidBy(operation.pointer);
  const page = said.by === 'nothing' ? undefined : said.at?.file;
  const changes = (evidence.changes.get(operation.id) ?? []).map(({ change, index }) => [
    element('span', { class: change.verdict }, `${verdictSymbols[change.verdict]} `),
    element('a', { href: `#${changeId(index)}` }, change.message),
  ]);
  const contracts = (evidence.contracts.get(operation.id) ?? []).map(({ contract, index }) => [
    element('span', { class: contract.verdict }, `${verdictSymbols[contract.verdict]} ${contract.verdict} `),
    element('a', { href: `#${contractId(index)}` }, contract.name),
    changedWords(contract),
  ]);
  const findings = (page === undefined ? [] : (evidence.findings.get(page) ?? [])).map(
    ({ finding, index }) => [
      element('span', { class: finding.severity }, `${finding.severity} `),
      element('a', { href: `#${findingId(index)}` }, finding.message),
    ],
  );
  return [
    changes.length === 0 ? undefined : list('Changes', changes, 'changes'),
    contracts.length === 0
      ? [element('p', { class: 'part' }, 'Contracts'), element('p', {}, 'No contract pins this operation.')]
      : list('Contracts', contracts, 'contracts'),
    coverage ? [element('p', { class: 'part' }, 'Coverage'), coverageWords(coverage)] : undefined,
    findings.length === 0 ? undefined : list('Findings on its page', findings, 'findings'),
  ];
}

function list(title: string, items: readonly Child[], all: string): Child {
  const left = items.length - most;
  return [
    element('p', { class: 'part' }, title),
    element(
      'ul',
      {},
      items.slice(0, most).map((item) => element('li', {}, item)),
      left > 0 ? element('li', {}, element('a', { href: `#${all}` }, `${left} more`)) : undefined,
    ),
  ];
}

/** How much of it contracts show, and the names of what nothing shows. */
function coverageWords({
  statuses,
  requestProperties,
  responseProperties,
  missing,
  contracts,
  exchanges,
}: OperationCoverage): Child {
  const kinds: readonly (readonly [string, Met])[] = [
    ['statuses', statuses],
    ['request properties', requestProperties],
    ['response properties', responseProperties],
  ];
  const rows = kinds
    .filter(([, { total }]) => total > 0)
    .map(([name, { pinned, met, total }]) => {
      const more = met === pinned ? '' : `, ${met - pinned} more recorded`;
      return element('li', {}, `${pinned} of ${total} ${name} pinned${more}`);
    });
  if (contracts + exchanges === 0 || missing.length === 0) return element('ul', {}, rows);
  const names = [
    ...new Set(missing.map((one) => pointerTokens(one.startsWith('/') ? one : `/${one}`).at(-1) ?? one)),
  ];
  return element('ul', {}, rows, element('li', { class: 'soft' }, `shown by nothing: ${listed(names, 8)}`));
}
