import type { Json } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { finiteValues, type Kind, kindOf, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, keyOf, type Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { relateArrays } from './arrays.ts';
import { matches } from './matches.ts';
import { relateNumbers } from './numbers.ts';
import { relateObjects } from './objects.ts';
import { type Pattern, patternText } from './pattern.ts';
import { type Gap, nothing, type Relation, unionOf } from './relation.ts';
import { relateStrings } from './strings.ts';

/** Samples of schemas that require themselves would never end. */
const maxDepth = 40;

/**
 * Walks a schema position and a pattern together. The pattern is finite, so recursion in schemas ends with it; only
 * where a sample of the rest is made a depth is needed.
 */
export function relate(position: Position, pattern: Pattern, world: World, depth = 0): Relation {
  if (depth > maxDepth)
    return {
      subset: pattern.kind === 'any',
      disjoint: false,
      inside: undefined,
      gaps: [],
      unsure: 'schemas nested too deeply',
    };
  if (pattern.kind === 'all') return relateAll(position, pattern, world, depth);
  if (pattern.kind === 'some') return relateSome(position, pattern, world, depth);
  const cases = casesOf(position, world);
  if (cases.length === 0) return nothing;
  if (pattern.kind === 'any') return sampled(position, pattern, world, depth, cases);
  return unionOf(cases.map((one) => relateCase(one, pattern, world, depth)));
}

const samples = new WeakMap<Api, Map<string, Relation>>();

/** Of `any` only a sample is wanted: the first case that has one will do. Made once a position. */
function sampled(
  position: Position,
  pattern: Pattern,
  world: World,
  depth: number,
  cases: readonly Case[],
): Relation {
  let ofApi = samples.get(world.api);
  if (!ofApi) {
    ofApi = new Map();
    samples.set(world.api, ofApi);
  }
  const key = `${world.direction} ${world.closed}\n${keyOf(position)}`;
  const found = ofApi.get(key);
  if (found) return found;

  for (const one of cases) {
    const relation = relateCase(one, pattern, world, depth);
    if (relation.inside === undefined) continue;
    const sample = { ...relation, subset: true, disjoint: false };
    ofApi.set(key, sample);
    return sample;
  }
  return { subset: true, disjoint: false, inside: undefined, gaps: [], unsure: undefined };
}

function relateCase(one: Case, pattern: Pattern, world: World, depth: number): Relation {
  const kinds = kindsOf(one, world);
  if (kinds.length === 0) return nothing;
  const values = finiteValues(one);
  if (values)
    return relateValues(
      one,
      values.filter((value) => kinds.includes(kindOf(value))),
      pattern,
    );
  const relations: Relation[] = [];
  for (const kind of kinds) {
    const relation = relateKind(one, kind, pattern, world, depth);
    relations.push(relation);
    if (pattern.kind === 'any' && relation.inside !== undefined) break;
  }
  const whole = unionOf(relations);
  return whole.subset || whole.disjoint ? whole : { ...whole, unsure: whole.unsure ?? one.hazy };
}

function relateKind(one: Case, kind: Kind, pattern: Pattern, world: World, depth: number): Relation {
  const ask = (position: Position, inner: Pattern) => relate(position, inner, world, depth + 1);
  switch (kind) {
    case 'null':
      return relateValues(one, [null], pattern);
    case 'boolean':
      return relateValues(one, [true, false], pattern);
    case 'integer':
    case 'fraction':
      return relateNumbers(one, kind, pattern);
    case 'string':
      return relateStrings(one, pattern);
    case 'array':
      return relateArrays(one, pattern, ask);
    case 'object':
      return relateObjects(one, pattern, ask, world);
  }
}

/** Finitely many values: each is put to the matcher. */
function relateValues(one: Case, values: readonly Json[], pattern: Pattern): Relation {
  const schema = one.parts.at(-1)?.pointer;
  const judged = values.map((value) => ({ value, match: matches(pattern, value) }));
  const gaps = judged
    .filter(({ match }) => match === false)
    .map(
      ({ value }): Gap => ({
        value,
        why: `the spec also allows ${shown(value)}, the contract wants ${patternText(pattern)}`,
        pattern: pattern.pointer,
        schema,
      }),
    );
  return {
    subset: judged.every(({ match }) => match === true),
    disjoint: judged.every(({ match }) => match === false),
    inside:
      judged.find(({ match }) => match === true)?.value ??
      (pattern.kind === 'unknown' ? values[0] : undefined),
    gaps,
    unsure: judged.some(({ match }) => match === undefined)
      ? `whether all of them are ${patternText(pattern)}`
      : undefined,
  };
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** All must accept: proofs of "within" from each, of "nothing shared" from any. */
function relateAll(
  position: Position,
  pattern: Extract<Pattern, { kind: 'all' }>,
  world: World,
  depth: number,
): Relation {
  const relations = pattern.of.map((inner) => relate(position, inner, world, depth + 1));
  const subset = relations.every((one) => one.subset);
  const disjoint = relations.some((one) => one.disjoint);
  return {
    subset,
    disjoint,
    inside: relations
      .map((one) => one.inside)
      .find((value) => value !== undefined && matches(pattern, value) !== false),
    gaps: relations.flatMap((one) => one.gaps),
    unsure: subset || disjoint ? undefined : relations.find((one) => one.unsure)?.unsure,
  };
}

/** One must accept: proofs of "within" from any, of "nothing shared" from all. */
function relateSome(
  position: Position,
  pattern: Extract<Pattern, { kind: 'some' }>,
  world: World,
  depth: number,
): Relation {
  const relations = pattern.of.map((inner) => relate(position, inner, world, depth + 1));
  const subset = relations.some((one) => one.subset);
  const disjoint = relations.every((one) => one.disjoint);
  return {
    subset,
    disjoint,
    inside: relations.find((one) => one.inside !== undefined)?.inside,
    gaps: relations.flatMap((one) => one.gaps),
    unsure:
      subset || disjoint
        ? undefined
        : (relations.find((one) => one.unsure)?.unsure ??
          'whether the alternatives together accept everything'),
  };
}
