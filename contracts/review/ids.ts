import { htmlId } from '../../generator/model/printers/html.ts';
import type { Operation } from '../../generator/openapi/api.ts';

/** Fragments that links lead to. No two things of a page have the same; operations that would, get a number. */
export class Ids {
  readonly #given = new Set<string>();
  readonly #operations = new Map<string, string>();

  constructor(operations: readonly Operation[]) {
    for (const { id } of operations) this.#operations.set(id, this.#fresh(`op-${htmlId(id)}`));
  }

  operation(id: string): string {
    return this.#operations.get(id) ?? `op-${htmlId(id)}`;
  }

  /** The fragment, if nothing else of the page bears it. */
  claim(id: string): string | undefined {
    if (this.#given.has(id)) return undefined;
    this.#given.add(id);
    return id;
  }

  #fresh(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.#given.has(id); n++) id = `${wanted}.${n}`;
    this.#given.add(id);
    return id;
  }
}

/** The fragment of what stands below something: `op-thing_get-200-value-title`. */
export function below(id: string, key: string): string {
  return `${id}-${htmlId(key)}`;
}

export function changeId(index: number): string {
  return `change-${index + 1}`;
}

export function contractId(index: number): string {
  return `contract-${index + 1}`;
}

export function findingId(index: number): string {
  return `finding-${index + 1}`;
}
