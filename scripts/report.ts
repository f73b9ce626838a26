import type { Diagnostic, Severity } from '../generator/model/diagnostic.ts';
import type { Json } from '../generator/model/json.ts';
import type { Place } from '../generator/model/place.ts';

/** What a code means, for reports that explain their codes once. */
export interface CodeDescription {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly help?: string;
}

/** Why a finding may stand: an entry of `docpact.accept.yaml`. */
export interface Accepted {
  readonly reason: string;
  /** The last day, `2026-12-31`. */
  readonly expires?: string;
  readonly at: Place;
}

/** A diagnostic as it is reported: one that is accepted is told and does not count. */
export interface Reported extends Diagnostic {
  readonly accepted?: Accepted;
}

/** Whether somebody has accepted a diagnostic. */
export type Accepts = (diagnostic: Diagnostic) => boolean;

/** What a reporter is given: everything a call found, nothing of files, colours or exit codes. */
export interface Report {
  readonly version: string;
  readonly command: string;
  readonly diagnostics: readonly Reported[];
  /** What counts: nothing of what is accepted. */
  readonly summary: Readonly<Record<Severity, number>>;
  readonly refused: boolean;
  /** The least severity that fails, for a form that shows fewer of what fails nothing; undefined: all are wanted. */
  readonly failOn?: Severity;
  readonly text: string;
  readonly data: Readonly<Record<string, Json>>;
  /** What the command knows of the codes that it can report. */
  readonly codes: ReadonlyMap<string, CodeDescription>;
  /** What stands in a line from one column to before another, of a file that could be read: for code frames. */
  excerpt(file: string, line: number, from: number, to: number): string | undefined;
  /** A file as it stands, byte order mark and line ends included; undefined where it is not UTF-8. */
  source(file: string): string | undefined;
  readonly colour: boolean;
}

/** One form of report. `render` is a pure function of the report: same findings, same bytes. */
export interface Reporter {
  readonly name: string;
  readonly summary: string;
  render(report: Report): string;
}

export function countBySeverity(diagnostics: readonly Reported[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of standing(diagnostics)) counts[severity]++;
  return counts;
}

/** What nobody has accepted. */
export function standing(diagnostics: readonly Reported[]): readonly Reported[] {
  return diagnostics.filter(({ accepted }) => accepted === undefined);
}

export function acceptedText({ reason, expires }: Accepted): string {
  return expires === undefined ? `accepted: ${reason}` : `accepted until ${expires}: ${reason}`;
}
