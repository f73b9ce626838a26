import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Finding } from '../../contracts/lint/finding.ts';
import { areas, compareText, type Severity } from '../../generator/model/diagnostic.ts';

/** A code with what it means. */
export interface Code {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly help?: string;
}

/** docs/codes.md: every code that a report may hold, by area. */
export function codesPage(codes: readonly Code[]): string {
  const sorted = [...codes].sort((a, b) => compareText(a.code, b.code));
  return [
    '# Codes',
    '',
    'Every finding has a code, and a code one severity. This page is made from the places that define them: run `npm run docs`.',
    'Findings on documentation (`lint/…`) have [a page of their own](findings.md), with examples; what is behind `verify/…` is in',
    '[verdicts](verdicts.md).',
    '',
    'Every kind of file is read in the same steps, and what can be wrong there has the same name in each area: `encoding` (no UTF-8',
    'or UTF-16), `empty`, `not-…` or `foreign` (something else), `too-large`, `too-deep`, `syntax`, and as a warning `key-repeated` (a name twice in one object of a',
    'JSON file; YAML files with one are refused): `pact/empty`, `openapi/syntax`.',
    ...areas.flatMap((area) => {
      const own = sorted.filter(({ code }) => code.startsWith(`${area}/`));
      return own.length === 0
        ? []
        : ['', `## ${area}`, '', '| code | severity | means |', '|---|---|---|', ...own.map(row)];
    }),
    '',
  ].join('\n');
}

function row({ code, severity, summary, help }: Code): string {
  const text = help === undefined ? summary : `${summary} *${help}*`;
  return `| \`${code}\` | ${severity} | ${text.replaceAll('<', '&lt;').replaceAll('|', '\\|')} |`;
}

export function codesOfFindings(findings: readonly Finding[]): readonly Code[] {
  return findings.map(({ code, severity, summary }) => ({ code, severity, summary }));
}

/** What `defineProblem` is called with in the sources below a folder, where the code is written out. */
export function definedCodes(root: string, rooms: readonly string[]): readonly Code[] {
  return rooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(root, room, path),
      ),
    )
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|[\\/](?:fixtures|gates|bench)[\\/]/.test(path))
    .sort(compareText)
    .flatMap((path) =>
      codesIn(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest)),
    );
}

function codesIn(file: ts.SourceFile): Code[] {
  const found: Code[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'defineProblem'
    ) {
      const [definition] = node.arguments;
      const code = definition && ts.isObjectLiteralExpression(definition) ? codeOf(definition) : undefined;
      if (code) found.push(code);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function codeOf(definition: ts.ObjectLiteralExpression): Code | undefined {
  const [code, severity, summary, help] = ['code', 'severity', 'summary', 'help'].map((name) =>
    textOf(definition, name),
  );
  if (code === undefined || summary === undefined) return undefined;
  if (severity !== 'error' && severity !== 'warning' && severity !== 'info') return undefined;
  return { code, severity, summary, ...(help === undefined ? {} : { help }) };
}

function textOf(definition: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const member of definition.properties)
    if (ts.isPropertyAssignment(member) && ts.isIdentifier(member.name) && member.name.text === name)
      return ts.isStringLiteralLike(member.initializer) ? member.initializer.text : undefined;
  return undefined;
}
