import type { Related } from '../generator/model/diagnostic.ts';
import { isArray, isObject } from '../generator/model/json.ts';
import { pointer as at } from '../generator/model/pointer.ts';
import type { Api, Schema } from '../generator/openapi/api.ts';
import { originOf, type SourceMap } from '../generator/openapi/source-map.ts';
import type { Interaction } from './pact/interaction.ts';
import { responsesFor } from './rules/responses.ts';
import { route } from './rules/route.ts';

/** The lines of the spec and of the documentation behind a pointer of the spec: the same words in every report. */
export function explainPointer(api: Api, sources: SourceMap | undefined, pointer: string): Related[] {
  const [page] = (sources && originOf(sources, pointer))?.places ?? [];
  const spec = { message: 'the spec says', at: api.place(pointer) };
  return page ? [spec, { message: 'the documentation says', at: page }] : [spec];
}

/**
 * The lines behind one place of an interaction's response body, told by keys and indices: of the property there, or of
 * the nearest thing above it that the spec describes.
 */
export function explainBody(
  api: Api,
  sources: SourceMap | undefined,
  interaction: Interaction,
  tokens: readonly (string | number)[],
): Related[] {
  const found = route(api, interaction.request.method, interaction.request.path.example);
  if (found.kind !== 'operation') return [];
  const [response] = responsesFor(found.operation, interaction.response.status);
  if (!response) return explainPointer(api, sources, at(found.operation.pointer, 'responses'));
  let here = response.content[0]?.schema;
  let pointer = here?.pointer ?? response.pointer;
  for (const token of tokens) {
    here = here && step(api, here, token);
    if (!here) break;
    pointer = here.pointer;
  }
  return explainPointer(api, sources, pointer);
}

/** The schema of a member: a property (also one of an `allOf` branch) or an item. */
function step(api: Api, schema: Schema, token: string | number): Schema | undefined {
  const resolved = api.resolve(schema);
  if (!isObject(resolved.json)) return undefined;
  if (typeof token === 'number') return api.child(resolved, 'items');
  const own = api.child(resolved, 'properties', token);
  if (own) return own;
  const branches = isArray(resolved.json['allOf']) ? resolved.json['allOf'].length : 0;
  for (let i = 0; i < branches; i++) {
    const branch = api.child(resolved, 'allOf', i);
    const found = branch && step(api, branch, token);
    if (found) return found;
  }
  return undefined;
}
