import { compareText } from '../../generator/model/diagnostic.ts';
import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import type { OperationCoverage } from '../coverage.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { Ids } from './ids.ts';
import type { Lazy } from './lazy.ts';
import type { Places } from './places.ts';
import type { Review } from './review.ts';
import type { SpecTree } from './spec-tree.ts';
import { counted, verdictSymbols } from './words.ts';

interface Parts {
  readonly places: Places;
  readonly lazy: Lazy;
  readonly ids: Ids;
  readonly tree: SpecTree;
  readonly evidence: Evidence;
}

/** Up to so many operations are found at a glance; of more than so many the page is kept simple. */
const few = 10;
const many = 1000;

/** As reviewers look for them: by path, then by method. */
export function sortedOperations({ api }: Review): readonly Operation[] {
  return [...api.operations].sort((a, b) => compareText(a.path, b.path) || compareText(a.method, b.method));
}

/** Every operation as a tree beside what is known of it. */
export function operationsColumn(review: Review, operations: readonly Operation[], parts: Parts): Html {
  const isHuge = operations.length > many;
  const coverage = new Map(review.coverage.byOperation.map((one) => [one.operation, one]));
  return element(
    'section',
    { class: 'operations', id: 'operations', 'aria-labelledby': 'operations-title' },
    element('h2', { id: 'operations-title' }, 'Spec and evidence'),
    operations.length === 0
      ? element('p', { class: 'soft' }, 'The document describes no operation.')
      : undefined,
    operations.length > few ? filter() : undefined,
    operations.map((operation) => section(operation, coverage.get(operation.id), { ...parts, isHuge })),
  );
}

/** For the page's script. */
function filter(): Html {
  return element(
    'form',
    { class: 'filters', hidden: true, 'aria-label': 'Filter of the operations' },
    element(
      'label',
      {},
      'Show operations named like ',
      element('input', { id: 'operation-name', type: 'search' }),
    ),
    element('output', { id: 'operation-count' }),
  );
}

function section(
  operation: Operation,
  coverage: OperationCoverage | undefined,
  parts: Parts & { readonly isHuge: boolean },
): Html {
  const { ids, lazy, tree, evidence } = parts;
  const id = ids.operation(operation.id);
  const method = element('span', { class: `method ${operation.method}` }, operation.method.toUpperCase());
  const heading = element(
    'h3',
    {},
    method,
    ' ',
    element('span', { class: 'path' }, breakable(operation.path, parts.isHuge)),
  );
  const isCovered = coverage !== undefined && coverage.contracts + coverage.exchanges > 0;
  const unmet = new Set(isCovered ? coverage.missing : []);
  return lazy.details(
    { class: 'operation', id, open: true },
    [heading, element('span', { class: 'badges' }, badges(operation, coverage, evidence))],
    () => [
      element(
        'p',
        { class: 'summary' },
        operation.summary ?? operation.id,
        operation.deprecated ? ' (deprecated)' : undefined,
        ' ',
        originOfOperation(operation, parts),
      ),
      element(
        'div',
        { class: 'pair' },
        element('div', { class: 'spec' }, tree.operation(operation, unmet)),
        element('div', { class: 'evidence' }, evidenceOf(operation, coverage, evidence, parts)),
      ),
    ],
  );
}

/** A path may go on in the next line where a segment begins. Of thousands each such place takes its time. */
function breakable(path: string, isHuge: boolean): Child {
  if (isHuge) return path;
  return path.split(/(?=\/)/).map((segment) => [element('wbr', {}), segment]);
}

function originOfOperation(operation: Operation, { places }: Parts): Child {
  if (!places.hasPages) return undefined;
  const said = places.saidBy(operation.pointer);
  if (said.by === 'line') return places.link(said.at, 'short');
  return element('span', { class: 'tag inferred' }, 'inferred');
}

/** What a closed operation shows. */
function badges({ id }: Operation, coverage: OperationCoverage | undefined, { changes }: Evidence): Child {
  const own = changes.get(id) ?? [];
  const worst = own[0]?.change.verdict;
  return [
    worst === undefined || worst === 'documentation'
      ? undefined
      : element(
          'span',
          { class: `tag ${worst}` },
          `${verdictSymbols[worst]} ${counted(own.length, 'change')}`,
        ),
    ' ',
    element(
      'span',
      { class: coverage && coverage.contracts > 0 ? 'tag' : 'tag unmet' },
      counted(coverage?.contracts ?? 0, 'contract'),
    ),
  ];
}
