import type { Page } from '../../generator/markdown/page.ts';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Place } from '../../generator/model/place.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { SourceMap } from '../../generator/openapi/source-map.ts';
import type { Change, Comparison, PolicyName } from '../changes/change.ts';
import type { Coverage } from '../coverage.ts';

/** What the owners' page is made from. The page is a pure function of it: same input, same bytes. */
export interface Review {
  readonly api: Api;
  readonly sources: SourceMap;
  /** The pages that the spec came from; empty for a spec that did not come from documentation. */
  readonly pages: readonly Page[];
  readonly findings: readonly ReviewedFinding[];
  /** All suggested wordings as a unified diff; undefined where none is suggested. */
  readonly patch?: string | undefined;
  readonly contracts: readonly ReviewedContract[];
  readonly coverage: Coverage;
  /** What changed since the base; a text: why nothing was compared. */
  readonly changes: ReviewedChanges | string;
  /** The files that went in, with their digests, for the footer. */
  readonly inputs: readonly Input[];
  /** The command line that makes this page again. */
  readonly command: string;
  readonly version: string;
}

export interface Input {
  readonly file: string;
  readonly sha256: string;
}

/** Why something may stand, as `docpact.accept.yaml` has it. */
interface AcceptedBy {
  readonly reason: string;
  /** The last day. */
  readonly expires?: string;
}

export interface ReviewedFinding extends Diagnostic {
  /** The wording that would mend the page: lines as they stand, and as they should. */
  readonly patch?: { readonly before: string; readonly after: string };
  readonly accepted?: AcceptedBy;
}

export interface ReviewedContract {
  readonly name: string;
  /** Who relies on it. */
  readonly consumer: string;
  readonly at: Place;
  /** The operation's id, if one was found. */
  readonly operation: string | undefined;
  readonly verdict: ContractVerdict;
  /** What it was against the base; undefined where nothing was compared. */
  readonly before?: ContractVerdict;
  /** One sentence a reason, each with a place of its own. */
  readonly reasons: readonly { readonly message: string; readonly at: Place }[];
}

export type ContractVerdict = 'guaranteed' | 'possible' | 'impossible' | 'undecided';

export interface ReviewedChanges {
  /** The base as somebody would name it: a file, or a revision. */
  readonly base: string;
  readonly policy: PolicyName;
  readonly verdict: Comparison['verdict'];
  readonly semver: Comparison['semver'];
  /** The worst first. */
  readonly changes: readonly ReviewedChange[];
}

export interface ReviewedChange
  extends Pick<Change, 'code' | 'verdict' | 'message' | 'policy' | 'reach' | 'witness' | 'reason'> {
  /** What the check looks for, and why that matters. */
  readonly rule: { readonly summary: string; readonly why: string } | undefined;
  readonly before: ChangeSide | undefined;
  readonly after: ChangeSide | undefined;
  /** Operations of the document as it is now that it touches, by their ids. */
  readonly operations: readonly string[];
  /** Places in `contracts` of those that show what changed. */
  readonly contracts: readonly number[];
  /** What `docpact.accept.yaml` has to say for it to be accepted. */
  readonly acceptance: { readonly code: string; readonly pointer?: string; readonly fingerprint?: string };
  readonly accepted?: AcceptedBy;
}

/** One side of a change. */
export interface ChangeSide {
  readonly place: Place;
  /** Without what marks schemas that stand in no document. */
  readonly pointer: string;
  /** The part of the document, as YAML; undefined where the thing itself is not there. */
  readonly fragment: string | undefined;
  readonly documentation: DocumentedLine | undefined;
}

export interface DocumentedLine {
  readonly at: Place;
  /** As it stands, or as it stood in the base; undefined where that is not known. */
  readonly text: string | undefined;
}
