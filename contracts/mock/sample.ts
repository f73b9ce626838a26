import { isArray, type Json, member, setMember } from '../../generator/model/json.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { keywordOf, partsOf, propertiesOf, requiredOf, typesOf } from './schema-walk.ts';

/** What a made value may hang on: the mock's clock, in Graph's spelling. */
export interface Moment {
  readonly now: string;
}

/** How deep made objects go; optional members are left out, so that only recursion through `required` gets here. */
const deepest = 12;

/**
 * A small value that a schema allows: what it says itself (const, example, default, first enum value) before what is
 * made of its type. The same schema and moment give the same value. Patterns are not solved.
 */
export function sample(api: Api, schema: Schema | undefined, moment: Moment, depth = 0): Json {
  const said = saidBy(api, schema);
  if (said !== undefined) return said;
  if (depth > deepest) return null;
  const branch = branchOf(api, schema);
  if (branch) return sample(api, branch, moment, depth + 1);
  switch (typesOf(api, schema).find((type) => type !== 'null') ?? guessed(api, schema)) {
    case 'object':
      return sampleObject(api, schema, moment, depth);
    case 'array':
      return sampleArray(api, schema, moment, depth);
    case 'string':
      return sampleString(api, schema, moment);
    case 'integer':
    case 'number':
      return sampleNumber(api, schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function saidBy(api: Api, schema: Schema | undefined): Json | undefined {
  for (const name of ['const', 'default', 'example']) {
    const value = keywordOf(api, schema, name);
    if (value !== undefined) return value;
  }
  for (const name of ['examples', 'enum']) {
    const values = keywordOf(api, schema, name);
    if (isArray(values) && values[0] !== undefined) return values[0];
  }
  return undefined;
}

function branchOf(api: Api, schema: Schema | undefined): Schema | undefined {
  for (const part of partsOf(api, schema)) {
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = typeof part.json === 'boolean' ? undefined : member(part.json, keyword);
      if (!isArray(branches) || typesOf(api, part).length > 0) continue;
      const all = branches.map((_, i) => api.child(part, keyword, i));
      const first = all.find((branch) => typesOf(api, branch).join() !== 'null');
      if (first) return first;
    }
  }
  return undefined;
}

function guessed(api: Api, schema: Schema | undefined): string | undefined {
  if (propertiesOf(api, schema).size > 0) return 'object';
  return keywordOf(api, schema, 'items') === undefined ? undefined : 'array';
}

function sampleObject(api: Api, schema: Schema | undefined, moment: Moment, depth: number): Json {
  const made: Record<string, Json> = {};
  const properties = propertiesOf(api, schema);
  for (const name of requiredOf(api, schema))
    setMember(made, name, sample(api, properties.get(name), moment, depth + 1));
  return made;
}

function sampleArray(api: Api, schema: Schema | undefined, moment: Moment, depth: number): Json {
  const least = keywordOf(api, schema, 'minItems');
  const items = partsOf(api, schema)
    .map((part) => api.child(part, 'items'))
    .find((found) => found !== undefined);
  const length = typeof least === 'number' ? Math.min(least, 100) : 0;
  return Array.from({ length }, () => sample(api, items, moment, depth + 1));
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
  'uri-reference': '/',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  duration: 'PT1M',
  time: '00:00:00Z',
  byte: '',
};

function sampleString(api: Api, schema: Schema | undefined, moment: Moment): string {
  const format = keywordOf(api, schema, 'format');
  if (format === 'date-time') return moment.now;
  if (format === 'date') return moment.now.slice(0, 10);
  const known = typeof format === 'string' && Object.hasOwn(byFormat, format) ? byFormat[format] : undefined;
  if (known !== undefined) return known;
  const least = keywordOf(api, schema, 'minLength');
  return typeof least === 'number' ? 'x'.repeat(Math.min(least, 10_000)) : '';
}

function sampleNumber(api: Api, schema: Schema | undefined): number {
  const bound = (name: string) => {
    const value = keywordOf(api, schema, name);
    return typeof value === 'number' ? value : undefined;
  };
  const above = bound('exclusiveMinimum');
  const step = bound('multipleOf') ?? 1;
  const least = Math.max(bound('minimum') ?? -Infinity, above === undefined ? -Infinity : above + step);
  const most = Math.min(bound('maximum') ?? Infinity, (bound('exclusiveMaximum') ?? Infinity) - step);
  if (least <= 0 && most >= 0) return 0;
  return least > 0 ? Math.ceil(least / step) * step : Math.floor(most / step) * step;
}
