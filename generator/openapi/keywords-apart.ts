import { isArray, isObject, type Json } from '../model/json.ts';

/** Keywords that ajv 8.20 misreads beside `prefixItems`, by the keyword that begins them. */
const misread: Readonly<Record<string, readonly string[]>> = {
  // An empty array passes that should hold something.
  contains: ['minContains', 'maxContains'],
  // Leading items are passed over that are not of the type of `items`.
  uniqueItems: [],
};

/** Sets keywords of a schema that is being written apart from others, so that ajv reads them as they are meant. */
export function keywordsApart(written: Record<string, Json>): void {
  membersApart(written);
  if (written['prefixItems'] === undefined) return;
  for (const [keyword, beside] of Object.entries(misread)) {
    if (written[keyword] === undefined) continue;
    const apart: Record<string, Json> = {};
    for (const name of [keyword, ...beside]) {
      const value = written[name];
      if (value !== undefined) apart[name] = value;
      delete written[name];
    }
    const { allOf } = written;
    written['allOf'] = [...(isArray(allOf) ? allOf : []), apart];
  }
}

const noName = '[^\\s\\S]';

/**
 * Where no member is there that `dependentSchemas` depend on, ajv 8.20 forgets what the others describe, or fails: it notes that
 * at the first of the dependent schemas, unless a pattern of names has made it do so before.
 */
function membersApart(written: Record<string, Json>): void {
  if (written['dependentSchemas'] === undefined) return;
  const { patternProperties } = written;
  written['patternProperties'] = {
    ...(isObject(patternProperties) ? patternProperties : {}),
    [noName]: true,
  };
}
