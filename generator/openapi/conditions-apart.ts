import { isArray, isObject, type Json } from '../model/json.ts';

/**
 * Writes `if`, `then` and `else` of a schema that is being written as two alternatives where the condition looks at members or
 * items: ajv 8.20 takes these for evaluated though the condition does not hold, and for not where nothing follows from it
 * (JSON Schema 2020-12, 10.2.2.1 and 11.3).
 */
export function conditionsApart(written: Record<string, Json>): void {
  const { if: condition, then: met, else: unmet, allOf } = written;
  if (!isObject(condition) || !looking.some((keyword) => condition[keyword] !== undefined)) return;
  for (const keyword of ['if', 'then', 'else']) delete written[keyword];
  const branches = [
    { allOf: [condition, ...(met === undefined ? [] : [met])] },
    { allOf: [{ not: condition }, ...(unmet === undefined ? [] : [unmet])] },
  ];
  written['allOf'] = [...(isArray(allOf) ? allOf : []), { anyOf: branches }];
}

const looking = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'dependentSchemas',
  'prefixItems',
  'items',
  'contains',
  'unevaluatedItems',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  '$ref',
];
