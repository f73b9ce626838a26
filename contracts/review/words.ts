import type { ChangeVerdict } from '../changes/change.ts';
import type { ContractVerdict, Review } from './review.ts';

/** A symbol beside the word: colour never says anything alone. */
export const verdictSymbols: Readonly<Record<ChangeVerdict | ContractVerdict, string>> = {
  breaking: '✗',
  impossible: '✗',
  undecided: '?',
  possible: '≈',
  compatible: '+',
  documentation: '¶',
  guaranteed: '✓',
};

/** `1 contract`, `2 contracts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** Who stands behind contracts, each once, in their order. */
export function consumersOf({ contracts }: Pick<Review, 'contracts'>, indices: readonly number[]): string[] {
  return [...new Set(indices.flatMap((index) => contracts[index]?.consumer ?? []))];
}
