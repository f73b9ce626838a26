import type { Check } from '../../contracts/changes/check.ts';
import { checkExample } from '../../contracts/changes/checks-page.ts';
import { type CheckCode, codesOfCheck } from '../../contracts/changes/codes.ts';
import { allChecks } from '../../contracts/changes/compare.ts';
import { findingExample } from '../../contracts/lint/findings-page.ts';
import { allFindings } from '../../contracts/lint/lint.ts';
import { codesOf, type RuleCode } from '../../contracts/rules/codes.ts';
import * as rules from '../../contracts/rules/index.ts';
import type { Rule } from '../../contracts/rules/rule.ts';
import { areas, type Severity } from '../../generator/model/diagnostic.ts';
import { stringMember } from '../../generator/model/json.ts';
import { registry } from '../../generator/model/registry.ts';
import { documentProblems } from '../../generator/model/text-document.ts';
import defined from '../codes.json' with { type: 'json' };

/** A code with all that docpact has to say of it. */
export interface Explanation {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why?: string;
  readonly help?: string;
  /** Lines that show it. */
  readonly example?: readonly string[];
  /** Of a check of changes, which has several codes: the one that its page has. */
  readonly check?: string;
  /** Findings of another verdict than the check's usual one: lists need not name it. */
  readonly variant?: true;
}

/** Every code that is written out: of the registries by what their members say, the others as the sources define them. */
export function explanations(): readonly Explanation[] {
  return [
    ...definedCodes(),
    ...allFindings().map((finding) => ({
      ...texts(finding),
      why: finding.why,
      example: findingExample(finding),
    })),
    ...registry<Rule>(rules).flatMap((rule) => codesOf(rule).map((one) => ofRule(rule, one))),
    ...allChecks().flatMap((check) => codesOfCheck(check).map((one) => ofCheck(check, one))),
  ];
}

/** What is said of a code; also of those that each kind of file has, as `openapi/syntax` and `mock/state-empty`. */
export function explanationOf(code: string): Explanation | undefined {
  return explanations().find((one) => one.code === code) ?? ofFile(code);
}

/** What `npm run docs` has found in the sources. */
function definedCodes(): readonly Explanation[] {
  return (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const of: Readonly<Record<string, { readonly summary: string; readonly help?: string }>> =
      defined[severity];
    return Object.entries(of).map(([code, said]) => ({ code, severity, ...said }));
  });
}

function ofRule(rule: Rule, { code, severity, summary, effect }: RuleCode): Explanation {
  const example = rule.examples.find(({ reports }) => reports.some((one) => one.startsWith(`${effect}: `)));
  const request = example?.interaction['request'];
  return {
    code,
    severity,
    summary,
    why: rule.why,
    ...(example
      ? {
          example: [
            `${stringMember(request, 'method')} ${stringMember(request, 'path')}`,
            ...example.reports.map((one) => one.slice(one.indexOf(': ') + 2)),
          ],
        }
      : {}),
  };
}

function ofCheck(check: Check, { code, severity, verdict }: CheckCode): Explanation {
  const variant = code.endsWith(`-${verdict}`);
  return {
    code,
    severity,
    summary: `${check.summary} The verdict: ${verdict}.`,
    why: check.why,
    check: check.code,
    ...(variant ? { variant } : { example: checkExample(check) }),
  };
}

function ofFile(code: string): Explanation | undefined {
  const area = areas.find((one) => code.startsWith(`${one}/`));
  if (area === undefined) return undefined;
  const name = code.slice(area.length + 1);
  const kinds = [...name.matchAll(/-/g)].map(({ index }) => name.slice(0, index));
  const problems = [undefined, ...kinds].flatMap((kind) =>
    Object.values(documentProblems(kind === undefined ? { area } : { area, kind })),
  );
  const problem = problems.find((one) => one.code === code);
  return problem && texts(problem);
}

/** `help` that depends on the finding stands in the finding alone. */
function texts({
  code,
  severity,
  summary,
  help,
}: Pick<Explanation, 'code' | 'severity' | 'summary'> & { readonly help?: unknown }): Explanation {
  return { code, severity, summary, ...(typeof help === 'string' ? { help } : {}) };
}
