import type { Severity } from '../../generator/model/diagnostic.ts';
import type { Json, JsonObject } from '../../generator/model/json.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import type { ChangeVerdict } from './change.ts';
import type { Subjects } from './subjects.ts';

/** What a check has found in a pair of things that belong together. */
export interface Found {
  readonly verdict: ChangeVerdict;
  readonly message: string;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly witness?: Json | undefined;
  readonly reason?: string | undefined;
  /** What it touches, where that is not the pair that was looked at. */
  readonly operations?: readonly Operation[];
  /** It counts even where all values that were accepted still are: a promise is broken, or a meaning changed. */
  readonly kept?: boolean;
  /** What policies look at. */
  readonly traits?: readonly Trait[];
}

export type Trait =
  | 'values-added'
  | 'values-removed'
  | 'status-added'
  | 'error-status'
  | 'identifier'
  | 'property-added'
  | 'parameter-added'
  | 'header-added'
  | 'default';

/** A check of breaking changes: one thought a file. What it says of itself makes its documentation and its tests. */
export interface Check<Of extends keyof Subjects = keyof Subjects> {
  /**
   * What most findings are reported under. Of schemas there are two codes: `change/request-…` and `change/response-…` in its
   * place. Findings of another verdict than the severity says have it behind the code: `-compatible`, `-undecided`.
   */
  readonly code: `change/${string}`;
  /** `error`: breaking; `info`: compatible. */
  readonly severity: Severity;
  readonly of: Of;
  readonly summary: string;
  readonly why: string;
  /**
   * The code of the check that sees the same change made the other way round, or why there is none. A check of schemas is its
   * own mirror: what narrows a request is what widens an answer.
   */
  readonly mirror: `change/${string}` | { readonly none: string };
  readonly examples: readonly CheckExample[];
  check(pair: Subjects[Of]): readonly Found[];
}

/** Two documents, or parts of them, and all that is reported of the pair: `code: message`. */
export type CheckExample = SchemaExample | PathsExample | DocumentExample;

/** A schema of a request body and of the response to it. */
interface SchemaExample {
  readonly name: string;
  readonly schema: readonly [base: JsonObject, head: JsonObject];
  readonly request: readonly string[];
  readonly response: readonly string[];
}

interface PathsExample {
  readonly name: string;
  readonly paths: readonly [base: JsonObject, head: JsonObject];
  readonly finds: readonly string[];
}

interface DocumentExample {
  readonly name: string;
  readonly document: readonly [base: JsonObject, head: JsonObject];
  readonly finds: readonly string[];
}

/** Gives a check its type; returns it unchanged. */
export function defineChange<Of extends keyof Subjects>(check: Check<Of>): Check<Of> {
  return check;
}
