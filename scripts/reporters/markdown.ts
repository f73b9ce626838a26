import type { Diagnostic, Severity } from '../../generator/model/diagnostic.ts';
import { placeText } from '../../generator/model/place.ts';
import { markdownCode, markdownText } from '../../generator/model/printers/markdown.ts';
import type { Report, Reporter } from '../report.ts';
import { type JudgedInteraction, judgedInteractions } from './judged.ts';

/** Nobody reads more of a list than this. */
const mostShown = 50;
/** A comment on GitHub holds 65,536 characters: four lists fit. */
const mostCharacters = 15_000;
const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** For comments on pull requests and summaries of jobs. Text of specs and contracts is shown and does nothing. */
export const markdown: Reporter = {
  name: 'markdown',
  summary: 'for comments on pull requests and summaries of jobs',
  render(report) {
    const interactions = judgedInteractions(report);
    const parts = [
      `## docpact ${markdownText(report.command)}: ${headline(report)}`,
      ...verdicts(interactions),
      ...severities.flatMap((severity) =>
        findings(
          report.diagnostics.filter((one) => one.severity === severity),
          severity,
        ),
      ),
    ];
    return parts.join('\n\n');
  },
};

function headline({ summary, refused }: Report): string {
  const counts = severities.filter((severity) => summary[severity] > 0);
  const told = counts.map((severity) => plural(summary[severity], severity)).join(', ');
  if (refused) return told === '' ? 'refused' : `refused, ${told}`;
  return told === '' ? 'nothing found' : told;
}

function plural(count: number, severity: Severity): string {
  return severity === 'info' ? `${count} info` : `${count} ${severity}${count === 1 ? '' : 's'}`;
}

const order = ['impossible', 'undecided', 'possible', 'guaranteed'];

/** How many interactions have which verdict, and those that somebody has to look at. */
function verdicts(interactions: readonly JudgedInteraction[]): readonly string[] {
  if (interactions.length === 0) return [];
  const rows = order.flatMap((verdict) => {
    const count = interactions.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`| ${verdict} | ${count} |`];
  });
  const noted = order
    .filter((verdict) => verdict !== 'guaranteed')
    .flatMap((verdict) => interactions.filter((one) => one.verdict === verdict))
    .map(({ verdict, description, operation, between }) => {
      const where = operation === undefined ? '' : ` ${markdownCode(operation)}`;
      return `- **${markdownText(verdict)}** ${markdownText(description)}${where} (${markdownText(between)})`;
    });
  return [['| verdict | interactions |', '|---|---|', ...rows].join('\n'), ...cut(noted, 'interactions')];
}

function findings(found: readonly Diagnostic[], severity: Severity): readonly string[] {
  if (found.length === 0) return [];
  const lines = cut(found.map(finding), 'findings').join('\n');
  const title = plural(found.length, severity);
  // What one need not look at stays folded.
  if (severity === 'info') return [`<details><summary>${title}</summary>\n\n${lines}\n\n</details>`];
  return [`### ${title}\n\n${lines}`];
}

function finding({ code, message, help, at, related }: Diagnostic): string {
  const lines = [`- ${markdownCode(placeText(at))} ${markdownText(message)} (${markdownCode(code)})`];
  for (const other of related)
    lines.push(`  - ${markdownText(other.message)}: ${markdownCode(placeText(other.at))}`);
  if (help !== undefined) lines.push(`  - → ${markdownText(help)}`);
  return lines.join('\n');
}

/** One block, with a line that says what it lacks. */
function cut(lines: readonly string[], what: string): readonly string[] {
  if (lines.length === 0) return [];
  let characters = 0;
  const shown = lines.slice(0, mostShown).filter((line) => {
    characters += line.length + 1;
    return characters <= mostCharacters;
  });
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`- and ${rest} more ${what}`] : [];
  return [[...shown, ...more].join('\n')];
}
