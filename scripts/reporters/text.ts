import { styleText } from 'node:util';
import {
  atLeast,
  type Diagnostic,
  type Severity,
  type Suggestion,
} from '../../generator/model/diagnostic.ts';
import { type Place, placeText } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import { type Report, type Reporter, standing } from '../report.ts';

/** For people: the command's own text, then each finding with its place, its line and what to do; what is accepted is counted. */
export const text: Reporter = {
  name: 'text',
  summary: 'for people: findings with code frames',
  render(report) {
    const paint: Paint = (style, text) =>
      report.colour ? styleText(style, text, { validateStream: false }) : text;
    const { shown, leftOut } = fewOfEach(report);
    const findings = shown.map((diagnostic) => finding(diagnostic, report, paint));
    const more = leftOutLine(leftOut);
    return [report.text.trimEnd(), ...findings, more && paint('dim', more), summaryLine(report, paint)]
      .filter((part) => part !== '')
      .join('\n\n');
  },
};

/**
 * Of findings that say the same of one file, ten say all that a person reads; a recording may have thousands. Of those
 * that fail nothing three of a code are enough: who makes a client of a large API must still see what else there is.
 */
const mostAlike = { failing: 10, telling: 3 };

/** What is shown, and how many of each code are not. */
function fewOfEach(report: Report): {
  readonly shown: readonly Diagnostic[];
  readonly leftOut: ReadonlyMap<string, number>;
} {
  const alike = new Map<string, number>();
  const leftOut = new Map<string, number>();
  const shown = standing(report.diagnostics).filter((diagnostic) => {
    const { code, severity, message, at, related } = diagnostic;
    const tells = report.failOn !== undefined && !atLeast(severity, report.failOn);
    const key = tells
      ? code
      : JSON.stringify([code, message, at.file, related.map((one) => placeText(one.at))]);
    const seen = (alike.get(key) ?? 0) + 1;
    alike.set(key, seen);
    const isShown = seen <= (tells ? mostAlike.telling : mostAlike.failing);
    if (!isShown) leftOut.set(code, (leftOut.get(code) ?? 0) + 1);
    return isShown;
  });
  return { shown, leftOut };
}

/** `not shown: 92 more docs/resource-page-missing, …` */
function leftOutLine(leftOut: ReadonlyMap<string, number>): string {
  if (leftOut.size === 0) return '';
  const codes = [...leftOut].map(([code, n]) => `  ${n} more ${code}`);
  return `not shown; --report text=FILE and --format json have all:\n${codes.join('\n')}`;
}

type Style = 'bold' | 'dim' | 'underline' | 'red' | 'yellow' | 'blue';

/** A text as it looks in a terminal, where there is one. */
type Paint = (style: Style, text: string) => string;

function finding(diagnostic: Diagnostic, report: Report, paint: Paint): string {
  const { severity, code, message, help, at, related } = diagnostic;
  const pointer = at.pointer ? paint('dim', ` at #${terminalText(at.pointer)}`) : '';
  const head = `${paint('underline', terminalText(placeWords(at)))}${pointer}`;
  const lines = [
    `${head}\n  ${paint(colourOf(severity), severity)} ${paint('dim', code)} ${terminalText(message)}`,
  ];
  lines.push(...frame(at, report, paint));
  for (const other of related) {
    lines.push(`  ${terminalText(other.message)}: ${paint('underline', terminalText(placeText(other.at)))}`);
    lines.push(...frame(other.at, report, paint));
  }
  if (diagnostic.suggestion) lines.push(`  ${suggested(diagnostic.suggestion, report)}`);
  if (help !== undefined) lines.push(`  ${paint('bold', '→')} ${terminalText(help)}`);
  return lines.join('\n');
}

/** Flags, calls and folders have no lines. */
function placeWords(at: Place): string {
  return /^(?:--|docpact(?: |$)|\.$)/.test(at.file) ? at.file : placeText(at);
}

/** The suggested wording in one line; a span over lines only says what comes in its place. */
function suggested({ at, replacement }: Suggestion, report: Report): string {
  const isInLine = at.line === at.endLine;
  const before = (isInLine && report.excerpt(at.file, at.line, at.column, at.endColumn)) || '';
  const after = terminalText(replacement.trim());
  if (after === '')
    return before === '' ? 'suggested: take the line out' : `suggested: take out ${terminalText(before)}`;
  return before === ''
    ? `suggested: put in ${after}`
    : `suggested: ${after} instead of ${terminalText(before)}`;
}

/** The line that a place names, with a mark under its column; cut where it is very long. */
function frame(at: Place, report: Report, paint: Paint): string[] {
  const start = Math.max(0, at.column - 60);
  const text = report.excerpt(at.file, at.line, start + 1, start + 121);
  if (text === undefined || text.trim() === '') return [];
  const shown = terminalText(text).replace(/\ufffd/g, ' ');
  const gutter = String(at.line);
  const mark = ' '.repeat(Math.max(0, at.column - 1 - start));
  return [
    paint('dim', `    ${gutter} | ${shown}`),
    paint('dim', `    ${' '.repeat(gutter.length)} | ${mark}`) + paint('red', '^'),
  ];
}

function summaryLine(report: Report, paint: Paint): string {
  const { error, warning, info } = report.summary;
  const parts = [
    error > 0 ? paint('red', count(error, 'error')) : '',
    warning > 0 ? paint('yellow', count(warning, 'warning')) : '',
    info > 0 ? paint('dim', `${info} info`) : '',
    ...acceptedCounts(report).map((told) => paint('dim', told)),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `2 accepted by docpact.accept.yaml` */
function acceptedCounts({ diagnostics }: Report): readonly string[] {
  const counts = new Map<string, number>();
  for (const { accepted } of diagnostics)
    if (accepted) counts.set(accepted.at.file, (counts.get(accepted.at.file) ?? 0) + 1);
  return [...counts].map(([file, n]) => `${n} accepted by ${terminalText(file)}`);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function colourOf(severity: Severity): Style {
  if (severity === 'error') return 'red';
  return severity === 'warning' ? 'yellow' : 'blue';
}
