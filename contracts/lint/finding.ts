import {
  type Diagnostic,
  defineProblem,
  type Related,
  type Severity,
  type Suggestion,
} from '../../generator/model/diagnostic.ts';
import type { Place } from '../../generator/model/place.ts';
import type { Documentation, DocumentedPage } from './documented.ts';

/** What is wrong at one place of a page, as a finding's `check` tells it. */
export interface Found {
  readonly at: Place;
  readonly message: string;
  /** The other places that this one contradicts. */
  readonly related?: readonly Related[];
  readonly suggestion?: Suggestion;
}

/** One documentation finding: what it looks for, why that matters, and examples that are its tests. */
export interface Finding {
  readonly code: `lint/${string}`;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly help: string;
  readonly examples: readonly FindingExample[];
  /** Codes of reading (`docs/…`) that say the same at the same places: the lint step leaves those out. */
  readonly standsFor?: readonly `docs/${string}`[];
  check(documented: DocumentedPage, documentation: Documentation): readonly Found[];
}

/** Pages and the exact findings on them; none where the pages are right. */
export type FindingExample = OnePage | SeveralPages;

interface OnePage {
  readonly name: string;
  /** The lines of `api/thing-update.md`. */
  readonly page: readonly string[];
  /** `line:column message`. */
  readonly finds: readonly string[];
}

interface SeveralPages {
  readonly name: string;
  /** Lines by file: `{ 'resources/thing.md': […], 'api/thing-update.md': […] }`. */
  readonly pages: Readonly<Record<string, readonly string[]>>;
  /** `file:line:column message`. */
  readonly finds: readonly string[];
}

/** Gives a finding its type; returns it unchanged. */
export function defineFinding(finding: Finding): Finding {
  return finding;
}

/** What one finding has to say about all pages. */
export function runFinding(finding: Finding, documentation: Documentation): Diagnostic[] {
  const problem = defineProblem<{ message: string }>({ ...finding, message: (p) => p.message });
  return documentation.pages.flatMap((documented) =>
    finding.check(documented, documentation).map(({ at, message, related, suggestion }) => ({
      ...problem.at(at, { message }, related),
      ...(suggestion ? { suggestion } : {}),
    })),
  );
}
