import { isArray, type Json, type JsonObject, setMember } from '../model/json.ts';
import type { Api, Parameter, Schema } from '../openapi/api.ts';
import { ownKeyword, partsOf, propertiesOf } from '../openapi/schema-walk.ts';
import { bodyKind } from './media.ts';
import type { OperationShape } from './operation-shape.ts';

/** The parameters of an operation by place, with how the runtime reads each (`Reading` in `runtime/mock-values.ts`). */
export function readingsOf(api: Api, shape: OperationShape): JsonObject {
  const path = shape.path.flatMap(({ parameter }) => parameter ?? []);
  // Of a path its template tells the names; what is read as text need not be said.
  const told = path.filter((parameter) => Object.keys(readingOf(api, parameter)).length > 0);
  const { query, headers, cookies } = shape;
  const places: Record<string, Json> = {};
  for (const [place, parameters] of Object.entries({ path: told, query, headers, cookies })) {
    const readings: Record<string, Json> = {};
    for (const parameter of parameters) setMember(readings, parameter.name, readingOf(api, parameter));
    if (parameters.length > 0) places[place] = readings;
  }
  return places;
}

function readingOf(api: Api, parameter: Parameter): JsonObject {
  const { content, schema, style, explode } = parameter;
  if (content) return bodyKind(content.type) === 'json' ? { as: 'json' } : {};
  const reading: Record<string, Json> = { ...valueReading(api, schema) };
  const usual = parameter.in === 'query' || parameter.in === 'cookie' ? 'form' : 'simple';
  if (style !== usual) reading['style'] = style;
  const isOne = !('list' in reading || 'members' in reading);
  const exploded = parameter.in === 'query' && style === 'form';
  if (!isOne && style !== 'deepObject' && explode !== exploded) reading['explode'] = explode;
  return reading;
}

function valueReading(api: Api, schema: Schema | undefined): JsonObject {
  const kinds = kindsOf(api, schema);
  if (kinds.has('array') && !kinds.has('object')) {
    const items = schema && partsOf(api, schema).map((part) => api.child(part, 'items'));
    const as = scalarOf(
      kindsOf(
        api,
        items?.find((item) => item !== undefined),
      ),
    );
    return { list: true, ...(as === undefined ? {} : { as }) };
  }
  if (kinds.has('object')) {
    const members: Record<string, Json> = {};
    for (const [name, property] of propertiesOf(api, schema))
      setMember(members, name, scalarOf(kindsOf(api, property)) ?? 'text');
    return { members };
  }
  const as = scalarOf(kinds);
  return as === undefined ? {} : { as };
}

/** What a text can only be: where it may be several things, it stays a text. */
function scalarOf(kinds: ReadonlySet<string>): 'number' | 'boolean' | undefined {
  const [kind, other] = [...new Set([...kinds].map((one) => (one === 'integer' ? 'number' : one)))];
  if (other !== undefined) return undefined;
  return kind === 'number' || kind === 'boolean' ? kind : undefined;
}

/** The types that a schema's values may have, its alternatives followed; null is none of them, because no text is null. */
function kindsOf(api: Api, schema: Schema | undefined, depth = 0): ReadonlySet<string> {
  const kinds = new Set<string>();
  if (!schema || depth > 8) return kinds;
  for (const part of partsOf(api, schema)) {
    const type = ownKeyword(part, 'type');
    for (const name of isArray(type) ? type : [type]) if (typeof name === 'string') kinds.add(name);
    const values = ownKeyword(part, 'enum');
    if (type === undefined && isArray(values)) for (const value of values) kinds.add(typeof value);
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = ownKeyword(part, keyword);
      for (let i = 0; isArray(branches) && i < branches.length; i++)
        for (const kind of kindsOf(api, api.child(part, keyword, i), depth + 1)) kinds.add(kind);
    }
  }
  kinds.delete('null');
  return kinds;
}
