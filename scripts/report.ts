import type { Diagnostic, Severity } from '../generator/model/diagnostic.ts';
import type { Json } from '../generator/model/json.ts';

/** What a code means, for reports that explain their codes once. */
export interface CodeDescription {
  readonly code: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly help?: string;
}

/** What a reporter is given: everything a call found, nothing of files, colours or exit codes. */
export interface Report {
  readonly version: string;
  readonly command: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Readonly<Record<Severity, number>>;
  readonly refused: boolean;
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

export function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}
