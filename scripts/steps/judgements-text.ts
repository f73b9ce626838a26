import type { Judgement } from '../../contracts/verify.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';

/** A verdict in the words for what it is about: of what really was there is nothing to guarantee. */
export function wordOf({ verdict, recorded }: Judgement): string {
  if (!recorded) return verdict;
  if (verdict === 'guaranteed') return 'valid';
  return verdict === 'impossible' ? 'invalid' : verdict;
}

const order = ['impossible', 'invalid', 'undecided', 'possible', 'guaranteed', 'valid'] as const;

/**
 * One line an interaction, grouped by file, and a line that sums them up. Of exchanges those that are valid are counted,
 * and of each operation the first few others are shown: a recording has thousands.
 */
export function judgementsText(
  judgements: readonly Judgement[],
  asked: { readonly pacts: boolean; readonly exchanges: boolean },
): string {
  const byFile = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    if (judgement.recorded && judgement.verdict === 'guaranteed') continue;
    const title = `${terminalText(judgement.pact)} (${terminalText(sidesOf(judgement))})`;
    const others = byFile.get(title);
    if (others) others.push(judgement);
    else byFile.set(title, [judgement]);
  }
  const recorded = judgements.filter((judgement) => judgement.recorded);
  const contracts = judgements.filter((judgement) => !judgement.recorded);
  const sums = [
    ...(asked.pacts || !asked.exchanges ? [sumOf(contracts, 'interaction')] : []),
    ...(asked.exchanges ? [sumOf(recorded, 'exchange')] : []),
  ];
  const files = [...byFile].map(([title, found]) => [title, ...linesOf(found)].join('\n'));
  return [...files, sums.join('\n')].join('\n\n');
}

const mostOfOneOperation = 5;

function linesOf(judgements: readonly Judgement[]): readonly string[] {
  const counts = new Map<string, number>();
  const lines: string[] = [];
  for (const judgement of judgements) {
    const operation = judgement.operation === undefined ? '' : `  [${terminalText(judgement.operation)}]`;
    const word = wordOf(judgement).padEnd(11);
    if (judgement.recorded) {
      const key = `${word} of ${operation === '' ? 'no operation' : operation.trim()}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > mostOfOneOperation) continue;
    }
    lines.push(`  ${word} ${terminalText(judgement.description)}${operation}`);
  }
  for (const [key, count] of counts)
    if (count > mostOfOneOperation)
      lines.push(`  ${key.replace(/ of/, ` and ${count - mostOfOneOperation} more of`)}`);
  return lines;
}

function sidesOf({ recorded, consumer, provider }: Judgement): string {
  return recorded ? consumer : `${consumer || 'a consumer'} -> ${provider || 'a provider'}`;
}

function sumOf(judgements: readonly Judgement[], noun: string): string {
  const counts = order.flatMap((word) => {
    const count = judgements.filter((judgement) => wordOf(judgement) === word).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const many = `${judgements.length} ${noun}${judgements.length === 1 ? '' : 's'}`;
  return `${many}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
