import { isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import type { Schema } from '../../generator/openapi/api.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { Alike } from './alike.ts';
import { alsoMatched, type Matched, matchedBy } from './matched.ts';
import type { Shape } from './shape.ts';

/** The alternatives of two schemas, those that belong together found. */
export interface Alternatives {
  /** Whether both have as many choices: else only the schemas as a whole can be compared. */
  readonly isComparable: boolean;
  readonly choices: readonly ComparedChoice[];
  /** Alternatives that belong together and differ. */
  readonly pairs: readonly (readonly [Position, Position])[];
}

type Choice = Shape['choices'][number];

/** One choice of each side, and their branches beside each other. */
export interface ComparedChoice extends Matched<Schema> {
  readonly base: Choice;
  readonly head: Choice;
}

export function alternativesOf(base: Shape, head: Shape, alike: Alike): Alternatives {
  if (base.choices.length !== head.choices.length) return { isComparable: false, choices: [], pairs: [] };
  const choices = matchedChoices(base.choices, head.choices, alike);
  const pairs = choices.flatMap((choice) =>
    choice.pairs.filter(([a, b]) => !alike.values(a.json, b.json)).map(([a, b]) => [[a], [b]] as const),
  );
  return { isComparable: true, choices, pairs };
}

/** Those that say the same belong together, wherever they stand; the others in their order. */
function matchedChoices(
  base: readonly Choice[],
  head: readonly Choice[],
  alike: Alike,
): readonly ComparedChoice[] {
  const free = new Set(head);
  const taken = (one: Choice, passes: (compared: ComparedChoice) => boolean): ComparedChoice | undefined => {
    for (const other of free) {
      const compared = { base: one, head: other, ...matchedBranches(one.branches, other.branches, alike) };
      if (!passes(compared)) continue;
      free.delete(other);
      return compared;
    }
    return undefined;
  };
  const same = base.map((one) => taken(one, (compared) => saysSame(compared, alike)));
  return base.flatMap((one, i) => same[i] ?? taken(one, () => true) ?? []);
}

function saysSame({ base, head, pairs, removed, added }: ComparedChoice, alike: Alike): boolean {
  return (
    base.exclusive === head.exclusive &&
    removed.length + added.length === 0 &&
    pairs.every(([one, other]) => alike.values(one.json, other.json))
  );
}

function matchedBranches(base: readonly Schema[], head: readonly Schema[], alike: Alike): Matched<Schema> {
  const same: [Schema, Schema][] = [];
  const free = new Set(head);
  for (const one of base) {
    const other = [...free].find((candidate) => alike.values(one.json, candidate.json));
    if (!other) continue;
    same.push([one, other]);
    free.delete(other);
  }
  let matched = alsoMatched<Schema>({ pairs: [], removed: base, added: head }, same);
  for (const mark of [reference, title, constant, itemsOf, type]) {
    const telling = (branches: readonly Schema[]) => {
      const marks = branches.map((one) => mark(one));
      return branches.filter(
        (_, i) => marks[i] !== undefined && marks.indexOf(marks[i]) === marks.lastIndexOf(marks[i]),
      );
    };
    const pairs = matchedBy(telling(matched.removed), telling(matched.added), (one) => mark(one) ?? '').pairs;
    matched = alsoMatched(matched, pairs);
  }
  const { removed, added } = matched;
  if (removed.length !== added.length) return matched;
  return alsoMatched(
    matched,
    removed.flatMap((one, i) => (added[i] ? [[one, added[i]] as const] : [])),
  );
}

const reference = ({ json }: Schema) => stringMember(json, '$ref');
const title = ({ json }: Schema) => stringMember(json, 'title');
const itemsOf = ({ json }: Schema) => stringMember(member(json, 'items'), '$ref');
const type = ({ json }: Schema) => textOf(member(json, 'type'));

/** A member that tells alternatives apart: `kind: { const: 'x' }`. */
function constant({ json }: Schema): string | undefined {
  const properties = member(json, 'properties');
  for (const [name, property] of isObject(properties) ? Object.entries(properties) : []) {
    const listed = member(property, 'enum');
    const value =
      member(property, 'const') ?? (isArray(listed) && listed.length === 1 ? listed[0] : undefined);
    if (value !== undefined) return `${name} ${JSON.stringify(value)}`;
  }
  return undefined;
}

function textOf(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
