import { isObject, type Json } from '../../generator/model/json.ts';
import { type Position, sub } from '../../generator/openapi/position.ts';
import type { SchemaPair } from './schema-pair.ts';
import type { Shape } from './shape.ts';

const known = new WeakMap<SchemaPair, PropertyNames>();

/** The names of two objects' members, those told apart that have only another name now. */
export interface PropertyNames {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly renamed: readonly (readonly [before: string, after: string])[];
  /** Described on both sides, and one of them never travels this way. */
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
}

export function propertyNames(pair: SchemaPair): PropertyNames {
  const before = known.get(pair);
  if (before) return before;
  const found = find(pair);
  known.set(pair, found);
  return found;
}

const nothing: PropertyNames = { removed: [], added: [], renamed: [], hidden: [], shown: [] };

function find(pair: SchemaPair): PropertyNames {
  if (!pair.shared.includes('object')) return nothing;
  const { base, head } = pair;
  const [own, theirs] = [base, head].map(describedNames);
  if (!own || !theirs) return nothing;
  const isHidden = (shape: Shape, name: string) => shape.object.property(name).position === undefined;
  const both = [...own].filter((name) => theirs.has(name) && !isNever(base, name) && !isNever(head, name));
  // Where nothing is said at all, everything goes.
  const isFree = pair.view.sender === 'client' && head.parts.length === 0;
  const removed = isFree ? [] : [...own].filter((name) => !theirs.has(name) && !isHidden(base, name));
  const added = [...theirs].filter((name) => !own.has(name) && !isHidden(head, name));
  const renamed = renames(pair, removed, added);
  return {
    removed: removed.filter((name) => !renamed.some(([one]) => one === name)),
    added: added.filter((name) => !renamed.some(([, one]) => one === name)),
    renamed,
    hidden: both.filter((name) => !isHidden(base, name) && isHidden(head, name)),
    shown: both.filter((name) => isHidden(base, name) && !isHidden(head, name)),
  };
}

/** Names with a schema: one that is only required is described by nothing. */
function describedNames({ parts }: Shape): ReadonlySet<string> {
  return new Set(parts.flatMap(({ json }) => Object.keys(json['properties'] ?? {})));
}

/** A property that no value fits. */
function isNever({ parts }: Shape, name: string): boolean {
  return parts.some((part) => sub(part, 'properties', name)?.json === false);
}

/** Of one that goes and one that comes with the same schema and a similar name, nobody believes that they are two. */
function renames(
  { base, head }: SchemaPair,
  removed: readonly string[],
  added: readonly string[],
): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  const free = new Set(added);
  for (const name of removed) {
    const schema = essence(base.object.property(name).position);
    const [best] = [...free]
      .map((other) => ({ other, likeness: sharesWords(name, other) ? likeness(name, other) : 0 }))
      .filter(
        ({ other, likeness }) => likeness >= 0.5 && essence(head.object.property(other).position) === schema,
      )
      .sort((a, b) => b.likeness - a.likeness);
    if (!best) continue;
    free.delete(best.other);
    found.push([name, best.other]);
  }
  return found;
}

/** `certStatus` and `status`: a third of the words is the same. */
function sharesWords(a: string, b: string): boolean {
  const [left, right] = [a, b].map(
    (name) => new Set(name.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g)?.map((one) => one.toLowerCase())),
  );
  if (!left || !right) return false;
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared * 3 >= new Set([...left, ...right]).size && shared > 0;
}

/** What a property says, without words about it. */
function essence(position: Position | undefined): string {
  return JSON.stringify((position ?? []).map(({ json }) => bare(json)));
}

function bare(json: Json): Json {
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).filter(([key]) => !['description', 'title', 'example', 'examples'].includes(key)),
  );
}

/** From 0 to 1: pairs of letters that two names share (Dice). */
export function likeness(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => letterPairs(text.toLowerCase().replace(/[-_. ]/g, '')));
  if (!left || !right || left.length + right.length === 0) return a === b ? 1 : 0;
  const rest = [...right];
  let shared = 0;
  for (const one of left) {
    const at = rest.indexOf(one);
    if (at === -1) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / (left.length + right.length);
}

function letterPairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}
