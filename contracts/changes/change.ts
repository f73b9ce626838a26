import type { Json } from '../../generator/model/json.ts';

/** What a change does to those who rely on the document that was. */
export type ChangeVerdict = 'breaking' | 'undecided' | 'compatible' | 'documentation';

/** One change: what caused it, and all that it touches. */
export interface Change {
  readonly code: `change/${string}`;
  readonly verdict: ChangeVerdict;
  readonly message: string;
  /** JSON pointers; undefined where the document has nothing of the kind, what was added say. */
  readonly base: string | undefined;
  readonly head: string | undefined;
  /** A value that shows it: one that was accepted and is no more, or that may come now. */
  readonly witness?: Json;
  /** Why nothing could be told, or what the verdict rests on. */
  readonly reason?: string;
  /** The line of the policy that decided. */
  readonly policy: PolicyLine;
  readonly reach: Reach;
}

export interface PolicyLine {
  readonly name: PolicyName;
  readonly line: string;
}

export const policyNames = ['contract', 'graph', 'azure'] as const;
export type PolicyName = (typeof policyNames)[number];

/** What a change touches; empty lists where it is about the document as a whole. */
export interface Reach {
  /** `GET /a/{b}`, as the base names it where it has it. */
  readonly operations: readonly string[];
  /** Their ids in the base, or in the head where they are new. */
  readonly ids: readonly string[];
  /** `request`, `query top`, `response 200`, … */
  readonly parts: readonly string[];
}

export interface Comparison {
  /** `spelling`: the documents differ, and nobody who calls or serves the API can tell. */
  readonly verdict: 'breaking' | 'undecided' | 'compatible' | 'spelling' | 'same';
  /** The worst first, then in the order of their codes and places. */
  readonly changes: readonly Change[];
  /** What the change asks of the version. */
  readonly semver: 'major' | 'minor' | 'patch' | 'none';
}
