import type { ShownValue } from './documented.ts';

/** The first value of each property: what is wrong ten times in one example list is one thing to mend. */
export function firstOfEach(values: readonly ShownValue[]): ShownValue[] {
  const seen = new Set<string>();
  return values.filter(({ side, name, property }) => {
    const key = `${side} ${property?.owner.name ?? ''} ${name}`;
    return !seen.has(key) && seen.add(key);
  });
}
