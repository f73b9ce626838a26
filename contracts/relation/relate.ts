import type { Json } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { pointerTokens } from '../../generator/model/pointer.ts';
import type { Api, Schema } from '../../generator/openapi/api.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { finiteValues, type Kind, kindOf, kindsOf } from '../../generator/openapi/kinds.ts';
import { type Case, casesOf, keyOf, type Position, settledCases } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { type Ask, relateArrays } from './arrays.ts';
import { listText, shown } from './listed-text.ts';
import { matches } from './matches.ts';
import { relateNumbers } from './numbers.ts';
import { relateObjects } from './objects.ts';
import { byOnlyValue } from './only-value.ts';
import { type Pattern, patternText } from './pattern.ts';
import {
  type Candidate,
  chained,
  clashesOf,
  closestClashes,
  deferred,
  firstOf,
  noGaps,
  nothing,
  noValue,
  type PossibleGap,
  type Relation,
  unionOf,
} from './relation.ts';
import { relateStrings } from './strings.ts';
import { takenTwice } from './taken-twice.ts';

/** Samples of schemas that require themselves would never end. */
const maxDepth = 40;
const anything: Pattern = { kind: 'any', pointer: '' };

/**
 * Walks a schema position and a pattern together. The pattern is finite, so recursion in schemas ends with it; only
 * where a sample of the rest is made a depth is needed.
 */
export function relate(position: Position, pattern: Pattern, world: World, depth = 0): Relation {
  if (depth > maxDepth)
    return {
      subset: pattern.kind === 'any',
      disjoint: false,
      inside: noValue,
      gaps: noGaps,
      unsure: 'schemas nested too deeply',
    };
  if (pattern.kind === 'all') return relateAll(position, pattern, world, depth);
  if (pattern.kind === 'some') return relateSome(position, pattern, world, depth);
  const cases = casesOf(position, world);
  if (cases.length === 0) return nothing;
  if (pattern.kind === 'any')
    return { ...nothing, disjoint: false, inside: sampled(position, world, depth, cases) };
  const whole = unionOf(cases.map((one) => relateCase(one, pattern, world, depth)));
  const known = cases.length > 1 ? onceOnly(whole, position, pattern, world) : whole;
  return byOnlyValue(known, position, pattern, world);
}

/** The cases of `oneOf` do not say that no two of them hold. */
function onceOnly(whole: Relation, position: Position, pattern: Pattern, world: World): Relation {
  const twice = once(() => takenTwice(position, pattern, world));
  return deferred({
    subset: () => whole.subset,
    disjoint: () => whole.disjoint || twice() !== undefined,
    inside: whole.inside,
    gaps: whole.gaps,
    unsure: () => whole.unsure,
    clashes: () => {
      const [one, two] = (whole.disjoint ? undefined : twice()) ?? [];
      if (!one || !two) return clashesOf(whole);
      const why = `two alternatives of oneOf accept it, ${schemaName(one)} and ${schemaName(two)}`;
      return [{ why, pattern: pattern.pointer, schema: one.pointer }];
    },
  });
}

function schemaName({ pointer, json }: Schema): string {
  const { $ref } = typeof json === 'boolean' ? {} : json;
  return typeof $ref === 'string' ? (pointerTokens($ref).at(-1) ?? $ref) : pointer;
}

/** What is known of the samples of one document. */
class Samples {
  readonly #values = new Map<string, Json>();
  /** Positions whose sample is being made: one that needs itself has none that way. */
  readonly #making = new Set<string>();
  /** Without a sample as far as the outermost of them has come; others may have more to offer. */
  readonly #failed = new Set<string>();

  of(key: string, make: Candidate): Json | undefined {
    const known = this.#values.get(key);
    if (known !== undefined || this.#making.has(key) || this.#failed.has(key)) return known;
    this.#making.add(key);
    const value = make();
    this.#making.delete(key);
    if (value === undefined) this.#failed.add(key);
    else this.#values.set(key, value);
    if (this.#making.size === 0) this.#failed.clear();
    return value;
  }
}

const samples = new WeakMap<Api, Samples>();

/** Of `any` only a sample is wanted: the first case that has one will do. Made once a position. */
function sampled(position: Position, world: World, depth: number, cases: readonly Case[]): Candidate {
  return once(() => {
    const ofApi = samples.get(world.api) ?? new Samples();
    samples.set(world.api, ofApi);
    const key = `${world.direction} ${world.closed}\n${keyOf(position)}`;
    return ofApi.of(key, firstOf(cases.map((one) => () => sampleOfCase(one, world, depth))));
  });
}

function sampleOfCase(one: Case, world: World, depth: number): Json | undefined {
  const { kinds, values } = outlineOf(one, world);
  if (values) return values[0];
  return firstOf(kinds.map((kind) => relateKind(one, kind, anything, world, depth).inside))();
}

function relateCase(one: Case, pattern: Pattern, world: World, depth: number): Relation {
  const whole = relateWhole(one, pattern, world, depth);
  const settled = once(() => {
    const cases = settledCases(one, world);
    return cases && unionOf(cases.map((each) => relateWhole(each, pattern, world, depth)));
  });
  if (one.perhaps.length === 0) return whole;
  // Asked only where the case as it is proves nothing: there are many of them.
  return deferred({
    subset: () => whole.subset || settled()?.subset === true,
    disjoint: () => whole.disjoint || settled()?.disjoint === true,
    inside: firstOf(
      [whole.inside, () => settled()?.inside()],
      (value) => fits(one.parts, value, world) !== 'no',
    ),
    gaps: () => chained([whole.gaps, () => settled()?.gaps() ?? []]),
    unsure: () => whole.unsure,
    clashes: () => clashesOf(whole.disjoint ? whole : (settled() ?? whole)),
  });
}

function relateWhole(one: Case, pattern: Pattern, world: World, depth: number): Relation {
  const { kinds, values } = outlineOf(one, world);
  if (values) return relateValues(one, values, pattern);
  const { hazy } = one;
  const relations = kinds.map((kind) => relateKind(one, kind, pattern, world, depth));
  const whole = unionOf(relations);
  // Where a schema names no type, what is wrong is told of values such as the contract wants.
  const wanted = kindOfPattern(pattern);
  const meant = wanted && relations[kinds.indexOf(wanted)];
  if (hazy === undefined && (relations.length === 1 || !meant)) return whole;
  return deferred({
    subset: () => whole.subset,
    disjoint: () => whole.disjoint,
    inside: whole.inside,
    gaps: whole.gaps,
    unsure: () => whole.unsure ?? hazy,
    clashes: () => clashesOf(meant ?? whole),
  });
}

/** What values the contract can only want, where that is one kind that its form shows. */
function kindOfPattern(pattern: Pattern): Kind | undefined {
  switch (pattern.kind) {
    case 'record':
    case 'map':
      return 'object';
    case 'list':
    case 'contains':
      return 'array';
    case 'literal':
      return kindOf(pattern.value);
    case 'type':
      return pattern.type === 'number' ? undefined : pattern.type;
    default:
      return undefined;
  }
}

/** What values of a case look like. */
interface Outline {
  readonly kinds: readonly Kind[];
  readonly values: readonly Json[] | undefined;
}

const outlines = new WeakMap<World, WeakMap<Case, Outline>>();

/** Remembered: a case is asked about against many patterns. */
function outlineOf(one: Case, world: World): Outline {
  const ofWorld = outlines.get(world) ?? new WeakMap<Case, Outline>();
  outlines.set(world, ofWorld);
  const known = ofWorld.get(one);
  if (known) return known;
  const kinds = kindsOf(one, world);
  const made = { kinds, values: possibleValues(one, kinds, world) };
  ofWorld.set(one, made);
  return made;
}

/** The values that `enum` and `const` name and nothing else in the case refuses. */
function possibleValues(one: Case, kinds: readonly Kind[], world: World): readonly Json[] | undefined {
  return finiteValues(one)?.filter(
    (value) => kinds.includes(kindOf(value)) && fits(one.parts, value, world) !== 'no',
  );
}

function relateKind(one: Case, kind: Kind, pattern: Pattern, world: World, depth: number): Relation {
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
      return relateArrays(one, pattern, asker(world, depth), world);
    case 'object':
      return relateObjects(one, pattern, asker(world, depth), world);
  }
}

function asker(world: World, depth: number): Ask {
  return (position, inner) => relate(position, inner, world, depth + 1);
}

/** Finitely many values: each is put to the matcher. */
function relateValues(one: Case, values: readonly Json[], pattern: Pattern): Relation {
  const schema = one.parts.at(-1)?.pointer;
  const judged = values.map((value) => ({ value, match: matches(pattern, value) }));
  const refused = judged.filter(({ match }) => match === false);
  const gaps = () =>
    refused.map(
      ({ value }): PossibleGap => ({
        value: () => value,
        why: `the spec also allows ${shown(value)}, the contract wants ${patternText(pattern)}`,
        pattern: pattern.pointer,
        schema,
      }),
    );
  return {
    subset: judged.every(({ match }) => match === true),
    disjoint: refused.length === judged.length,
    // The value may be null.
    inside: () =>
      (judged.find(({ match }) => match === true) ?? (pattern.kind === 'unknown' ? judged[0] : undefined))
        ?.value,
    gaps,
    clashes: () => [
      {
        why: `the spec allows ${listText(values)}, the contract wants ${patternText(pattern)}`,
        pattern: pattern.pointer,
        schema,
        listed: true,
      },
    ],
    unsure: judged.some(({ match }) => match === undefined)
      ? `whether all of them are ${patternText(pattern)}`
      : undefined,
  };
}

/** All must accept: proofs of "within" from each, of "nothing shared" from any. */
function relateAll(
  position: Position,
  pattern: Extract<Pattern, { kind: 'all' }>,
  world: World,
  depth: number,
): Relation {
  const relations = pattern.of.map((inner) => relate(position, inner, world, depth + 1));
  return deferred({
    subset: () => relations.every((one) => one.subset),
    disjoint: () => relations.some((one) => one.disjoint),
    inside: firstOf(
      relations.map(({ inside }) => inside),
      (value) => matches(pattern, value) !== false,
    ),
    gaps: () => chained(relations.map(({ gaps }) => gaps)),
    unsure: () => relations.find((one) => one.unsure)?.unsure,
    clashes: () => relations.flatMap((one) => (one.disjoint ? clashesOf(one) : [])),
  });
}

/** One must accept: proofs of "within" from any, of "nothing shared" from all. */
function relateSome(
  position: Position,
  pattern: Extract<Pattern, { kind: 'some' }>,
  world: World,
  depth: number,
): Relation {
  const relations = pattern.of.map((inner) => relate(position, inner, world, depth + 1));
  return deferred({
    subset: () => relations.some((one) => one.subset),
    disjoint: () => relations.every((one) => one.disjoint),
    inside: firstOf(relations.map(({ inside }) => inside)),
    gaps: () => chained(relations.map(({ gaps }) => gaps)),
    unsure: () =>
      relations.find((one) => one.unsure)?.unsure ?? 'whether the alternatives together accept everything',
    clashes: () => closestClashes(relations),
  });
}
