import type { Change } from '../../contracts/changes/change.ts';
import type { Pact } from '../../contracts/pact/read.ts';
import type { Policies } from '../../contracts/rules/policies.ts';
import { verifyPacts } from '../../contracts/verify.ts';
import type { ReadSpec } from '../host/read-spec.ts';

/** An interaction of a pact, before and after. */
export interface TouchedContract {
  readonly pact: string;
  readonly consumer: string;
  readonly description: string;
  /** Its verdicts against the base and against the head. */
  readonly before: string;
  readonly after: string;
}

/** Which contracts stand on the operations that a change touches, by the operation that they had in the base. */
export function touchedContracts(
  base: ReadSpec,
  head: ReadSpec,
  pacts: readonly Pact[],
  policies: Partial<Policies>,
): (change: Change) => readonly TouchedContract[] {
  const before = verifyPacts(base.api, base.sources, pacts, policies).value;
  const after = verifyPacts(head.api, head.sources, pacts, policies).value;
  const byOperation = new Map<string, TouchedContract[]>();
  for (const [i, judgement] of before.entries()) {
    const { pact, consumer, description, verdict, operation = '' } = judgement;
    const touched = { pact, consumer, description, before: verdict, after: after[i]?.verdict ?? verdict };
    byOperation.set(operation, [...(byOperation.get(operation) ?? []), touched]);
  }
  return ({ reach }) => reach.ids.flatMap((id) => byOperation.get(id) ?? []);
}

/** `shop: a book (guaranteed → impossible)` */
export function contractText({ consumer, description, before, after }: TouchedContract): string {
  const name = `${consumer || 'a consumer'}: ${description}`;
  return before === after ? name : `${name} (${before} → ${after})`;
}
