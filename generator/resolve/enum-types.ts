import type { Fact } from '../dialects/fact.ts';
import type { EnumType } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { about, originOf } from './facts-of.ts';

/** Enumerations: pages of their own, and "*x* values" sections of other pages. Sorted by name. */
export function enumTypes(facts: readonly Fact[]): EnumType[] {
  const found = new Map<string, EnumType>();
  for (const fact of about(facts, 'enum-member')) {
    const { name, value, description } = fact.value;
    const known = found.get(fact.subject.name);
    if (known?.members.some((member) => member.name === name)) continue;
    const member = { name, value, description, origin: originOf(fact.at) };
    const members = [...(known?.members ?? []), member];
    found.set(fact.subject.name, {
      name: fact.subject.name,
      members,
      description: '',
      flags: false,
      origin: known?.origin ?? originOf(fact.at),
    });
  }
  return [...found.values()].sort((a, b) => compareText(a.name, b.name));
}
