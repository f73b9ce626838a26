import { isArray, type Json } from '../model/json.ts';

/**
 * Sets `contains` apart from `prefixItems` in a schema that is being written: beside it ajv 8.20 lets an empty array pass
 * that should hold something.
 */
export function containsApart(written: Record<string, Json>): void {
  const { contains, minContains, maxContains, allOf } = written;
  if (contains === undefined || written['prefixItems'] === undefined) return;
  for (const keyword of ['contains', 'minContains', 'maxContains']) delete written[keyword];
  const apart: Record<string, Json> = { contains };
  if (minContains !== undefined) apart['minContains'] = minContains;
  if (maxContains !== undefined) apart['maxContains'] = maxContains;
  written['allOf'] = [...(isArray(allOf) ? allOf : []), apart];
}
