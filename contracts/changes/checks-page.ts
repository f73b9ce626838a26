import { compareText, type Severity } from '../../generator/model/diagnostic.ts';
import type { Check, CheckExample } from './check.ts';

const verdict: Readonly<Record<Severity, string>> = {
  error: 'breaking',
  warning: 'undecided',
  info: 'compatible',
};

/** docs/change-checks.md: a table of all checks and a section for each, made of what the checks say of themselves. */
export function checksPage(checks: readonly Check[]): string {
  const sorted = [...checks].sort((a, b) => compareText(a.code, b.code));
  const rows = sorted.map(
    ({ code, severity, of, summary }) =>
      `| [${code}](#${anchor(code)}) | ${of} | ${verdict[severity]} | ${cell(summary)} |`,
  );
  return [
    '# Checks of changes',
    '',
    '`docpact diff` looks for what this page lists; [changes](changes.md) says what its verdicts mean. The page is made from',
    'what the checks say of themselves: change those (`contracts/changes/`), then run `npm run docs`.',
    '',
    'Checks of schemas have two codes each, one for what clients send and one for what providers do: `change/enum` is reported',
    'as `change/request-enum` or `change/response-enum`. A finding of another verdict than the one of the table has it behind its',
    'code: `change/request-enum-compatible`, `-undecided`, `-documentation`, `-breaking`.',
    '',
    '| code | looks at | verdict | finds |',
    '|---|---|---|---|',
    ...rows,
    ...sorted.flatMap(section),
    '',
  ].join('\n');
}

function section(check: Check): string[] {
  const { code, summary, why, mirror } = check;
  const other = mirrorText(code, mirror);
  return [
    '',
    `## ${code}`,
    '',
    plain(`${summary} ${why} ${other}`),
    '',
    '````text',
    ...checkExample(check),
    '````',
  ];
}

function mirrorText(code: string, mirror: Check['mirror']): string {
  if (typeof mirror !== 'string') return mirror.none;
  return mirror === code
    ? 'Made the other way round it is told by the same check.'
    : `Made the other way round it is [${mirror}](#${anchor(mirror)}).`;
}

function findsOf(example: CheckExample): readonly string[] {
  return 'finds' in example ? example.finds : [...example.request, ...example.response];
}

/** What the first example changes, and what is said of that. */
export function checkExample({ examples }: Check): readonly string[] {
  const example = examples.find((one) => findsOf(one).length > 0);
  return example ? shown(example) : [];
}

function shown(example: CheckExample): readonly string[] {
  const [before, after] =
    'schema' in example ? example.schema : 'paths' in example ? example.paths : example.document;
  return [`- ${JSON.stringify(before)}`, `+ ${JSON.stringify(after)}`, ...findsOf(example)];
}

function anchor(code: string): string {
  return code.replace(/[^\w-]/g, '');
}

function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|');
}

/** Angle brackets are text here. */
function plain(text: string): string {
  return text.replaceAll('<', '&lt;');
}
