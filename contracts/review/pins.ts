import type { Change } from '../changes/change.ts';
import { elementsMet } from '../coverage.ts';
import type { Judgement } from '../verify.ts';
import type { ReviewedSide } from './side.ts';

/** What a contract shows of the base, and what it fails on in the head. */
interface Shown {
  readonly operation: string | undefined;
  readonly request: ReadonlySet<string>;
  readonly response: ReadonlySet<string>;
  readonly statuses: ReadonlySet<string>;
  /** Pointers into the head that its findings speak of. */
  readonly failing: readonly string[];
}

/** Which contracts rely on what changed. */
export class Pins {
  readonly #shown: readonly Shown[];

  constructor(base: ReviewedSide, head: ReviewedSide) {
    this.#shown = base.judgements.map((judgement, i) => shownBy(base, judgement, head.judgements[i]));
  }

  /** Places in the list of contracts. */
  of(change: Change): number[] {
    return this.#shown.flatMap((shown, i) => (relies(shown, change) ? [i] : []));
  }
}

function shownBy({ api }: ReviewedSide, judgement: Judgement, now: Judgement | undefined): Shown {
  const operation = api.operations.find(({ id }) => id === judgement.operation);
  const met = operation && elementsMet(api, operation, judgement.interaction);
  return {
    operation: operation?.id,
    request: met?.requestProperties ?? new Set(),
    response: met?.responseProperties ?? new Set(),
    statuses: new Set(met?.statuses),
    failing:
      now?.verdict === 'impossible'
        ? now.diagnostics.flatMap(({ related }) => related.flatMap(({ at }) => at.pointer ?? []))
        : [],
  };
}

function relies(shown: Shown, change: Change): boolean {
  const { base, code, verdict, reach } = change;
  if (verdict === 'documentation' || shown.operation === undefined) return false;
  if (change.head !== undefined && shown.failing.includes(change.head)) return true;
  if (/-added(-|$)/.test(code) || base === undefined || !reach.ids.includes(shown.operation)) return false;
  const property = /^.*\/properties\/[^/]+/s.exec(base)?.[0];
  if (property !== undefined)
    return (
      (!code.startsWith('change/response-') && shown.request.has(property)) ||
      (!code.startsWith('change/request-') && shown.response.has(property))
    );
  const statuses = reach.parts.flatMap((part) => /^response (\S+)/.exec(part)?.[1] ?? []);
  return statuses.length === 0 || statuses.some((status) => shown.statuses.has(status));
}
