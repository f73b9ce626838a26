import type { Place } from '../../generator/model/place.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { SourceMap } from '../../generator/openapi/source-map.ts';
import type { Judgement } from '../verify.ts';

/** A document with what stands around it. */
export interface ReviewedSide {
  readonly api: Api;
  readonly sources: SourceMap;
  /** The contracts, judged by this document; on both sides the same ones in the same order. */
  readonly judgements: readonly Judgement[];
  /** A line of its documentation as it stood then; undefined where that is not known. */
  line(place: Place): string | undefined;
}
