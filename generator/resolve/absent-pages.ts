import type { Fact, FactAbout } from '../dialects/fact.ts';
import { gather } from '../model/gather.ts';
import { stringMember } from '../model/json.ts';
import { pageName, simpleName, type TypeNames } from './type-names.ts';

/**
 * What the types of pages that are not there are called, by page. Links may be shorter than names (`chart` for
 * `workbookChart`): then the examples of answers that sentences with such a link are about say the name, if all that
 * do agree. One that says its type in its body is of a type derived from the one that is meant (OData JSON 4.01, 4.5.3).
 */
export function namesOfAbsentPages(facts: readonly Fact[], types: TypeNames): ReadonlyMap<string, string> {
  const shown = annotatedTypes(facts);
  const found = new Map<string, Set<string>>();
  for (const { subject, predicate, value } of facts) {
    if (predicate !== 'response' && predicate !== 'response-body') continue;
    const { name = '', target } = value.type ?? {};
    if (name === '' || target === undefined || types.linked(target) || types.named(name, '')) continue;
    const label = simpleName(name).toLowerCase();
    for (const type of shown.get(subject.file) ?? []) {
      if (!simpleName(type).toLowerCase().endsWith(label) || types.isDescribed(type)) continue;
      const page = pageName(target);
      found.set(page, (found.get(page) ?? new Set()).add(type));
    }
  }
  return new Map(
    gather([...found], ([page, [name, ...others]]) =>
      name === undefined || others.length > 0 ? [] : [[page, name] as const],
    ),
  );
}

/** The qualified types that annotations give the answers of each page. */
function annotatedTypes(facts: readonly Fact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const fact of facts) {
    const type = fact.predicate === 'example-response' ? typeOf(fact) : undefined;
    if (type === undefined) continue;
    const { file } = fact.subject;
    found.set(file, (found.get(file) ?? new Set()).add(type));
  }
  return found;
}

function typeOf({ value }: FactAbout<'example-response'>): string | undefined {
  const name = value.annotatedType?.value.replace(/^#/, '').replace(/^Collection\((.*)\)$/i, '$1');
  if (name === undefined || !name.includes('.')) return undefined;
  return stringMember(value.body?.json, '@odata.type') === undefined ? name : undefined;
}
