import { placeText } from '../../generator/model/place.ts';
import { acceptedText, type Report, type Reported, type Reporter } from '../report.ts';
import { judgedInteractions } from './judged.ts';

/** One test: an interaction, or a file that something was found in. */
interface TestCase {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly findings: readonly Reported[];
}

/**
 * The XML that CI servers read test results from (the form of Ant's JUnit task, as GitLab, Jenkins and Azure take it): an
 * interaction is a test, everything else that was found belongs to its file. Errors that nobody has accepted fail, the rest
 * is output. It holds no times: the same findings are the same bytes.
 */
export const junit: Reporter = {
  name: 'junit',
  summary: 'JUnit XML: an interaction is a test, and so is each file with findings',
  render(report) {
    const cases = casesOf(report);
    const suites = [...new Set(cases.map(({ suite }) => suite))].map((name) =>
      suiteOf(
        name,
        cases.filter(({ suite }) => suite === name),
      ),
    );
    const name = attributes({ name: `docpact ${report.command}`, ...countsOf(cases) });
    return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${name}>`, ...suites, '</testsuites>'].join(
      '\n',
    );
  },
};

function casesOf(report: Report): readonly TestCase[] {
  const interactions = judgedInteractions(report);
  const told = new Set(interactions.flatMap(({ findings }) => findings));
  const rest = new Map<string, Reported[]>();
  for (const diagnostic of report.diagnostics) {
    if (told.has(diagnostic)) continue;
    const { file } = diagnostic.at;
    rest.set(file, [...(rest.get(file) ?? []), diagnostic]);
  }
  const cases: TestCase[] = [
    ...interactions.map(({ pact, line, between, description, findings }) => ({
      suite: pact,
      className: between,
      name: description,
      file: pact,
      line,
      findings,
    })),
    ...[...rest].map(([file, findings]) => ({
      suite: 'files',
      className: report.command,
      name: file,
      file,
      line: findings[0]?.at.line ?? 1,
      findings,
    })),
  ];
  // A report without a test is taken for a job that did not run.
  if (cases.length > 0) return cases;
  return [
    { suite: 'files', className: report.command, name: 'nothing found', file: '', line: 1, findings: [] },
  ];
}

function suiteOf(name: string, cases: readonly TestCase[]): string {
  const tests = cases.map(testOf);
  return [`  <testsuite${attributes({ name, ...countsOf(cases) })}>`, ...tests, '  </testsuite>'].join('\n');
}

function countsOf(cases: readonly TestCase[]): { tests: number; failures: number } {
  return { tests: cases.length, failures: cases.filter(isFailure).length };
}

function isFailure({ findings }: TestCase): boolean {
  return findings.some(fails);
}

function fails({ severity, accepted }: Reported): boolean {
  return severity === 'error' && accepted === undefined;
}

function testOf(test: TestCase): string {
  const { className, name, file, line, findings } = test;
  const place = file === '' ? {} : { file, line };
  const head = attributes({ classname: className, name, ...place });
  if (findings.length === 0) return `    <testcase${head}/>`;
  const errors = findings.filter(fails);
  const others = findings.filter((finding) => !fails(finding));
  const [first] = errors;
  const lines = [`    <testcase${head}>`];
  if (first)
    lines.push(
      `      <failure${attributes({ type: first.code, message: first.message })}>${xml(errors.map(textOf).join('\n\n'))}</failure>`,
    );
  if (others.length > 0) lines.push(`      <system-out>${xml(others.map(textOf).join('\n\n'))}</system-out>`);
  return [...lines, '    </testcase>'].join('\n');
}

function textOf({ severity, code, message, help, at, related, accepted }: Reported): string {
  return [
    placeText(at),
    `${severity} ${code} ${message}`,
    ...related.map((other) => `${other.message}: ${placeText(other.at)}`),
    ...(help === undefined ? [] : [`→ ${help}`]),
    ...(accepted ? [acceptedText(accepted)] : []),
  ].join('\n');
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${xml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join('');
}

/** Text of an element. What XML 1.0 has no way to write (section 2.2) is shown as a replacement character. */
function xml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
