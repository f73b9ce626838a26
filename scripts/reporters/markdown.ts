import type { Severity } from '../../generator/model/diagnostic.ts';
import { placeText } from '../../generator/model/place.ts';
import { markdownCode, markdownText } from '../../generator/model/printers/markdown.ts';
import { acceptedText, type Report, type Reported, type Reporter, standing } from '../report.ts';
import { type JudgedInteraction, judgedInteractions } from './judged.ts';

/** Nobody reads more of a list than this. */
const mostShown = 50;
/** A comment on GitHub holds 65,536 characters: four lists fit, and a short one. */
const mostCharacters = 15_000;
/** What is accepted has been read before. */
const mostOfAccepted = 4000;
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
          standing(report.diagnostics).filter((one) => one.severity === severity),
          severity,
        ),
      ),
      ...acceptedFindings(report),
    ];
    return parts.join('\n\n');
  },
};

function headline(report: Report): string {
  const { summary, refused } = report;
  const counts = severities.filter((severity) => summary[severity] > 0);
  const accepted = acceptedOf(report).length;
  const told = [
    ...counts.map((severity) => plural(summary[severity], severity)),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
  ].join(', ');
  if (refused) return told === '' ? 'refused' : `refused, ${told}`;
  return told === '' ? 'nothing found' : told;
}

function plural(count: number, severity: Severity): string {
  return severity === 'info' ? `${count} info` : `${count} ${severity}${count === 1 ? '' : 's'}`;
}

const order = ['impossible', 'invalid', 'undecided', 'possible', 'guaranteed', 'valid'];

/** How many interactions have which verdict, and those that somebody has to look at. */
function verdicts(interactions: readonly JudgedInteraction[]): readonly string[] {
  if (interactions.length === 0) return [];
  const rows = order.flatMap((verdict) => {
    const count = interactions.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`| ${verdict} | ${count} |`];
  });
  const noted = order
    .filter((verdict) => verdict !== 'guaranteed' && verdict !== 'valid')
    .flatMap((verdict) => interactions.filter((one) => one.verdict === verdict))
    .map(({ verdict, description, operation, between, findings: about }) => {
      const where = operation === undefined ? '' : ` ${markdownCode(operation)}`;
      const accepted = about.length > 0 && standing(about).length === 0 ? ', accepted:' : '';
      return `- **${markdownText(verdict)}**${accepted} ${markdownText(description)}${where} (${markdownText(between)})`;
    });
  return [['| verdict | interactions |', '|---|---|', ...rows].join('\n'), ...cut(noted, 'interactions')];
}

function findings(found: readonly Reported[], severity: Severity): readonly string[] {
  if (found.length === 0) return [];
  const lines = cut(found.map(finding), 'findings').join('\n');
  const title = plural(found.length, severity);
  // What one need not look at stays folded.
  if (severity === 'info') return [folded(title, lines)];
  return [`### ${title}\n\n${lines}`];
}

function acceptedOf({ diagnostics }: Report): readonly Reported[] {
  return diagnostics.filter(({ accepted }) => accepted !== undefined);
}

function acceptedFindings(report: Report): readonly string[] {
  const found = acceptedOf(report);
  if (found.length === 0) return [];
  return [
    folded(
      `${found.length} accepted`,
      cut(found.map(finding), 'accepted findings', mostOfAccepted).join('\n'),
    ),
  ];
}

function folded(title: string, lines: string): string {
  return `<details><summary>${title}</summary>\n\n${lines}\n\n</details>`;
}

function finding({ code, message, help, at, related, accepted }: Reported): string {
  const lines = [`- ${markdownCode(placeText(at))} ${markdownText(message)} (${markdownCode(code)})`];
  for (const other of related)
    lines.push(`  - ${markdownText(other.message)}: ${markdownCode(placeText(other.at))}`);
  if (accepted) lines.push(`  - ${markdownText(acceptedText(accepted))}`);
  else if (help !== undefined) lines.push(`  - → ${markdownText(help)}`);
  return lines.join('\n');
}

/** One block, with a line that says what it lacks. */
function cut(lines: readonly string[], what: string, most = mostCharacters): readonly string[] {
  if (lines.length === 0) return [];
  let characters = 0;
  const shown = lines.slice(0, mostShown).filter((line) => {
    characters += line.length + 1;
    return characters <= most;
  });
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`- and ${rest} more ${what}`] : [];
  return [[...shown, ...more].join('\n')];
}
