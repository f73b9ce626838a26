import { compareText, type Severity } from '../../generator/model/diagnostic.ts';
import type { Finding, FindingExample } from './finding.ts';

const meaning: Record<Severity, string> = {
  error: 'two places contradict each other, or something cannot be read',
  warning: 'something is left out or misleading',
  info: 'style',
};

/** docs/findings.md: a table of all findings and a section for each, made of what the findings say of themselves. */
export function findingsPage(findings: readonly Finding[]): string {
  const sorted = [...findings].sort((a, b) => compareText(a.code, b.code));
  const severities = Object.entries(meaning).map(([severity, means]) => `- **${severity}**: ${means}.`);
  const rows = sorted.map(
    ({ code, severity, summary }) =>
      `| [${code}](#${code.replace(/[^\w-]/g, '')}) | ${severity} | ${cell(summary)} |`,
  );
  return [
    '# Findings on documentation',
    '',
    '`docpact lint` looks for what this page lists. It is made from what the findings say of themselves: change those',
    '(`contracts/lint/`), then run `npm run docs`.',
    '',
    ...severities,
    '',
    '`--only CODE` and `--except CODE` choose among them; `--report patch=FILE` writes the wording that they suggest as a',
    'unified diff for `git apply`.',
    '',
    '| code | severity | finds |',
    '|---|---|---|',
    ...rows,
    ...sorted.flatMap(section),
    '',
  ].join('\n');
}

function section(finding: Finding): string[] {
  const { code, severity, summary, why, help } = finding;
  const text = `**${severity}.** ${summary} ${why} *What to do:* ${help}`;
  return ['', `## ${code}`, '', plain(text), '', '````text', ...findingExample(finding), '````'];
}

/** What the first example reports, with the line that it is about. */
export function findingExample({ examples }: Finding): readonly string[] {
  const example = examples.find(({ finds }) => finds.length > 0);
  return example ? shown(example) : [];
}

function shown(example: FindingExample): readonly string[] {
  const found = example.finds[0] ?? '';
  const [, file = '', line = ''] = /^(?:([^:]+):)?(\d+):\d+ /.exec(found) ?? [];
  const lines = 'page' in example ? example.page : (example.pages[file] ?? []);
  const text = lines[Number(line) - 1] ?? '';
  return [found, ...(text === '' ? [] : [`${line.padStart(4)} | ${text}`])];
}

function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|');
}

/** Angle brackets are text here. */
function plain(text: string): string {
  return text.replaceAll('<', '&lt;');
}
