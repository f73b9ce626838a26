import type { Operation } from '../../generator/model/description.ts';
import { PathIndex } from '../../generator/resolve/path-index.ts';
import type { Operations } from './documented.ts';
import { groupBy } from './group-by.ts';

/** Finds operations by page, and by method and concrete path without trying all of them. */
export class OperationIndex implements Operations {
  readonly #byPage: ReadonlyMap<string, readonly Operation[]>;
  readonly #index: PathIndex<Operation>;
  readonly #methods: readonly string[];

  constructor(operations: readonly Operation[]) {
    const placed = operations.flatMap((operation) =>
      [...new Set(operation.origin.places.map(({ file }) => file))].map((file) => ({ file, operation })),
    );
    this.#byPage = new Map(
      [...groupBy(placed, ({ file }) => file)].map(([file, list]) => [file, list.map((o) => o.operation)]),
    );
    this.#index = new PathIndex(operations);
    this.#methods = [...new Set(operations.map(({ method }) => method))].sort();
  }

  ofPage(file: string): readonly Operation[] {
    return this.#byPage.get(file) ?? [];
  }

  fitting(path: string, method?: string): readonly Operation[] {
    const methods = method === undefined ? this.#methods : [method.toLowerCase()];
    return methods.flatMap((name) => this.#index.find(name, path));
  }
}
