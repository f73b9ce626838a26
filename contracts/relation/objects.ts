import { isObject, type Json, type JsonObject, setMember } from '../../generator/model/json.ts';
import { nearest } from '../../generator/model/nearest.ts';
import { once } from '../../generator/model/once.ts';
import type { Case, Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import type { Ask } from './arrays.ts';
import { matches } from './matches.ts';
import { type ObjectSet, objectSet, type Property } from './object-set.ts';
import { type Pattern, patternText, valuePattern } from './pattern.ts';
import {
  type Candidate,
  chained,
  clashesOf,
  type Disagreement,
  deferred,
  type Gaps,
  noGaps,
  nothing,
  noValue,
  type PossibleGap,
  type Relation,
  within,
} from './relation.ts';
import { sharedExample } from './shared-example.ts';

const anything: Pattern = { kind: 'any', pointer: '' };

export function relateObjects(one: Case, pattern: Pattern, ask: Ask, world: World): Relation {
  const set = objectSet(one, world);
  // A name that must be there and may not: there are no such objects.
  if ([...set.required].some((name) => !set.property(name).position)) return nothing;
  const schema = one.parts.at(-1)?.pointer;
  if (pattern.kind === 'record')
    return relateRecord(set, pattern, ask, schema, sharedExample(pattern, one.parts, world));
  const sample = once(() => build(set, samplesOf(ask), new Map()));
  if (pattern.kind === 'map') return relateMap(set, pattern, ask, sample, schema);
  const base = { subset: false, disjoint: false, inside: sample, gaps: noGaps, unsure: undefined };
  if (pattern.kind === 'any' || (pattern.kind === 'type' && pattern.type === 'object'))
    return { ...base, subset: true };
  const gaps = (why: string): Gaps => {
    return () => [{ value: sample, why, pattern: pattern.pointer, schema }];
  };
  if (pattern.kind === 'not-empty') {
    if (set.least > 0) return { ...base, subset: true };
    if (set.names.length === 0 && !set.others)
      return { ...base, disjoint: true, inside: noValue, gaps: gaps('the object is empty') };
    return { ...base, gaps: gaps('the object may be empty') };
  }
  if (['unknown', 'regex', 'include', 'semver'].includes(pattern.kind))
    return { ...base, unsure: `whether an object is ${patternText(pattern)}` };
  if (pattern.kind === 'literal' && isObject(pattern.value))
    return { ...base, unsure: 'whether all such objects are the literal one' };
  return {
    ...base,
    disjoint: true,
    inside: noValue,
    gaps: gaps(`an object where the contract wants ${patternText(pattern)}`),
  };
}

function relateRecord(
  set: ObjectSet,
  pattern: Extract<Pattern, { kind: 'record' }>,
  ask: Ask,
  schema: string | undefined,
  example: Candidate,
): Relation {
  const asked = pattern.members.map(({ name, pattern: inner }) => new Asked(name, inner, set, ask, pattern));
  const disjoint = once(
    () => asked.some((one) => one.isApart) || bringsOthers(set, pattern) || isTooMuch(set, pattern),
  );
  const closed = once(() => pattern.open || !mayBring(set, pattern));
  const { usable, make, whole, withOther, withoutOne } = likenesses(asked, set, ask, example);
  const gaps = function* (): Generator<PossibleGap> {
    for (const one of asked) {
      const { name, pattern: inner, property, relation } = one;
      const without = once(() => withoutOne(name));
      const at = { pattern: inner.pointer, schema: property.pointer ?? schema };
      if (!relation) yield { value: without, ...one.unknown(schema) };
      else if (!property.required)
        yield { value: without, why: `${JSON.stringify(name)} is optional in the spec`, ...at };
      if (relation) yield* within(relation, (value) => withOther(name, value));
    }
    const other = closed() ? undefined : otherMember(set, pattern);
    const position = other === undefined ? undefined : set.property(other).position;
    if (other === undefined || !position) return;
    const { inside } = ask(position, anything);
    const value = once(() => make(new Map(usable()).set(other, inside())));
    const why = `the spec also allows ${JSON.stringify(other)}`;
    yield { value, why, pattern: pattern.pointer, schema };
  };
  return deferred({
    subset: () => closed() && asked.every((one) => one.isWithin),
    disjoint,
    inside: once(() => example() ?? (disjoint() || usable().size < asked.length ? undefined : whole())),
    gaps,
    unsure: () => asked.find(({ relation }) => relation?.unsure)?.relation?.unsure ?? set.one.hazy,
    clashes: () => recordClashes(asked, set, pattern, schema),
  });
}

/** Objects such as a record wants, and nearly such. */
function likenesses(asked: readonly Asked[], set: ObjectSet, ask: Ask, example: Candidate) {
  const usable = once(() => {
    const shared = example();
    if (isObject(shared)) return new Map<string, Json | undefined>(Object.entries(shared));
    const insides = asked.map(({ name, relation }): Member => [name, relation?.inside()]);
    return new Map(insides.filter(([, value]) => value !== undefined));
  });
  const make = (members: ReadonlyMap<string, Json | undefined>, without?: string) =>
    build(set, samplesOf(ask), members, without);
  const whole = once(() => {
    const shared = example();
    return isObject(shared) ? shared : make(usable());
  });
  // Copies of the whole, where that is the same: one is made for each member.
  const withOther = (name: string, value: Json) => {
    if (!usable().has(name)) return make(new Map(usable()).set(name, value));
    const made = whole();
    return made && { ...made, [name]: value };
  };
  const withoutOne = (name: string) => {
    const counted = set.least > set.required.size;
    if (counted || set.dependent || set.required.has(name) || !usable().has(name))
      return make(new Map([...usable()].filter(([key]) => key !== name)), name);
    const { [name]: _, ...others } = whole() ?? {};
    return whole() && others;
  };
  return { usable, make, whole, withOther, withoutOne };
}

/** A member of a record. What the case says of it, and how the two stand to each other, is asked when it is needed. */
class Asked {
  readonly name: string;
  readonly pattern: Pattern;
  readonly #set: ObjectSet;
  readonly #record: Extract<Pattern, { kind: 'record' }>;
  readonly #property: () => Property;
  readonly #relation: () => Relation | undefined;

  constructor(
    name: string,
    pattern: Pattern,
    set: ObjectSet,
    ask: Ask,
    record: Extract<Pattern, { kind: 'record' }>,
  ) {
    this.name = name;
    this.pattern = pattern;
    this.#set = set;
    this.#record = record;
    this.#property = once(() => set.property(name));
    this.#relation = once(() => {
      const { position } = this.property;
      return position && ask(position, pattern);
    });
  }

  get property(): Property {
    return this.#property();
  }

  get isWithin(): boolean {
    return this.property.required && this.relation?.subset === true;
  }

  get isApart(): boolean {
    return !this.relation || this.relation.disjoint;
  }

  /** `schema`: where to point if nothing says anything of the member. */
  clashes(schema: string | undefined): readonly Disagreement[] {
    if (this.relation) return clashesOf(this.relation);
    return [this.unknown(schema)];
  }

  unknown(schema: string | undefined): Disagreement {
    // What the contract names as well was not meant.
    const others = this.#set.names.filter(
      (name) =>
        this.#set.property(name).position && this.#record.members.every((member) => member.name !== name),
    );
    const near = nearest(this.name, others);
    const meant = near === undefined ? '' : `; it knows ${JSON.stringify(near)}`;
    const why = `the spec knows no member ${JSON.stringify(this.name)} here${meant}`;
    return { why, pattern: this.pattern.pointer, schema: this.property.pointer ?? schema };
  }

  /** Undefined where the member may not come. */
  get relation(): Relation | undefined {
    return this.#relation();
  }
}

/** A member that a record does not name and the case lets come. */
function otherMember(set: ObjectSet, pattern: Extract<Pattern, { kind: 'record' }>): string | undefined {
  const named = (name: string) => pattern.members.some((member) => member.name === name);
  const candidates = set.others ? [...set.names, 'another', 'one-more'] : set.names;
  return candidates.find((name) => !named(name) && set.property(name).position !== undefined);
}

function recordClashes(
  asked: readonly Asked[],
  set: ObjectSet,
  pattern: Extract<Pattern, { kind: 'record' }>,
  schema: string | undefined,
): readonly Disagreement[] {
  const apart = asked.filter((one) => one.isApart).flatMap((one) => one.clashes(schema));
  if (apart.length > 0) return apart;
  const why = isTooMuch(set, pattern)
    ? `the spec takes at most ${set.most} members`
    : othersWhy(set, pattern);
  return [{ why, pattern: pattern.pointer, schema }];
}

/** Whether a record wants more members than any value has. */
function isTooMuch(
  { most, required }: ObjectSet,
  { members }: Extract<Pattern, { kind: 'record' }>,
): boolean {
  return most < required.size + members.filter(({ name }) => !required.has(name)).length;
}

function othersWhy(
  { required, least }: ObjectSet,
  { members }: Extract<Pattern, { kind: 'record' }>,
): string {
  const other = [...required].find((name) => members.every((member) => member.name !== name));
  return other === undefined
    ? `the spec wants at least ${least} members`
    : `the spec requires ${JSON.stringify(other)}, the contract takes no such member`;
}

/** Whether every value has members that a closed record does not name. */
function bringsOthers(set: ObjectSet, { members, open }: Extract<Pattern, { kind: 'record' }>): boolean {
  if (open) return false;
  const named = new Set(members.map(({ name }) => name));
  return set.least > named.size || [...set.required].some((name) => !named.has(name));
}

/** Whether a value may have members that a closed record does not name. */
function mayBring(set: ObjectSet, pattern: Extract<Pattern, { kind: 'record' }>): boolean {
  const named = new Set(pattern.members.map((member) => member.name));
  return (
    set.others || set.names.some((name) => !named.has(name) && set.property(name).position !== undefined)
  );
}

function relateMap(
  set: ObjectSet,
  pattern: Extract<Pattern, { kind: 'map' }>,
  ask: Ask,
  sample: Candidate,
  schema: string | undefined,
): Relation {
  const gaps: Gaps[] = [];
  let subset = true;
  let disjoint = false;
  const named = new Set([...set.names, ...pattern.own.map((member) => member.name)]);
  for (const name of named) {
    const { position, required } = set.property(name);
    if (!position) continue;
    const relation = ask(position, valuePattern(pattern, name) ?? anything);
    const key = pattern.keys ? matches(pattern.keys, name) : true;
    if (key === true && relation.subset) continue;
    subset = false;
    if (required && (key === false || relation.disjoint)) disjoint = true;
    const why = `the key ${JSON.stringify(name)} does not match`;
    const value = once(() => withMember(set, ask, name, relation.inside()));
    if (key === false) gaps.push(() => [{ value, why, pattern: pattern.pointer, schema }]);
    gaps.push(() => within(relation, (inner) => withMember(set, ask, name, inner)));
  }
  if (set.others) {
    // A name that no schema is written for: what holds of it holds of all members that nobody names.
    let another = 'another';
    while (named.has(another)) another += '-one';
    const unnamed = another;
    const position = set.property(unnamed).position;
    const values = position && pattern.values ? ask(position, pattern.values) : undefined;
    const anyKey =
      !pattern.keys ||
      pattern.keys.kind === 'any' ||
      (pattern.keys.kind === 'type' && pattern.keys.type === 'string');
    // Members beside the named ones have keys that we do not enumerate, and pattern properties differ by key.
    if (!anyKey || (pattern.values && !values?.subset) || hasPatternProperties(set.one))
      subset = pattern.values === undefined && anyKey ? subset : false;
    if (values) gaps.push(() => within(values, (inner) => withMember(set, ask, unnamed, inner)));
  }
  return {
    subset,
    disjoint,
    inside: disjoint ? noValue : sample,
    gaps: () => chained(gaps),
    unsure: subset || disjoint ? undefined : set.one.hazy,
  };
}

function hasPatternProperties(one: Case): boolean {
  return one.parts.some((part) => isObject(part.json['patternProperties']));
}

function samplesOf(ask: Ask): (position: Position) => Json | undefined {
  return (position) => ask(position, anything).inside();
}

type Member = readonly [string, Json | undefined];

function withMember(set: ObjectSet, ask: Ask, name: string, value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : build(set, samplesOf(ask), new Map([[name, value]]));
}

/**
 * An object with these members and all required ones, without one that is better left out; undefined if one cannot be
 * made.
 */
export function build(
  set: ObjectSet,
  sample: (position: Position) => Json | undefined,
  members: ReadonlyMap<string, Json | undefined>,
  without?: string,
): JsonObject | undefined {
  const object: Record<string, Json> = {};
  const names = new Set([...members.keys(), ...set.required]);
  for (const name of names) {
    for (const other of set.dependents(name)) names.add(other);
    const given = members.get(name);
    const position = set.property(name).position;
    const value = given === undefined ? position && sample(position) : given;
    if (value === undefined) return undefined;
    setMember(object, name, value);
  }
  if (names.size < set.least) fill(object, set, sample, without);
  return object;
}

/** Optional members, then such as no schema names, until there are as many as there must be. */
function fill(
  object: Record<string, Json>,
  set: ObjectSet,
  sample: (position: Position) => Json | undefined,
  without: string | undefined,
): void {
  const wanted = Math.min(set.least, maxFilled);
  const others = set.others ? Array.from({ length: wanted }, (_, i) => `other-${i + 1}`) : [];
  for (const name of [...set.names, ...others]) {
    if (Object.keys(object).length >= wanted) return;
    const { position } = set.property(name);
    if (name === without || Object.hasOwn(object, name) || !position) continue;
    const value = sample(position);
    if (value !== undefined) setMember(object, name, value);
  }
}

const maxFilled = 50;
