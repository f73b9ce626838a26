import { isArray, isObject } from '../model/json.ts';
import type { Schema } from './api.ts';
import { keywordsOf } from './keywords.ts';
import type { World } from './world.ts';

/** A reference that stands in a schema, and what it leads to; undefined where that is not known. */
export interface Reference {
  readonly keyword: '$ref' | '$dynamicRef';
  readonly written: string;
  readonly target: Schema | undefined;
}

/** What a schema that refers says: what it refers to, and whether that is all. */
export interface Referring {
  readonly references: readonly Reference[];
  /** Nothing stands beside the reference, or it does not count. */
  readonly alone: boolean;
}

const none: Referring = { references: [], alone: false };

/**
 * The schemas that a schema refers to, one step: what stands beside a reference on the way must not be lost. In
 * OpenAPI 3.0 a reference replaces everything beside it (3.0.3, "Reference Object"), and there is one kind. A
 * `$dynamicRef` depends on where it is come from only if several schemas of the document bear its anchor; then it leads
 * nowhere here (JSON Schema 2020-12, 8.2.3.2).
 */
export function referringOf(schema: Schema, { api }: World): Referring {
  const { json } = schema;
  if (typeof json === 'boolean') return none;
  const { $ref, $dynamicRef } = keywordsOf(json);
  const dynamic = api.version === '3.0' || typeof $dynamicRef !== 'string' ? undefined : $dynamicRef;
  const reference = typeof $ref === 'string' ? $ref : undefined;
  if (reference === undefined && dynamic === undefined) return none;
  const references: Reference[] = [];
  for (const [keyword, written] of [
    ['$ref', reference],
    ['$dynamicRef', dynamic],
  ] as const) {
    if (written === undefined) continue;
    const target = api.referred(written);
    references.push({ keyword, written, target: target?.pointer === schema.pointer ? undefined : target });
  }
  return { references, alone: api.version === '3.0' || Object.keys(json).length === 1 };
}

/** What a schema refers to that says nothing else, step by step: shared schemas are one place, wherever they are named. */
export function behindReferences(schema: Schema, world: World): Schema {
  let here = schema;
  for (let hops = 0; hops < 100; hops++) {
    const { references, alone } = referringOf(here, world);
    const [only] = references;
    if (!alone || references.length > 1 || !only?.target) return here;
    here = only.target;
  }
  return here;
}

/** Whether a member is read-only or write-only, by itself or by what holds of it as well: what it refers to, `allOf`. */
export function isMarked(schema: Schema, keyword: 'readOnly' | 'writeOnly', world: World): boolean {
  const { json } = schema;
  if (typeof json === 'boolean') return false;
  // Most schemas say so themselves, or nothing that could.
  const said = keywordsOf(json);
  if (said.$ref === undefined && said.allOf === undefined && said.$dynamicRef === undefined)
    return said[keyword] === true;
  return marks(schema, keyword, world, new Set());
}

function marks(schema: Schema, keyword: string, world: World, seen: Set<string>): boolean {
  if (typeof schema.json === 'boolean' || seen.has(schema.pointer)) return false;
  seen.add(schema.pointer);
  const { references, alone } = referringOf(schema, world);
  if (!alone && (schema.json[keyword] === true || isMarkedInAll(schema, keyword, world, seen))) return true;
  return references.some(({ target }) => target !== undefined && marks(target, keyword, world, seen));
}

function isMarkedInAll({ pointer, json }: Schema, keyword: string, world: World, seen: Set<string>): boolean {
  const all = typeof json === 'boolean' ? undefined : json['allOf'];
  if (!isArray(all)) return false;
  return all.some((branch, i) => {
    const inner = isObject(branch) ? { pointer: `${pointer}/allOf/${i}`, json: branch } : undefined;
    return inner !== undefined && marks(inner, keyword, world, seen);
  });
}
