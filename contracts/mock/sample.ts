import type { Json } from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { sampleOf } from '../../generator/openapi/sample.ts';

/** What a made value may hang on: the mock's clock, in Graph's spelling. */
export interface Moment {
  readonly now: string;
}

/** A small value for an answer; the same schema and moment give the same value. */
export function sample(api: Api, schema: Schema | undefined, { now }: Moment): Json {
  return sampleOf(api, schema, 'response', { now });
}
