import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import { type Met, type OperationCoverage, percentMet } from '../coverage.ts';
import type { Evidence } from './evidence.ts';
import type { Ids } from './ids.ts';
import type { Lazy } from './lazy.ts';
import type { Review } from './review.ts';

interface Parts {
  readonly ids: Ids;
  readonly lazy: Lazy;
  readonly evidence: Evidence;
}

type Kind = 'operations' | 'statuses' | 'requestProperties' | 'responseProperties';

const kinds: readonly (readonly [Exclude<Kind, 'operations'>, string])[] = [
  ['statuses', 'Statuses'],
  ['requestProperties', 'Request properties'],
  ['responseProperties', 'Response properties'],
];

const most = 200;

/** How much of each operation contracts pin, exchanges meet besides, and nothing but the spec says. */
export function coverageSection(review: Review, operations: readonly Operation[], parts: Parts): Html {
  const byId = new Map(review.coverage.byOperation.map((one) => [one.operation, one]));
  const rows = operations.flatMap(({ id }) => byId.get(id) ?? []);
  return element(
    'section',
    { id: 'coverage', 'aria-labelledby': 'coverage-title' },
    element('h2', { id: 'coverage-title' }, 'Coverage'),
    element(
      'p',
      { class: 'soft' },
      `${shownPercent(review)} of the spec is met. Pinned: a contract shows it. Met: a recorded exchange shows it, no contract does. Documented: nothing but the spec says it.`,
    ),
    filters(),
    parts.lazy.most(rows, most, 'coverage', (some) => table(review, some, rows.length, parts)),
  );
}

export function shownPercent({ coverage }: Review): string {
  // Rounded down: what is not all is not 100.
  return `${Math.floor(percentMet(coverage))} %`;
}

/** For the page's script: without it all rows are there. */
function filters(): Html {
  const choice = (value: string, label: string) => element('option', { value }, label);
  return element(
    'form',
    { class: 'filters', hidden: true, 'aria-label': 'Filter of the coverage table' },
    element(
      'label',
      {},
      'Show ',
      element(
        'select',
        { id: 'coverage-filter' },
        choice('', 'all operations'),
        choice('gap', 'not fully pinned'),
        choice('changed', 'changed'),
        choice('risk', 'changed and not fully pinned'),
      ),
    ),
    element('label', {}, ' named like ', element('input', { id: 'coverage-name', type: 'search' })),
    element('output', { id: 'coverage-count' }),
  );
}

function table(review: Review, rows: readonly OperationCoverage[], all: number, parts: Parts): Html {
  const groups = kinds.map(([, title]) => element('th', { scope: 'colgroup', colspan: '3' }, title));
  const columns = kinds.flatMap(() =>
    ['Pinned', 'Met', 'Documented'].map((head) => element('th', { scope: 'col' }, head)),
  );
  const label = `Coverage of ${rows.length} of ${all} operations`;
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    element(
      'table',
      { class: 'coverage' },
      element('caption', {}, label),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col', rowspan: '2' }, 'Operation'),
          element('th', { scope: 'col', rowspan: '2' }, 'Contracts'),
          groups,
        ),
        element('tr', {}, columns),
      ),
      element(
        'tbody',
        {},
        rows.map((row) => rowOf(row, parts)),
      ),
      element('tfoot', {}, totals(review)),
    ),
  );
}

function rowOf(row: OperationCoverage, { ids, evidence }: Parts): Html {
  const { operation, method, path, contracts } = row;
  const felt = (evidence.changes.get(operation) ?? []).some(
    ({ change }) => change.verdict !== 'documentation',
  );
  const isGap = contracts === 0 || kinds.some(([kind]) => row[kind].pinned < row[kind].total);
  const classes = [isGap ? 'gap' : [], felt ? 'changed' : []].flat().join(' ');
  const link = element('a', { href: `#${ids.operation(operation)}` }, `${method.toUpperCase()} ${path}`);
  return element(
    'tr',
    { class: classes === '' ? undefined : classes },
    element(
      'th',
      { scope: 'row' },
      link,
      felt ? [' ', element('span', { class: 'tag' }, 'changed')] : undefined,
    ),
    element('td', { class: contracts === 0 ? 'none' : undefined }, String(contracts)),
    kinds.map(([kind]) => cells(row[kind])),
  );
}

function cells({ pinned, met, total }: Met): Child {
  if (total === 0) return element('td', { class: 'none', colspan: '3' }, 'has none');
  const left = total - met;
  return [
    element('td', {}, String(pinned)),
    element('td', {}, String(met - pinned)),
    element('td', { class: left > 0 ? 'left' : undefined }, String(left)),
  ];
}

function totals({ coverage }: Review): Html {
  const { pinned, total } = coverage.operations;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, 'All operations'),
    element('td', {}, `${pinned} of ${total} pinned`),
    kinds.map(([kind]) => cells(coverage[kind])),
  );
}
