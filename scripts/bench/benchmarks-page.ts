import { benches } from './benches.ts';
import { type Figure, isMet } from './figures.ts';

/** What a run of one bench left in results.json. */
export interface Section {
  /** Version and commit of docpact. */
  readonly docpact: string;
  readonly node: string;
  readonly machine: string;
  /** Load of the machine, on average over a minute, before and after. */
  readonly load: { readonly before: number; readonly after: number };
  readonly quick: boolean;
  readonly packages: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
}
export type Results = Readonly<Record<string, Section>>;

/** docs/benchmarks.md, made of what the last run of each bench measured. */
export function benchmarksPage(results: Results): string {
  const run = benches.flatMap((bench) => {
    const section = results[bench.name];
    return section ? [{ ...bench, section }] : [];
  });
  const whole = run.filter(({ section }) => !section.quick);
  const bars = whole.flatMap(({ section }) => section.figures).filter((one) => isMet(one) !== undefined);
  const met = bars.filter(isMet);
  return [
    '# Benchmarks',
    '',
    'Made by `npm run bench` from what was measured; `npm run bench -- diff mock` measures only these again. Each section says in which run',
    'its figures were seen. Ours and those beside them come from the same run, in turn, on the same machine: trust the ratios, for',
    'times depend on the machine and on who else works on it. What a test can decide (the same bytes on every run, the size of bundles) is',
    'held by tests and does not stand here.',
    '',
    whole.length === 0
      ? 'There was no whole run yet: what stands here comes from quick ones.'
      : `Of ${bars.length} bars ${met.length} are met, quick runs not counted. A bar that is missed says why, and what would be needed.`,
    ...run.flatMap(({ name, says, section }) => ['', `## ${name}`, '', says, '', ...lines(section)]),
    '',
  ].join('\n');
}

function lines({ docpact, node, machine, load, quick, packages, figures }: Section): readonly string[] {
  const beside = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const missed = figures.filter((one) => isMet(one) === false);
  return [
    `docpact ${docpact}, Node.js ${node}, ${machine}; load ${load.before} before, ${load.after} after.` +
      (beside.length > 0 ? ` With ${beside.join(', ')}.` : ''),
    ...(quick
      ? ['', '**A quick run with few rounds: it shows that the road works, and measures nothing.**']
      : []),
    '',
    '| | docpact | beside | | bar | |',
    '|---|---|---|---|---|---|',
    ...figures.map(row),
    ...(missed.length > 0 ? [''] : []),
    ...reasons(missed),
  ];
}

/** One line a reason, with all that are missed for it. */
function reasons(missed: readonly Figure[]): readonly string[] {
  const why = (one: Figure) => one.missed ?? 'nobody has looked into it yet.';
  return [...new Set(missed.map(why))].map((reason) => {
    const whats = new Set(missed.filter((one) => why(one) === reason).map(({ what }) => what));
    return `- Missed: ${[...whats].join('; ')}. ${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  });
}

function row(one: Figure): string {
  const { what, measured, beside = '', value, unit, atMost, atLeast } = one;
  const bar = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ].join(', ');
  const met = isMet(one);
  const verdict = met === undefined ? '' : met ? 'met' : '**missed**';
  const ratio = unit === 'times' ? `${value.toFixed(2)} times` : '';
  return `| ${[what, measured, beside, ratio, bar && `${bar} ${unit}`.trim(), verdict].join(' | ')} |`;
}
