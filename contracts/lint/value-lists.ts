import type { ShownValue } from './documented.ts';

/** What says that a list of values is not all of them. */
const open =
  /\bfor example\b|\be\.g\b|\bsuch as\b|\binclud|\betc\b|\bcustom\b|\bmore\b|\bcan be any\b|…|\.\.\./i;

/** What the tables say of a value's property. */
function descriptionsOf({ row, property }: ShownValue): string[] {
  return [...(row ? [row.value] : []), ...(property?.rows.map(({ value }) => value) ?? [])].map(
    ({ description }) => description,
  );
}

export function isOpenList(shown: ShownValue): boolean {
  return descriptionsOf(shown).some((description) => open.test(description));
}

/** Whether a description speaks of the value, in a list or beside it: then the page does not leave it out. */
export function isMentioned(shown: ShownValue, text: string): boolean {
  return descriptionsOf(shown).some((description) => description.includes(text));
}
