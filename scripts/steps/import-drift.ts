import type { Diagnostic, Related } from '../../generator/model/diagnostic.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { ReadSpec } from '../host/read-spec.ts';

const shown = 5;

/**
 * A spec drifts because its documentation moved: adds the lines of the pages whose elements read otherwise now than in
 * the spec that is there, the first five of them.
 */
export function explainDrift(drift: Diagnostic, before: Api, now: ReadSpec): Diagnostic {
  const lineOf = (api: Api, pointer: string) => api.line(api.place(pointer).line).trim();
  const related: Related[] = [];
  for (const [pointer, { places }] of now.sources.origins) {
    const [place] = places;
    if (!place || lineOf(now.api, pointer) === lineOf(before, pointer)) continue;
    if (related.some(({ at }) => at.file === place.file && at.line === place.line)) continue;
    related.push({ message: 'the documentation says now', at: place });
    if (related.length === shown) break;
  }
  return { ...drift, related };
}
