import type { Page } from '../../generator/markdown/page.ts';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Place } from '../../generator/model/place.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { SourceMap } from '../../generator/openapi/source-map.ts';

/** What the owners' page is made from. The page is a pure function of it: same input, same bytes. */
export interface Review {
  readonly api: Api;
  readonly sources: SourceMap;
  /** The pages that the spec came from; empty for a spec that did not come from documentation. */
  readonly pages: readonly Page[];
  readonly findings: readonly ReviewedFinding[];
  readonly contracts: readonly ReviewedContract[];
  /** The files that went in, with their digests, for the footer. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** The command line that makes this page again. */
  readonly command: string;
  readonly version: string;
}

export interface ReviewedFinding extends Diagnostic {
  /** The wording that would mend the page: what stands at `at`, and what should. */
  readonly patch?: { readonly before: string; readonly after: string };
}

export interface ReviewedContract {
  readonly name: string;
  readonly at: Place;
  /** The operation's id, if one was found. */
  readonly operation: string | undefined;
  readonly verdict: 'guaranteed' | 'possible' | 'impossible' | 'undecided';
  /** One sentence a reason, each with a place of its own. */
  readonly reasons: readonly { readonly message: string; readonly at: Place }[];
}
