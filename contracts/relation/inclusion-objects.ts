import { isArray, isObject, type Json } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import { type Fit, fits } from '../../generator/openapi/fits.ts';
import { type Case, sub } from '../../generator/openapi/position.ts';
import { hasNamePatterns } from './apart.ts';
import { all, gapsWithin, type Inclusion, type KindQuestion, saysAlike, unsure } from './inclusion.ts';
import { build, type ObjectSet, objectSet } from './objects.ts';
import type { Gap } from './relation.ts';
import { expressionOf } from './strings.ts';

interface Objects {
  readonly question: KindQuestion;
  readonly set: ObjectSet;
  readonly wanted: ObjectSet;
  readonly target: Case;
}

export function objectsWithin(question: KindQuestion): Inclusion {
  const target: Case = { parts: question.parts, perhaps: [], hazy: undefined };
  const set = objectSet(question.one, question.from);
  const objects = { question, set, wanted: objectSet(target, question.to), target };
  const named = [...new Set([...set.names, ...objects.wanted.names])];
  return all([
    ...named.map((name) => memberWithin(objects, name)),
    othersWithin(objects),
    ...question.parts.flatMap((part) =>
      counts
        .filter(
          (keyword) => part.json[keyword] !== undefined && !isCounted(objects, part.json[keyword], keyword),
        )
        .map((keyword) =>
          saysAlike(question.one.parts, part, keyword)
            ? all([])
            : { ...unsure(`whether ${keyword} is met`), gaps: smallest(objects, keyword) },
        ),
    ),
  ]);
}

const counts = ['minProperties', 'maxProperties', 'dependentRequired'];

/** Whether what a keyword says of names follows from those that come. */
function isCounted({ set }: Objects, value: Json | undefined, keyword: string): boolean {
  if (keyword === 'dependentRequired')
    return (
      isObject(value) &&
      Object.entries(value).every(
        ([name, needed]) =>
          (!set.others && !set.property(name).position) ||
          (isArray(needed) && needed.every((one) => typeof one === 'string' && set.required.has(one))),
      )
    );
  if (typeof value !== 'number') return true;
  if (keyword === 'minProperties') return set.required.size >= value;
  return !set.others && set.names.length <= value;
}

function memberWithin(objects: Objects, name: string): Inclusion {
  const { question, set, wanted } = objects;
  const own = set.property(name);
  const theirs = wanted.property(name);
  const found: Inclusion[] = [];
  if (wanted.required.has(name) && !set.required.has(name))
    found.push(
      report(objects, new Map(), `${JSON.stringify(name)} is required and may be missing`, theirs.pointer),
    );
  if (!own.position) return all(found);
  const sample = question.sample(own.position);
  const named = nameWithin(objects, name);
  if (named !== 'yes') {
    const members = new Map(sample === undefined ? [] : [[name, sample]]);
    const refused = report(
      objects,
      members,
      `the name ${JSON.stringify(name)} is not accepted`,
      theirs.pointer,
    );
    return named === 'no' ? refused : { ...refused, ...unsure('whether a name is accepted') };
  }
  if (!theirs.position) {
    const members = new Map(sample === undefined ? [] : [[name, sample]]);
    return all([
      ...found,
      report(objects, members, `${JSON.stringify(name)} may come and is not accepted`, theirs.pointer),
    ]);
  }
  const inner = question.ask(own.position, theirs.position);
  const gaps = wrapped(objects, inner, name);
  return all([...found, { ...inner, gaps }]);
}

/** Whether the other side accepts a name, whatever the member is. */
function nameWithin({ question }: Objects, name: string): Fit {
  const fit = question.parts.map((part): Fit => {
    const names = sub(part, 'propertyNames');
    return names ? fits([names], name, question.to) : 'yes';
  });
  return fit.includes('no') ? 'no' : fit.includes('unsure') ? 'unsure' : 'yes';
}

/** Members that neither side names. */
function othersWithin(objects: Objects): Inclusion {
  const { question, set, wanted, target } = objects;
  if (!set.others) return all([]);
  const name = freshName(objects);
  const isLike = question.parts.every((part) => saysAlike(question.one.parts, part, 'patternProperties'));
  // Where several schemas speak of names, those that a pattern takes from one are still others to the next.
  const isPlain = !hasNamePatterns(target) || (isLike && question.parts.filter(speaksOfOthers).length === 1);
  if (!isPlain || name === undefined) return unsure('whether names are like those of `patternProperties`');
  const own = set.property(name).position ?? [];
  const { position, pointer } = wanted.property(name);
  const ofNames = question.parts.filter(({ json }) => json['propertyNames'] !== undefined);
  if (!ofNames.every((part) => saysAlike(question.one.parts, part, 'propertyNames')))
    return unsure('whether all names are accepted');
  if (!position) {
    const sample = question.sample(own);
    const members = new Map(sample === undefined ? [] : [[name, sample]]);
    return report(objects, members, 'members may come that nobody declares', pointer);
  }
  const inner = question.ask(own, position);
  // What a pattern of the first describes is no other member there.
  const patterned = hasNamePatterns(target) ? [] : patternsOf(question.one);
  return all([
    { ...inner, gaps: wrapped(objects, inner, name) },
    ...patterned.map((schema) => ({ ...question.ask([schema], position), gaps: [] })),
  ]);
}

function speaksOfOthers({ json }: Case['parts'][number]): boolean {
  return json['patternProperties'] !== undefined || json['additionalProperties'] !== undefined;
}

function patternsOf(one: Case): readonly Schema[] {
  return one.parts.flatMap((part) => {
    const table = part.json['patternProperties'];
    const sources = isObject(table) ? Object.keys(table) : [];
    return sources.flatMap((source) => sub(part, 'patternProperties', source) ?? []);
  });
}

/** A name that neither side describes, nor a pattern of either. */
function freshName({ question, set, wanted, target }: Objects): string | undefined {
  const tables = [...question.one.parts, ...target.parts].map(({ json }) => json['patternProperties']);
  const sources = tables.flatMap((table) => (isObject(table) ? Object.keys(table) : []));
  const expressions = sources.map(expressionOf);
  return ['another', 'other', 'zz', 'Q', '_', '-', '0', '~', 'é'].find(
    (name) =>
      !set.names.includes(name) &&
      !wanted.names.includes(name) &&
      expressions.every((expression) => expression?.test(name) === false),
  );
}

function wrapped(objects: Objects, inner: Inclusion, name: string): readonly Gap[] {
  return gapsWithin(inner, (value) => made(objects, new Map([[name, value]])));
}

function smallest(objects: Objects, keyword: string): readonly Gap[] {
  const value = made(objects, new Map());
  if (value === undefined) return [];
  const pattern = objects.question.parts[0]?.pointer ?? '';
  return [
    { value, why: `${keyword} may not be met`, pattern, schema: objects.question.one.parts.at(-1)?.pointer },
  ];
}

function report(
  objects: Objects,
  members: ReadonlyMap<string, Json>,
  why: string,
  at: string | undefined,
): Inclusion {
  const { one, parts } = objects.question;
  const value = made(objects, members);
  const gap = { why, pattern: at ?? parts[0]?.pointer ?? '', schema: one.parts.at(-1)?.pointer };
  return { holds: false, gaps: value === undefined ? [] : [{ ...gap, value }], unsure: undefined };
}

function made({ question, set }: Objects, members: ReadonlyMap<string, Json>): Json | undefined {
  return build(set, question.sample, members);
}
