import type { Fact } from '../dialects/fact.ts';
import { gather } from '../model/gather.ts';
import { singular } from './path-template.ts';
import { pageName, simpleName } from './type-names.ts';

/**
 * Pages headed by the name of a collection ("orders resource type") that annotate no other name: heading's qualified
 * name, lower case → the type's own. The page's file has the singular, or request lines list by the heading's name.
 */
export function namesOfPluralHeadings(facts: readonly Fact[]): ReadonlyMap<string, string> {
  const lists = listedSegments(facts);
  const described = new Set(
    gather(facts, (fact) => (fact.subject.of === 'type' ? [fact.subject.name.toLowerCase()] : [])),
  );
  const found = new Map<string, string>();
  for (const { predicate, subject, value } of facts) {
    if (predicate !== 'type' || value.kind !== 'resource' || !value.byTitle) continue;
    const plural = simpleName(subject.name);
    const one = singular(plural);
    const name = subject.name.slice(0, -plural.length) + one;
    if (one === plural || described.has(name.toLowerCase())) continue;
    const file = pageName(subject.file).split(/[-_]/).at(-1);
    if (file === one.toLowerCase() || lists.has(plural.toLowerCase()))
      found.set(subject.name.toLowerCase(), name);
  }
  return found;
}

/** The segments of request lines, lower case, that a key follows: `orders` of `/orders/{id}`. */
function listedSegments(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    gather(facts, (fact) =>
      fact.predicate === 'request-line'
        ? [...fact.value.path.matchAll(/\/(\w+)\/\{[^{}]*\}/g)].map((match) => (match[1] ?? '').toLowerCase())
        : [],
    ),
  );
}
