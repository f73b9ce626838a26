import { isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { type Fit, fits } from '../../generator/openapi/fits.ts';
import { type Case, type Part, type Position, sub } from '../../generator/openapi/position.ts';
import { all, gapsWithin, type Inclusion, type KindQuestion, unsure } from './inclusion.ts';
import { nameGroups } from './name-groups.ts';
import { type ObjectSet, objectSet } from './object-set.ts';
import { build } from './objects.ts';
import type { Gap } from './relation.ts';

interface Objects {
  readonly question: KindQuestion;
  readonly set: ObjectSet;
  readonly wanted: ObjectSet;
  readonly target: Case;
}

export function objectsWithin(question: KindQuestion): Inclusion {
  const { target } = question;
  const set = objectSet(question.one, question.from);
  const objects = { question, set, wanted: objectSet(target, question.to), target };
  const named = [...new Set([...set.names, ...objects.wanted.names])];
  return all([
    ...named.filter((name) => !isSameMember(objects, name)).map((name) => memberWithin(objects, name)),
    othersWithin(objects),
    ...countsWithin(objects),
    ...dependentsWithin(objects),
    namesWithin(objects),
  ]);
}

/** How many members come, at least and at most. */
function countsWithin(objects: Objects): readonly Inclusion[] {
  const { question, set } = objects;
  const own = (keyword: string) => question.one.parts.flatMap(({ json }) => numberIn(json[keyword]));
  const least = Math.max(set.required.size, ...own('minProperties'));
  const most = Math.min(set.others ? Number.POSITIVE_INFINITY : set.names.length, ...own('maxProperties'));
  return question.parts.flatMap(({ json, pointer }) => {
    const found: Inclusion[] = [];
    const { minProperties, maxProperties } = json;
    if (typeof minProperties === 'number' && minProperties > least)
      found.push(report(objects, () => membersFor(objects, least), 'fewer members may come', pointer));
    if (typeof maxProperties === 'number' && maxProperties < most)
      found.push(
        report(objects, () => membersFor(objects, maxProperties + 1), 'more members may come', pointer),
      );
    return found;
  });
}

function numberIn(value: Json | undefined): readonly number[] {
  return typeof value === 'number' ? [value] : [];
}

/** Members of an object that has as many; fewer where there are no more. */
function membersFor({ question, set }: Objects, count: number): ReadonlyMap<string, Json> {
  const members = new Map<string, Json>();
  const others = set.others
    ? Array.from({ length: Math.min(count, mostMembers) }, (_, i) => `another${i}`)
    : [];
  for (const name of [...set.required, ...set.names, ...others]) {
    if (members.size >= count) break;
    const { position } = set.property(name);
    const value = position && question.sample(position);
    if (value !== undefined) members.set(name, value);
  }
  return members;
}

/** Longer witnesses help nobody. */
const mostMembers = 50;

/** What has to come beside a name, where that may come. */
function dependentsWithin(objects: Objects): readonly Inclusion[] {
  const { question, set } = objects;
  return question.parts.flatMap(({ json, pointer }) => {
    const table = json['dependentRequired'];
    return Object.entries(isObject(table) ? table : {}).flatMap(([name, needed]) => {
      const { position } = set.property(name);
      if (!position || !isArray(needed)) return [];
      const come = new Set([...set.required, name]);
      for (const one of come) for (const other of set.dependents(one)) come.add(other);
      const missing = needed.find((one) => typeof one === 'string' && !come.has(one));
      if (missing === undefined) return [];
      const members = () => sampled(objects, name, position);
      return [
        report(
          objects,
          members,
          `${JSON.stringify(name)} may come without ${JSON.stringify(missing)}`,
          pointer,
        ),
      ];
    });
  });
}

/** A member that one schema on each side describes, word for word alike: most are. */
function isSameMember({ question, set, wanted }: Objects, name: string): boolean {
  const own = onlySchema(question.one.parts, name);
  const theirs = own && onlySchema(question.parts, name);
  if (!own || !theirs || !question.isAlike([own], [theirs])) return false;
  return !wanted.required.has(name) || set.required.has(name);
}

/** What is said of a member, where only one part says something of it. */
function onlySchema(parts: readonly Part[], name: string): Schema | undefined {
  let found: Schema | undefined;
  for (const part of parts) {
    const { json } = part;
    if (json['patternProperties'] !== undefined || json['propertyNames'] !== undefined) return undefined;
    const own = sub(part, 'properties', name);
    if (own && found) return undefined;
    found ??= own;
    if (!own && (json['additionalProperties'] !== undefined || json['unevaluatedProperties'] !== undefined))
      return undefined;
  }
  return found;
}

function memberWithin(objects: Objects, name: string): Inclusion {
  const { question, set, wanted } = objects;
  const own = set.property(name);
  const theirs = wanted.property(name);
  const found: Inclusion[] = [];
  if (wanted.required.has(name) && !set.required.has(name))
    found.push(
      report(
        objects,
        () => new Map(),
        `${JSON.stringify(name)} is required and may be missing`,
        theirs.pointer,
      ),
    );
  if (!own.position || (question.isNew && !isDescribed(objects, name))) return all(found);
  const members = () => sampled(objects, name, own.position ?? []);
  const named = nameWithin(objects, name);
  if (named !== 'yes') {
    const refused = report(
      objects,
      members,
      `the name ${JSON.stringify(name)} is not accepted`,
      theirs.pointer,
    );
    return named === 'no' ? refused : { ...refused, ...unsure('whether a name is accepted') };
  }
  if (!theirs.position) {
    return all([
      ...found,
      report(objects, members, `${JSON.stringify(name)} may come and is not accepted`, theirs.pointer),
    ]);
  }
  const inner = question.ask(own.position, theirs.position);
  const gaps = wrapped(objects, inner, name);
  return all([...found, { ...inner, gaps }]);
}

/** The one member, with some value. */
function sampled({ question }: Objects, name: string, position: Position): ReadonlyMap<string, Json> {
  const sample = question.sample(position);
  return new Map(sample === undefined ? [] : [[name, sample]]);
}

/** Whether a schema says something of members of this name. */
function isDescribed({ set, question }: Objects, name: string): boolean {
  if (set.names.includes(name)) return true;
  const said = ['patternProperties', 'additionalProperties', 'unevaluatedProperties'];
  return question.one.parts.some(({ json }) =>
    said.some((keyword) => {
      const value = json[keyword];
      return value !== undefined && value !== true && !(isObject(value) && Object.keys(value).length === 0);
    }),
  );
}

/** Whether the other side accepts a name, whatever the member is. */
function nameWithin({ question }: Objects, name: string): Fit {
  const fit = question.parts.map((part): Fit => {
    const names = sub(part, 'propertyNames');
    return names ? fits([names], name, question.to) : 'yes';
  });
  return fit.includes('no') ? 'no' : fit.includes('unsure') ? 'unsure' : 'yes';
}

/** Members that neither side names: of all names that are like the same patterns, one stands for them. */
function othersWithin(objects: Objects): Inclusion {
  const { question, set, wanted } = objects;
  if (!set.others) return all([]);
  const patterns = [...question.one.parts, ...question.parts].flatMap(({ json }) => sourcesOf(json));
  const like = question.one.parts.flatMap(
    ({ json }) => stringMember(member(json, 'propertyNames'), 'pattern') ?? [],
  );
  const groups = nameGroups([...new Set(patterns)], [...set.names, ...wanted.names], like);
  if (groups === 'unknown') return unsure('whether names are like those of `patternProperties`');
  return all(groups.map((name) => otherWithin(objects, name)));
}

function otherWithin(objects: Objects, name: string): Inclusion {
  const { question, set, wanted } = objects;
  // One that is refused as a name says nothing of the others of its group.
  const isRefused = question.one.parts.some(({ json }) => json['propertyNames'] !== undefined);
  const own = set.property(name).position ?? (isRefused ? [] : undefined);
  if (!own) return all([]);
  const { position, pointer } = wanted.property(name);
  if (!position) {
    return report(
      objects,
      () => sampled(objects, name, own),
      'members may come that nobody declares',
      pointer,
    );
  }
  const inner = question.ask(own, position);
  return { ...inner, gaps: wrapped(objects, inner, name) };
}

function sourcesOf(json: Case['parts'][number]['json']): readonly string[] {
  const table = json['patternProperties'];
  return isObject(table) ? Object.keys(table) : [];
}

/** Whether all names that may come are accepted as names. */
function namesWithin(objects: Objects): Inclusion {
  const { question, set } = objects;
  if (!set.others) return all([]);
  const own = question.one.parts.flatMap((part) => sub(part, 'propertyNames') ?? []);
  const text = { pointer: `${question.one.parts[0]?.pointer ?? ''}~names`, json: { type: 'string' } };
  return all(
    question.parts.map((part) => {
      const names = sub(part, 'propertyNames');
      if (!names) return all([]);
      const inner = question.ask([...own, text], [names]);
      return { ...inner, gaps: once(() => inner.gaps().flatMap((gap) => memberNamed(objects, gap))) };
    }),
  );
}

/** An object with a member of a name that is refused. */
function memberNamed(objects: Objects, gap: Gap): readonly Gap[] {
  const { question, set } = objects;
  const { value: name } = gap;
  const position = typeof name === 'string' ? set.property(name).position : undefined;
  const sample = position && question.sample(position);
  const value = sample === undefined ? undefined : made(objects, new Map([[String(name), sample]]));
  return value === undefined ? [] : [{ ...gap, value }];
}

function wrapped(objects: Objects, inner: Inclusion, name: string): () => readonly Gap[] {
  return gapsWithin(inner, (value) => made(objects, new Map([[name, value]])));
}

function report(
  objects: Objects,
  members: () => ReadonlyMap<string, Json>,
  why: string,
  at: string | undefined,
): Inclusion {
  const { one, parts } = objects.question;
  const gap = { why, pattern: at ?? parts[0]?.pointer ?? '', schema: one.parts.at(-1)?.pointer };
  const gaps = once(() => {
    const value = made(objects, members());
    return value === undefined ? [] : [{ ...gap, value }];
  });
  return { holds: false, gaps, unsure: undefined };
}

function made({ question, set }: Objects, members: ReadonlyMap<string, Json>): Json | undefined {
  return build(set, question.sample, members);
}
