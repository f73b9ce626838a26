import type { Json } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';

/** A reference by which one function hands the value that it judges on to another. */
export interface Handing {
  readonly from: string;
  readonly to: string;
  /** The keyword that holds the reference. */
  readonly within: string;
  /** What was written for it. */
  readonly written: Record<string, Json>;
  /** The schema that it names. */
  readonly pointer: string;
}

interface Visit {
  readonly name: string;
  readonly ways: readonly Handing[];
  next: number;
}

/** The references that lead back to a function that is still at it with the same value: they would never end. */
export function leadsBack(handings: readonly Handing[]): readonly Handing[] {
  const ways = new Map<string, Handing[]>();
  for (const handing of handings) {
    listAt(ways, handing.from).push(handing);
  }
  const cut: Handing[] = [];
  const done = new Set<string>();
  for (const start of ways.keys()) {
    // A stack of our own: chains of a document may be longer than the engine's.
    const open = new Set<string>();
    const stack: Visit[] = [];
    const enter = (name: string) => {
      open.add(name);
      stack.push({ name, ways: ways.get(name) ?? [], next: 0 });
    };
    if (!done.has(start)) enter(start);
    for (let visit = stack.at(-1); visit; visit = stack.at(-1)) {
      const way = visit.ways[visit.next++];
      if (!way) {
        open.delete(visit.name);
        done.add(visit.name);
        stack.pop();
      } else if (open.has(way.to)) cut.push(way);
      else if (!done.has(way.to)) enter(way.to);
    }
  }
  return cut;
}
