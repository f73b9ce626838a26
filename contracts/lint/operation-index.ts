import type { Operation } from '../../generator/model/description.ts';
import { matchingSegments } from '../../generator/resolve/path-template.ts';
import type { Operations } from './documented.ts';
import { groupBy } from './group-by.ts';

export class OperationIndex implements Operations {
  readonly #byPage: ReadonlyMap<string, readonly Operation[]>;
  readonly #byStart: ReadonlyMap<string, readonly Operation[]>;

  constructor(operations: readonly Operation[]) {
    const placed = operations.flatMap((operation) =>
      [...new Set(operation.origin.places.map(({ file }) => file))].map((file) => ({ file, operation })),
    );
    this.#byPage = new Map(
      [...groupBy(placed, ({ file }) => file)].map(([file, list]) => [file, list.map((o) => o.operation)]),
    );
    this.#byStart = groupBy(operations, (operation) => startOf(operation.path));
  }

  ofPage(file: string): readonly Operation[] {
    return this.#byPage.get(file) ?? [];
  }

  /** The operation, of any page, whose path fits a concrete one best. */
  fitting(path: string, method?: string): Operation | undefined {
    const candidates = [...(this.#byStart.get(startOf(path)) ?? []), ...(this.#byStart.get('{}') ?? [])];
    return bestFit(candidates, path, method);
  }
}

/** First literal of a path; most operations differ there already. */
function startOf(path: string): string {
  const first = path.split(/[/(]/)[1] ?? '';
  return first.includes('{') ? '{}' : first.toLowerCase();
}

/** The candidate with most literal segments in common; a method of `undefined` fits all. */
export function bestFit(
  candidates: readonly Operation[],
  path: string,
  method?: string,
): Operation | undefined {
  let found: Operation | undefined;
  let most = -1;
  for (const candidate of candidates) {
    if (method !== undefined && candidate.method !== method.toLowerCase()) continue;
    const same = matchingSegments(path, candidate.path);
    if (same > most) {
      most = same;
      found = candidate;
    }
  }
  return found;
}
