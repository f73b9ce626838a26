import { type Coverage, type Met, type OperationCoverage, percentMet } from '../../contracts/coverage.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import type { Json } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';

export interface CoverageRequest {
  /** In percent of all that is counted: less is a finding. */
  readonly least: number | undefined;
}

const tooLittle = defineProblem<{ percent: number; least: number }>({
  code: 'verify/coverage',
  severity: 'error',
  summary: 'Contracts and exchanges meet less of the spec than is asked for.',
  message: (p) => `${shownPercent(p.percent)} of the spec is met, ${p.least} % is asked for`,
  help: 'Look at what nothing meets in the table, or ask for less.',
});

/** What is missing of the part that is asked for. */
export function shortfall(
  coverage: Coverage,
  { least }: CoverageRequest,
  spec: string,
): readonly Diagnostic[] {
  const percent = percentMet(coverage);
  return least === undefined || percent >= least ? [] : [tooLittle.at(startOf(spec), { percent, least })];
}

/** A line a kind, and one for each operation of which something is met or missing. */
export function coverageText(coverage: Coverage): string {
  const { operations, statuses, requestProperties, responseProperties, byOperation } = coverage;
  const kinds: readonly (readonly [string, Met])[] = [
    ['operations', operations],
    ['statuses', statuses],
    ['request properties', requestProperties],
    ['response properties', responseProperties],
  ];
  const sums = kinds.map(([name, met]) => `  ${name.padEnd(20)} ${metText(met)}`);
  const met = byOperation.filter(({ contracts, exchanges }) => contracts + exchanges > 0);
  const unmet = byOperation.length - met.length;
  const rows = met.map(rowOf);
  const rest =
    unmet === 0 ? [] : [`  ${unmet} ${unmet === 1 ? 'operation is' : 'operations are'} met by nothing`];
  return [`coverage: ${shownPercent(percentMet(coverage))}`, ...sums, ...rows, ...rest].join('\n');
}

function rowOf({ operation, statuses, requestProperties, responseProperties }: OperationCoverage): string {
  const part = (name: string, { met, total }: Met) => (total === 0 ? '' : `  ${name} ${met}/${total}`);
  const parts = [
    part('statuses', statuses),
    part('request', requestProperties),
    part('response', responseProperties),
  ];
  return `  ${terminalText(operation)}${parts.join('')}`;
}

function metText({ total, pinned, met }: Met): string {
  const beside = met === pinned ? '' : `, ${met - pinned} more by exchanges`;
  return `${pinned} of ${total} by contracts${beside}`;
}

function shownPercent(percent: number): string {
  // Rounded down: what is not all is not 100.
  return `${Math.floor(percent * 10) / 10} %`;
}

export function coverageJson(coverage: Coverage): Json {
  const { operations, statuses, requestProperties, responseProperties, byOperation } = coverage;
  const met = (one: Met): Json => ({ total: one.total, pinned: one.pinned, met: one.met });
  return {
    percent: percentMet(coverage),
    operations: met(operations),
    statuses: met(statuses),
    requestProperties: met(requestProperties),
    responseProperties: met(responseProperties),
    byOperation: byOperation.map((one) => ({
      operation: one.operation,
      method: one.method,
      path: one.path,
      contracts: one.contracts,
      exchanges: one.exchanges,
      statuses: met(one.statuses),
      requestProperties: met(one.requestProperties),
      responseProperties: met(one.responseProperties),
      missing: one.missing,
    })),
  };
}
