import { type Json, type JsonObject, sameJson } from '../../generator/model/json.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { finiteValues, type Kind, kindOf, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, keyOf, type Part, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { type ArraySet, arraySet } from '../relation/array-set.ts';
import { type Demands, demandsOf } from '../relation/demands.ts';
import { type ObjectSet, objectSet } from '../relation/object-set.ts';

/**
 * What the schemas of one place say, whatever way it is written: references and `allOf` are followed, one alternative is no
 * alternative, and null beside a type, as an alternative or by `nullable` is the same thing.
 */
export interface Shape {
  readonly position: Position;
  readonly world: World;
  readonly parts: readonly Part[];
  readonly choices: Demands['choices'];
  readonly conditions: Demands['conditions'];
  readonly exclusions: Demands['exclusions'];
  /** Nothing is accepted here at all. */
  readonly never: boolean;
  readonly kinds: ReadonlySet<Kind>;
  /** The listed values, where there is a list; null is told by the kinds. */
  readonly values: readonly Json[] | undefined;
  readonly object: ObjectSet;
  readonly array: ArraySet;
}

export function shapeOf(position: Position, world: World): Shape {
  let nullable = false;
  let { parts, choices, conditions, exclusions, never } = demandsOf(position, world);
  // What stands beside an alternative of null applies to null as well.
  const outer: Part[] = [...parts];
  for (let found = alone(choices, world); found; found = alone(choices, world)) {
    const inner = demandsOf([found.branch], world);
    nullable ||= found.nullable;
    if (!found.nullable) outer.push(...inner.parts);
    parts = [...parts, ...inner.parts];
    choices = [...choices.filter((choice) => choice !== found.choice), ...inner.choices];
    conditions = [...conditions, ...inner.conditions];
    exclusions = [...exclusions, ...inner.exclusions];
    never ??= inner.never;
  }
  const one = caseOf(parts);
  const kinds = new Set(kindsOf(one, world));
  if (nullable && kindsOf(caseOf(outer), world).includes('null') && takesNull(outer)) kinds.add('null');
  const values = finiteValues(one);
  if (values && !nullable && !values.includes(null)) kinds.delete('null');
  return {
    position,
    world,
    parts,
    choices,
    conditions,
    exclusions,
    never: never !== undefined,
    kinds,
    values: values?.filter((value) => value !== null && kinds.has(kindOf(value))),
    get object() {
      return objectSet(one, world);
    },
    get array() {
      return arraySet(one);
    },
  };
}

function caseOf(parts: readonly Part[]): Case {
  return { parts, perhaps: [], hazy: undefined };
}

function takesNull(parts: readonly Part[]): boolean {
  return finiteValues(caseOf(parts))?.includes(null) ?? true;
}

interface Alone {
  readonly choice: Demands['choices'][number];
  readonly branch: Demands['choices'][number]['branches'][number];
  readonly nullable: boolean;
}

/** A choice that is none: one alternative, or one beside null. */
function alone(choices: Demands['choices'], world: World): Alone | undefined {
  for (const choice of choices) {
    const others = choice.branches.filter((branch) => !isNull(branch, world));
    const [branch] = others;
    if (!branch || others.length > 1) continue;
    const nullable = others.length < choice.branches.length;
    // What two alternatives of `oneOf` accept is refused: null, where the other takes it too.
    const isRefused = nullable && choice.exclusive && fits([branch], null, world) !== 'no';
    if (!isRefused) return { choice, branch, nullable };
  }
  return undefined;
}

function isNull(branch: Position[number], world: World): boolean {
  const { parts, choices, conditions, exclusions, never } = demandsOf([branch], world);
  // What more is said may refuse null as well.
  if ([choices, conditions, exclusions].some(({ length }) => length > 0) || never !== undefined) return false;
  const kinds = kindsOf(caseOf(parts), world);
  const values = finiteValues(caseOf(parts));
  return values ? values.length === 1 && values[0] === null : kinds.length === 1 && kinds[0] === 'null';
}

/** Keywords of all parts, beside each other as they stand; the pointers are marked, for they are no places any more. */
export function projected(shape: Shape, keywords: readonly string[], context: JsonObject): Position {
  const mark = `~${keywords.join()}${JSON.stringify(context)}`;
  const picked = shape.parts.flatMap(({ pointer, json }) => {
    const kept = keywords.filter((keyword) => json[keyword] !== undefined);
    if (kept.length === 0) return [];
    return [
      { pointer: `${pointer}${mark}`, json: Object.fromEntries(kept.map((key) => [key, json[key] as Json])) },
    ];
  });
  return [...picked, { pointer: `${keyOf(shape.position)}${mark}~`, json: context }];
}

/** Whether the parts say the same with some keywords, in whatever order. */
export function saysSame(a: Shape, b: Shape, keywords: readonly string[]): boolean {
  return keywords.every((keyword) => {
    const [left, right] = [a, b].map((shape) => saidBy(shape, keyword));
    return sameJson(left ?? [], right ?? []);
  });
}

/** What the parts say with a keyword, each for itself. */
export function saidBy({ parts }: Shape, keyword: string): readonly Json[] {
  return parts.flatMap(({ json }) => (json[keyword] === undefined ? [] : [json[keyword] as Json]));
}

/** The first of the parts that says something with one of the keywords: where to point. */
export function placeOf(shape: Shape, keywords: readonly string[]): string | undefined {
  for (const { pointer, json } of shape.parts)
    for (const keyword of keywords)
      if (json[keyword] !== undefined && !pointer.includes('~dependent')) return `${pointer}/${keyword}`;
  return shape.position[0]?.pointer;
}

/** The first value of a keyword among the parts. */
export function said(shape: Shape, keyword: string): Json | undefined {
  return shape.parts.find(({ json }) => json[keyword] !== undefined)?.json[keyword];
}

const typeNames: readonly (readonly [Kind, string])[] = [
  ['object', 'object'],
  ['array', 'array'],
  ['string', 'string'],
  ['boolean', 'boolean'],
];

/** Kinds as types of JSON Schema. */
export function typesOfKinds(kinds: Iterable<Kind>): readonly string[] {
  const found = new Set(kinds);
  const numbers = found.has('fraction') ? ['number'] : found.has('integer') ? ['integer'] : [];
  return [...typeNames.flatMap(([kind, name]) => (found.has(kind) ? [name] : [])), ...numbers];
}
