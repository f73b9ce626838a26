import { isArray, isObject, type Json } from '../model/json.ts';

/**
 * Writes `if`, `then` and `else` of a schema that is being written as two alternatives where the condition looks at all members:
 * ajv 8.20 takes these for evaluated though the condition does not hold (JSON Schema 2020-12, 10.2.2.1 and 11.3), so that others of
 * the same value refuse nothing.
 */
export function conditionsApart(written: Record<string, Json>): void {
  const { if: condition, then: met, else: unmet, allOf } = written;
  if (!isObject(condition) || !all.some((keyword) => condition[keyword] !== undefined)) return;
  for (const keyword of ['if', 'then', 'else']) delete written[keyword];
  const branches = [
    { allOf: [condition, ...(met === undefined ? [] : [met])] },
    { allOf: [{ not: condition }, ...(unmet === undefined ? [] : [unmet])] },
  ];
  written['allOf'] = [...(isArray(allOf) ? allOf : []), { anyOf: branches }];
}

const all = ['additionalProperties', 'unevaluatedProperties'];
