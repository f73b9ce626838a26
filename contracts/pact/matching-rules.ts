import {
  entries,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  stringMember,
} from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import { parsePath, type Step, weight } from './path-expression.ts';

/** A matcher as the file has it: `{ "match": "type", "min": 1 }`. */
export interface Matcher {
  readonly json: JsonObject;
  readonly pointer: string;
}

/** The rules of one path. */
export interface Rule {
  readonly steps: readonly Step[];
  readonly combine: 'AND' | 'OR';
  readonly matchers: readonly Matcher[];
  readonly pointer: string;
}

/** A rule as it applies to one place: its own, or one that cascades from above. */
export interface Applied extends Rule {
  readonly cascaded: boolean;
}

export type Category = 'path' | 'query' | 'header' | 'body' | 'status';

/** All matching rules of a request or response, by what they are about. */
export interface MatchingRules {
  of(category: Category): RuleSet;
  /** Pointers of paths that could not be read. */
  readonly unreadable: readonly string[];
}

/** The rules of one category. */
export class RuleSet {
  readonly rules: readonly Rule[];

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
  }

  /** The rule for a place: the one of the greatest weight. Between equals the core picks by chance, so we do not. */
  best(place: readonly (string | number)[]): Applied | undefined {
    let heaviest = 0;
    let equals: Rule[] = [];
    for (const rule of this.rules) {
      const own = weight(rule.steps, place);
      if (own < heaviest || own === 0) continue;
      if (own > heaviest) equals = [];
      heaviest = own;
      equals.push(rule);
    }
    const [found] = equals;
    if (!found) return undefined;
    const cascaded = equals.every((rule) => rule.steps.length < place.length);
    if (equals.every((rule) => sameMatchers(rule, found))) return { ...found, cascaded };
    const either = { json: { match: 'either of two rules' }, pointer: found.pointer };
    return { ...found, combine: 'AND', matchers: [either], cascaded };
  }
}

function sameMatchers(a: Rule, b: Rule): boolean {
  const written = (rule: Rule) =>
    JSON.stringify([rule.combine, rule.matchers.map((matcher) => matcher.json)]);
  return a === b || written(a) === written(b);
}

/** Reads `matchingRules` of any version: flat paths (V1, V2: `$.body.x`) or categories (V3, V4). */
export function readMatchingRules(value: Json | undefined, pointer: string): MatchingRules {
  const byCategory = new Map<Category, Rule[]>();
  const unreadable: string[] = [];
  const add = (category: Category, rule: Rule) =>
    byCategory.set(category, [...(byCategory.get(category) ?? []), rule]);
  for (const [key, json] of entries(value)) {
    const here = at(pointer, key);
    if (key.startsWith('$')) {
      const flat = flatRule(key, json, here);
      if (flat) add(flat.category, flat.rule);
      else unreadable.push(here);
    } else if (key === 'path' || key === 'status') {
      for (const rule of rulesOfWhole(json, here)) add(key, rule);
    } else if (key === 'query' || key === 'header' || key === 'body') {
      for (const [path, inner] of entries(json)) {
        const rules =
          key === 'body'
            ? ruleAt(path, inner, at(here, path))
            : rulesOfField(path, inner, key, at(here, path));
        for (const rule of rules) add(key, rule);
        if (rules.length === 0) unreadable.push(at(here, path));
      }
    }
  }
  return { unreadable, of: (category) => new RuleSet(byCategory.get(category) ?? []) };
}

/** Rules of a thing without parts stand there at once, or (the core writes statuses so) at the path `$`. */
function rulesOfWhole(json: Json, pointer: string): readonly Rule[] {
  const direct = ruleOf([], json, pointer);
  if (direct) return [direct];
  return entries(json).flatMap(([path, inner]) => ruleOf([], inner, at(pointer, path)) ?? []);
}

function ruleAt(path: string, json: Json, pointer: string): readonly Rule[] {
  const steps = parsePath(path);
  const rule = steps && ruleOf(steps, json, pointer);
  return rule ? [rule] : [];
}

/**
 * The core takes the key of a header or query rule for the name, whatever it looks like. A path (`$.q`, `q[0]`) it
 * passes over in silence; other readers follow it, so what it says of that field is not known.
 */
function rulesOfField(path: string, json: Json, category: Category, pointer: string): readonly Rule[] {
  const fold = (name: string) => (category === 'header' ? name.toLowerCase() : name);
  const rule = ruleOf([{ name: fold(path) }], json, pointer);
  if (!rule) return [];
  const indexed = /^(.+)\[(?:\d+|\*)\]$/.exec(path)?.[1];
  const [step] = (path.startsWith('$') ? parsePath(path) : undefined) ?? [];
  const other = indexed !== undefined && !path.startsWith('$') ? { name: indexed } : step;
  if (other === undefined || other === 'any-item' || (other !== 'any' && 'index' in other)) return [rule];
  const matchers = [{ json: { match: 'one at a path in place of a name' }, pointer }];
  return [rule, { ...rule, matchers, steps: [other === 'any' ? other : { name: fold(other.name) }] }];
}

const flatCategories: Readonly<Record<string, Category>> = {
  body: 'body',
  headers: 'header',
  header: 'header',
  query: 'query',
  path: 'path',
  status: 'status',
};

function flatRule(path: string, json: Json, pointer: string): { category: Category; rule: Rule } | undefined {
  const steps = parsePath(path);
  const [first, ...rest] = steps ?? [];
  if (!first || typeof first === 'string' || 'index' in first || !isObject(json)) return undefined;
  const category = flatCategories[first.name];
  if (!category) return undefined;
  const named =
    category === 'header' ? rest.slice(0, 1).map(lower) : category === 'query' ? rest.slice(0, 1) : rest;
  // The core writes `$.status.$`.
  if (category === 'status') named.length = 0;
  return { category, rule: { steps: named, combine: 'AND', matchers: [{ json, pointer }], pointer } };
}

function lower(step: Step): Step {
  return typeof step !== 'string' && 'name' in step ? { name: step.name.toLowerCase() } : step;
}

function ruleOf(steps: readonly Step[], json: Json, pointer: string): Rule | undefined {
  const list = member(json, 'matchers');
  if (!isArray(list)) return undefined;
  const matchers = list.map((matcher, i) => ({
    json: isObject(matcher) ? matcher : {},
    pointer: at(pointer, 'matchers', i),
  }));
  return { steps, combine: stringMember(json, 'combine') === 'OR' ? 'OR' : 'AND', matchers, pointer };
}

/** Rules of a variant or of a nested definition: paths of the body category. */
export function bodyRules(value: Json | undefined, pointer: string): RuleSet {
  return readMatchingRules({ body: value ?? {} }, pointer).of('body');
}
