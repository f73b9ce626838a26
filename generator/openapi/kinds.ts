import { isArray, type Json, sameJson } from '../model/json.ts';
import { type Keywords, keywordsOf } from './keywords.ts';
import { type Case, casesOf, type Position } from './position.ts';
import type { World } from './world.ts';

/** The disjoint kinds of JSON values; the type `number` is both of the numeric ones. */
export type Kind = 'null' | 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object';

const allKinds: readonly Kind[] = ['object', 'array', 'string', 'integer', 'fraction', 'boolean', 'null'];

const kindsByType: Readonly<Record<string, readonly Kind[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
  string: ['string'],
  array: ['array'],
  object: ['object'],
};

const ofCase = new WeakMap<Case, readonly Kind[]>();

/** Which kinds of values a case admits. Remembered: a case is of one document, and met often. */
export function kindsOf(one: Case, world: World): readonly Kind[] {
  const known = ofCase.get(one);
  if (known) return known;
  const parts = one.parts.map(({ json }) => keywordsOf(json));
  const made = allKinds.filter((kind) => parts.every((part) => partAdmits(part, kind, world)));
  ofCase.set(one, made);
  return made;
}

const ofCases = new WeakMap<readonly Case[], ReadonlySet<Kind>>();

/** Which kinds of values a position admits. Remembered: each text that is sent asks. */
export function kindsAt(position: Position, world: World): ReadonlySet<Kind> {
  const cases = casesOf(position, world);
  let kinds = ofCases.get(cases);
  if (!kinds) {
    kinds = new Set(cases.flatMap((one) => kindsOf(one, world)));
    ofCases.set(cases, kinds);
  }
  return kinds;
}

function partAdmits({ type, nullable, multipleOf }: Keywords, kind: Kind, world: World): boolean {
  // OpenAPI 3.0.3: `nullable` adds null to the `type` beside it, and to nothing else.
  if (kind === 'null' && world.api.version === '3.0' && nullable === true && typeof type === 'string')
    return true;
  if (kind === 'fraction' && typeof multipleOf === 'number' && Number.isInteger(multipleOf) && multipleOf > 0)
    return false;
  if (type === undefined) return true;
  const names = isArray(type) ? type : [type];
  // An unknown type name is left out of the proof: it can then admit anything.
  return names.some((name) => typeof name !== 'string' || (kindsByType[name] ?? allKinds).includes(kind));
}

export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}

/** The values that `enum` and `const` leave; undefined if neither stands in the case. */
export function finiteValues(one: Case): readonly Json[] | undefined {
  let values: readonly Json[] | undefined;
  for (const { json } of one.parts) {
    const said = keywordsOf(json);
    // Most parts say neither.
    if (said.enum === undefined && said.const === undefined) continue;
    for (const own of [enumOf(said.enum), said.const === undefined ? undefined : [said.const]]) {
      if (own) values = values ? values.filter((value) => own.some((other) => sameJson(value, other))) : own;
    }
  }
  return values;
}

function enumOf(value: Json | undefined): readonly Json[] | undefined {
  return isArray(value) ? value : undefined;
}
