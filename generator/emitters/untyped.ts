import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { Api } from '../openapi/api.ts';

const untyped = defineProblem<{ what: string; count: number; why: string }>({
  code: 'generate/untyped',
  severity: 'info',
  summary: 'The document says something that no generated type holds.',
  message: (p) =>
    `${p.what} (${p.count === 1 ? 'once' : `${p.count} times`}) stays out of the types: ${p.why}`,
});

/** What stays out of the types, each kind of it told once with its count and first place: documents repeat themselves. */
export class Untyped {
  readonly #kinds = new Map<string, { readonly why: string; readonly places: Set<string> }>();

  /** The same place counts once, however often it is come by. */
  add(what: string, why: string, pointer: string): void {
    const kind = this.#kinds.get(what);
    if (kind) kind.places.add(pointer);
    else this.#kinds.set(what, { why, places: new Set([pointer]) });
  }

  diagnostics(api: Api): Diagnostic[] {
    return [...this.#kinds].map(([what, { why, places }]) => {
      const [first = ''] = places;
      return untyped.at(api.place(first, 'key'), { what, count: places.size, why });
    });
  }
}
