import { listAt } from '../../generator/model/list-at.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import { alsoMatched, type Matched, matchedBy } from './matched.ts';
import { likeness } from './renamed.ts';

/** A path without the names of its placeholders, which nobody sends. */
export function normalPath(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}

/** By method and path; then those under another path that is like it, when it has the same methods and they look alike. */
export function matchOperations(base: readonly Operation[], head: readonly Operation[]): Matched<Operation> {
  const exact = matchedBy(base, head, ({ method, path }) => `${method} ${normalPath(path)}`);
  if (exact.removed.length === 0 || exact.added.length === 0) return exact;
  const added = new Added(byPath(exact.added));
  const found: [Operation, Operation][] = [];
  for (const place of byPath(exact.removed)) {
    const best = added.takeSuccessor(place);
    if (!best) continue;
    const { pairs } = matchedBy(place.operations, best.operations, ({ method }) => method);
    for (const [a, b] of pairs) found.push([a, b]);
  }
  return alsoMatched(exact, found);
}

/** A path with its operations. */
interface Place {
  readonly path: string;
  readonly operations: readonly Operation[];
  readonly segments: readonly string[];
  /** Its methods, and where it has placeholders: paths of another form are other paths. */
  readonly form: string;
}

function byPath(operations: readonly Operation[]): readonly Place[] {
  const paths = new Map<string, Operation[]>();
  for (const one of operations) listAt(paths, one.path).push(one);
  return [...paths].map(([path, theirs]) => {
    const segments = normalPath(path).split('/').slice(1);
    const methods = theirs.map(({ method }) => method).sort();
    const form = `${methods.join()} ${segments.map((segment) => (segment === placeholder ? segment : '')).join('/')}`;
    return { path, operations: theirs, segments, form };
  });
}

const placeholder = '{}';

/** The added paths, each for one that is gone. */
class Added {
  readonly #order: ReadonlyMap<Place, number>;
  readonly #byForm = new Map<string, Place[]>();
  readonly #byId = new Map<string, Place[]>();
  readonly #taken = new Set<Place>();
  readonly #likeness = new Map<string, number>();

  constructor(places: readonly Place[]) {
    this.#order = new Map(places.map((place, i) => [place, i]));
    for (const place of places) {
      listAt(this.#byForm, place.form).push(place);
      for (const { method, id } of place.operations) listAt(this.#byId, `${method} ${id}`).push(place);
    }
  }

  /** Of the paths that may be what became of one the likest, of several the first. */
  takeSuccessor(place: Place): Place | undefined {
    const scores = new Map<Place, number>();
    for (const other of this.#byForm.get(place.form) ?? []) {
      const score = this.#taken.has(other) ? 0 : this.#pathLikeness(place, other);
      if (score >= 0.75) scores.set(other, score);
    }
    for (const other of this.#ofSameIds(place)) scores.set(other, this.#pathLikeness(place, other));
    const order = (other: Place) => this.#order.get(other) ?? 0;
    const [best] = [...scores].sort(([a, one], [b, two]) => two - one || order(a) - order(b));
    if (best) this.#taken.add(best[0]);
    return best?.[0];
  }

  /** Where all operations stand under their own ids. */
  #ofSameIds({ operations }: Place): readonly Place[] {
    const [first] = operations;
    if (!first || !operations.every(hasOwnId)) return [];
    const others = this.#byId.get(`${first.method} ${first.id}`) ?? [];
    return others.filter(
      (other) =>
        !this.#taken.has(other) &&
        operations.every(({ id, method }) =>
          other.operations.some((one) => one.method === method && one.id === id),
        ),
    );
  }

  /** From 0 to 1. Paths of another number of segments, or with placeholders elsewhere, are other paths. */
  #pathLikeness({ segments }: Place, other: Place): number {
    if (segments.length !== other.segments.length) return 0;
    let sum = 0;
    for (const [i, segment] of segments.entries()) {
      const likeness = this.#segmentLikeness(segment, other.segments[i] ?? '');
      if (likeness < 0.5) return 0;
      sum += likeness;
    }
    return sum / segments.length;
  }

  /** Remembered: the paths of a large document are made of the same few words. */
  #segmentLikeness(a: string, b: string): number {
    if (a === b) return 1;
    if (a === placeholder || b === placeholder) return 0;
    const key = `${a}\0${b}`;
    const known = this.#likeness.get(key) ?? likeness(a, b);
    this.#likeness.set(key, known);
    return known;
  }
}

/** An id that was made of the path says nothing more than the path. */
function hasOwnId({ id, path }: Operation): boolean {
  const words = path.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return words === '' || !id.toLowerCase().includes(words);
}
