import { compareText } from './diagnostic.ts';

/** What a member of a registry is called: `code` for rules, checks and findings, `name` for all others. */
export type Named = { readonly code: string } | { readonly name: string };

function nameOf(member: Named): string {
  return 'code' in member ? member.code : member.name;
}

/**
 * The members of a registry's `index.ts` (`import * as all from './index.ts'`), sorted by name: the order of
 * the export lines must not be able to change any output. Two members of one name are our own mistake.
 */
export function registry<M extends Named>(module: Readonly<Record<string, M>>): readonly M[] {
  const members = Object.values(module).sort((a, b) => compareText(nameOf(a), nameOf(b)));
  for (const [i, member] of members.entries()) {
    const next = members[i + 1];
    if (next && nameOf(next) === nameOf(member)) throw new Error(`registered twice: ${nameOf(member)}`);
  }
  return members;
}
