import { library } from './library.ts';
import { once } from './once.ts';
import { comparePlaces, type Place, type Span } from './place.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a code is about; also the first half of its name. */
export const areas = [
  'docs',
  'openapi',
  'generate',
  'lint',
  'pact',
  'verify',
  'change',
  'mock',
  'config',
] as const;
export type Area = (typeof areas)[number];

/** A second place that a finding speaks of: where the contradiction stands, where the fact came from. */
export interface Related {
  readonly message: string;
  readonly at: Place;
}

/** Wording that would mend a file: a span of its text, and what should stand there. */
export interface Suggestion {
  readonly at: Span;
  readonly replacement: string;
}

/** The unit of every report. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do. */
  readonly help?: string;
  readonly at: Place;
  readonly related: readonly Related[];
  /** Present where there is one right wording. */
  readonly suggestion?: Suggestion;
  /** Stable over moves of the line: made of code, file, pointer and what the message is about. */
  readonly fingerprint: string;
}

/** What a problem says of itself. `Params` are what its message needs: leaving one out does not compile. */
export interface ProblemDefinition<Params> {
  readonly code: `${Area}/${string}`;
  readonly severity: Severity;
  /** One line for tables and SARIF. */
  readonly summary: string;
  readonly message: (params: Params) => string;
  readonly help?: string | ((params: Params) => string);
}

export interface Problem<Params> extends ProblemDefinition<Params> {
  at(place: Place, params: Params, related?: readonly Related[]): Diagnostic;
}

/**
 * Defines a problem beside the code that reports it. The severity belongs to the code, never to the caller.
 *
 *     const emptyFile = defineProblem({
 *       code: 'openapi/empty', severity: 'error', summary: 'The file is empty.',
 *       message: (p: { file: string }) => `${p.file} is empty`, help: 'Give an OpenAPI 3.0 or 3.1 document.',
 *     });
 *     return { value: undefined, diagnostics: [emptyFile.at(startOf(file), { file })] };
 */
export function defineProblem<Params>(definition: ProblemDefinition<Params>): Problem<Params> {
  return {
    ...definition,
    at(place, params, related = []) {
      const message = definition.message(params);
      const help = typeof definition.help === 'function' ? definition.help(params) : definition.help;
      const print = once(() => fingerprint([definition.code, place.file, place.pointer ?? '', message]));
      return {
        code: definition.code,
        severity: definition.severity,
        message,
        ...(help === undefined ? {} : { help }),
        at: place,
        related,
        // Few reports show it, and what makes it has to be loaded.
        get fingerprint() {
          return print();
        },
      };
    },
  };
}

/** What every stage returns: `value` is undefined when nothing could be made of the input (it was refused). */
export interface Result<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

const cryptography = library<typeof import('node:crypto')>('node:crypto');

/** 16 hex digits over the parts; enough to tell the findings of one repository apart. */
export function fingerprint(parts: readonly string[]): string {
  return cryptography().createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

const rank: Record<Severity, number> = { error: 2, warning: 1, info: 0 };

export function atLeast(severity: Severity, threshold: Severity): boolean {
  return rank[severity] >= rank[threshold];
}

/** By place, then code, then message: the order of every report. */
export function sortDiagnostics<T extends Diagnostic>(diagnostics: readonly T[]): T[] {
  return [...diagnostics].sort(
    (a, b) => comparePlaces(a.at, b.at) || compareText(a.code, b.code) || compareText(a.message, b.message),
  );
}

/** Code-unit order: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
