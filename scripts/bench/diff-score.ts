import type { Case, Verdict } from '../../contracts/changes/fixtures/table/case.ts';
import type { Said } from './diff-peers.ts';

/** How a tool did on the table: whether a change breaks, which is all that every tool says. */
export interface Score {
  readonly right: number;
  readonly total: number;
  /** Breaking changes that were let through. */
  readonly falseAccepts: number;
  /** Changes that break nothing, called breaking. */
  readonly falseRejects: number;
  /** Pairs that the tool could not tell anything of, and says so. */
  readonly undecided: number;
  /** Pairs that the tool could not read. */
  readonly refused: number;
  readonly byVerdict: string;
}

type Group = 'breaking' | 'compatible' | 'alike';
const groupOf = (verdict: Verdict): Group =>
  verdict === 'breaking' || verdict === 'compatible' ? verdict : 'alike';

export function scoreOf(cases: readonly Case[], said: readonly (Said | undefined)[]): Score {
  const groups: Record<Group, { right: number; total: number }> = {
    breaking: { right: 0, total: 0 },
    compatible: { right: 0, total: 0 },
    alike: { right: 0, total: 0 },
  };
  let [falseAccepts, falseRejects, undecided, refused] = [0, 0, 0, 0];
  for (const [i, { verdict }] of cases.entries()) {
    const group = groups[groupOf(verdict)];
    group.total++;
    const breaks = verdict === 'breaking';
    if (said[i] === undefined || said[i] === 'refused') refused++;
    else if (said[i] === 'undecided') undecided++;
    else if ((said[i] === 'breaking') === breaks) group.right++;
    else if (breaks) falseAccepts++;
    else falseRejects++;
  }
  const right = Object.values(groups).reduce((sum, group) => sum + group.right, 0);
  const byVerdict = Object.entries(groups)
    .map(([name, group]) => `${name} ${group.right}/${group.total}`)
    .join(', ');
  return { right, total: cases.length, falseAccepts, falseRejects, undecided, refused, byVerdict };
}

export function scoreLine(name: string, score: Score): string {
  const { right, total, falseAccepts, falseRejects, undecided, refused, byVerdict } = score;
  const share = ((100 * right) / total).toFixed(1);
  const wrong = `${falseAccepts} false accepts, ${falseRejects} false rejects, ${undecided} undecided, ${refused} refused`;
  return `  ${name}: ${right} of ${total} (${share} %), ${wrong} (${byVerdict})`;
}
