import { type Diagnostic, sortDiagnostics } from '../../generator/model/diagnostic.ts';
import { registry } from '../../generator/model/registry.ts';
import type { Documentation } from './documented.ts';
import { type Finding, runFinding } from './finding.ts';
import * as findings from './index.ts';

/** All findings on a set of pages, in the order of their places. */
export function lint(documentation: Documentation): readonly Diagnostic[] {
  return sortDiagnostics(allFindings().flatMap((finding) => runFinding(finding, documentation)));
}

export function allFindings(): readonly Finding[] {
  return registry<Finding>(findings);
}

/** The codes of reading that a finding says instead. */
export function superseded(): ReadonlySet<string> {
  return new Set(allFindings().flatMap((finding) => finding.standsFor ?? []));
}
