import type { Fact, FactAbout } from '../dialects/fact.ts';
import { listAt } from '../model/list-at.ts';
import { pageName } from './type-names.ts';

/** The rows of Methods tables by the API page that they link to: what resource pages say an operation returns. */
export class MethodReturns {
  readonly #rows = new Map<string, FactAbout<'method'>[]>();

  constructor(facts: readonly Fact[]) {
    for (const fact of facts) {
      if (fact.predicate !== 'method' || fact.value.target === undefined) continue;
      const page = pageName(fact.value.target);
      listAt(this.#rows, page).push(fact);
    }
  }

  /** The first row that names a type. */
  of(file: string): FactAbout<'method'> | undefined {
    return this.#rows.get(pageName(file))?.find((fact) => fact.value.returns !== undefined);
  }
}
