import { isArray, isObject, type Json, type JsonObject, member } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { Pattern } from '../relation/pattern.ts';
import { combined, matcherName, scalarMatcher, scalarPattern, unknown } from './matcher-pattern.ts';
import { type Applied, bodyRules, type Matcher, RuleSet } from './matching-rules.ts';

type Place = readonly (string | number)[];

/** A name that no rule names: members that the example does not have are met by `*` alone. */
const anyName = '\0';

/**
 * The pattern of a JSON body: the example walked together with the rules that apply at each place, as the Pact core
 * compares them. `open`: a response may have members beside the example's, a request may not.
 */
export function bodyPattern(example: Json, rules: RuleSet, pointer: string, open: boolean): Pattern {
  return new Builder(rules, open).pattern(example, [], pointer);
}

class Builder {
  readonly #rules: RuleSet;
  readonly #open: boolean;

  constructor(rules: RuleSet, open: boolean) {
    this.#rules = rules;
    this.#open = open;
  }

  pattern(example: Json, place: Place, pointer: string): Pattern {
    const rule = this.#rules.best(place);
    if (isArray(example)) return this.#array(example, rule, place, pointer);
    if (isObject(example)) return this.#object(example, rule, place, pointer);
    return scalarPattern(example, rule, pointer);
  }

  #object(example: JsonObject, rule: Applied | undefined, place: Place, pointer: string): Pattern {
    const record = () => this.#record(example, place, pointer);
    if (!rule || rule.matchers.length === 0) return record();
    const names = rule.matchers.map(matcherName);
    // Matchers of keys and of values go together: one says what the other leaves open.
    if (!rule.cascaded && names.some((name) => maps.has(name))) {
      const keys = names.filter((name) => name === 'eachKey').length;
      const values = names.filter((name) => maps.has(name)).length - keys;
      if (keys > 1 || values > 1 || keys + values < names.length)
        return unclear('object', 'several matchers of an object', pointer, example);
      return this.#map(example, rule, place, pointer);
    }
    // The core looks at AND and OR on scalars and arrays only.
    return combined({ ...rule, combine: 'AND' }, pointer, example, (matcher) => {
      const name = matcherName(matcher);
      if (name === 'notEmpty')
        return { kind: 'all', of: [{ kind: 'not-empty', pointer }, record()], pointer, example };
      if (name === 'equality') return this.#equal(example, record(), pointer);
      if (name === 'type' && !rule.cascaded) return this.#sized(matcher, example, record(), pointer);
      if (name === 'type' || maps.has(name)) return record();
      // Rules for scalars that cascade over an object apply to what is in it.
      if (rule.cascaded && name !== 'null') return record();
      return unclear('object', `the matcher ${JSON.stringify(name)} on an object`, pointer, example);
    });
  }

  /** The core counts members under `min` and `max`; what the example's own members leave open is not followed. */
  #sized(matcher: Matcher, example: JsonObject, record: Pattern, pointer: string): Pattern {
    const least = numberOf(matcher.json['min'], 0) ?? 0;
    const counted = matcher.json['max'] !== undefined || least > Object.keys(example).length;
    if (!counted) return record;
    const count: Pattern = { ...unknown('a bound on the number of members of an object'), pointer };
    return { kind: 'all', of: [record, count], pointer, example };
  }

  /** `equality` compares the whole value; rules below it must be met as well. */
  #equal(example: Json, parts: Pattern, pointer: string): Pattern {
    const whole = new Builder(new RuleSet([]), false).pattern(example, [], pointer);
    return { kind: 'all', of: [whole, parts], pointer, example };
  }

  #record(example: JsonObject, place: Place, pointer: string): Pattern {
    const members = Object.keys(example).map((name) => ({
      name,
      pattern: this.pattern(example[name] as Json, [...place, name], at(pointer, name)),
    }));
    return { kind: 'record', members, open: this.#open, pointer, example };
  }

  #map(example: JsonObject, rule: Applied, place: Place, pointer: string): Pattern {
    const [first] = Object.keys(example);
    const keyMatcher = rule.matchers.find((matcher) => matcherName(matcher) === 'eachKey');
    const valueMatcher = rule.matchers.find((matcher) => matcherName(matcher) !== 'eachKey');
    const keys = keyMatcher && this.#each(keyMatcher, first ?? 'key', pointer);
    if (!valueMatcher) {
      const own = Object.keys(example).map((name) => ({
        name,
        pattern: this.#underKeys(example[name] as Json, [...place, name], at(pointer, name)),
      }));
      return { kind: 'map', keys, values: undefined, own, pointer, example };
    }
    const patternOf = (name: string, at: Place, below: string): Pattern => {
      const inner = example[name] as Json;
      return matcherName(valueMatcher) === 'eachValue'
        ? this.#eachValue(valueMatcher, inner, below)
        : this.pattern(inner, at, below);
    };
    const own = Object.keys(example).map((name) => ({
      name,
      pattern: patternOf(name, [...place, name], at(pointer, name)),
    }));
    // A key that the example does not have is compared with the example's first value.
    const values =
      first === undefined ? undefined : patternOf(first, [...place, anyName], at(pointer, first));
    return { kind: 'map', keys, values, own, pointer, example };
  }

  /** Values under a matcher of keys alone: a rule of their own holds, else anything will do. */
  #underKeys(example: Json, place: Place, pointer: string): Pattern {
    if (typeof example === 'object' && example !== null)
      return { ...unknown('arrays or objects under eachKey'), pointer, example };
    const rule = this.#rules.best(place);
    return rule && !rule.cascaded ? scalarPattern(example, rule, pointer) : { kind: 'any', pointer, example };
  }

  #array(example: readonly Json[], rule: Applied | undefined, place: Place, pointer: string): Pattern {
    if (!rule || rule.matchers.length === 0) return this.#exact(example, place, pointer);
    // The core compares nothing with an empty example, not even lengths.
    if (example.length === 0) return { kind: 'type', type: 'array', pointer, example };
    if (rule.combine === 'OR' && rule.matchers.some((matcher) => items.has(matcherName(matcher))))
      return unclear('array', 'OR with a matcher of items', pointer, example);
    return combined(rule, pointer, example, (matcher) => {
      const name = matcherName(matcher);
      if (name === 'arrayContains')
        return rule.cascaded
          ? unclear('array', 'arrayContains of an array around it', pointer, example)
          : this.#contains(matcher, example, pointer);
      if (name === 'eachValue' && !rule.cascaded) return this.#eachItem(matcher, example, pointer);
      if (name === 'equality') {
        return this.#equal(example, this.#exact(example, place, pointer), pointer);
      }
      if (name === 'notEmpty')
        return {
          kind: 'all',
          of: [{ kind: 'not-empty', pointer }, this.#like(matcher, example, place, pointer, true)],
          pointer,
          example,
        };
      if (name === 'type' || (rule.cascaded && name !== 'null')) {
        return this.#like(matcher, example, place, pointer, rule.cascaded);
      }
      return unclear('array', `the matcher ${JSON.stringify(name)} on an array`, pointer, example);
    });
  }

  #exact(example: readonly Json[], place: Place, pointer: string): Pattern {
    const prefix = example.map((item, i) => this.pattern(item, [...place, i], at(pointer, i)));
    return {
      kind: 'list',
      prefix,
      rest: undefined,
      min: prefix.length,
      max: prefix.length,
      pointer,
      example,
    };
  }

  /** Under `type` any number of items may come; those beyond the example are like its first. */
  #like(
    matcher: Matcher,
    example: readonly Json[],
    place: Place,
    pointer: string,
    cascaded: boolean,
  ): Pattern {
    const [first] = example;
    if (first === undefined) return { kind: 'type', type: 'array', pointer, example };
    const min = cascaded ? 0 : numberOf(matcher.json['min'], 0);
    const max = cascaded ? undefined : numberOf(matcher.json['max'], undefined);
    const rest = this.pattern(first, [...place, example.length], at(pointer, 0));
    const prefix = example.map((item, i) => this.pattern(item, [...place, i], at(pointer, i)));
    while (prefix.length > 0 && sameShape(prefix.at(-1), rest)) prefix.pop();
    return { kind: 'list', prefix, rest, min: min ?? 0, max, pointer, example };
  }

  #contains(matcher: Matcher, example: readonly Json[], pointer: string): Pattern {
    const variants = matcher.json['variants'];
    const indexOf = (variant: Json, i: number) =>
      isObject(variant) && typeof variant['index'] === 'number' ? variant['index'] : i;
    const list = isArray(variants) ? variants : [];
    if (list.some((variant, i) => !isObject(variant) || example[indexOf(variant, i)] === undefined))
      return unclear('array', 'a variant without an example', pointer, example);
    const built = list.map((variant, i): Pattern => {
      const index = indexOf(variant, i);
      const item = example[index] as Json;
      const below = at(pointer, index);
      return new Builder(bodyRules(member(variant, 'rules'), matcher.pointer), this.#open).pattern(
        item,
        [],
        below,
      );
    });
    return { kind: 'contains', variants: built, pointer, example };
  }

  #eachItem(matcher: Matcher, example: readonly Json[], pointer: string): Pattern {
    const prefix = example.map((item, i) => this.#eachValue(matcher, item, at(pointer, i)));
    const rest = prefix[0] ?? { kind: 'any', pointer };
    while (prefix.length > 0 && sameShape(prefix.at(-1), rest)) prefix.pop();
    return {
      kind: 'list',
      prefix,
      rest,
      min: 0,
      max: undefined,
      pointer,
      example,
    };
  }

  /** Rules inside `eachValue` are for scalars; what they mean below arrays and objects is not laid down. */
  #eachValue(matcher: Matcher, example: Json, pointer: string): Pattern {
    if (typeof example !== 'object' || example === null) return this.#each(matcher, example, pointer);
    return { ...unknown('eachValue over arrays or objects'), pointer, example };
  }

  #each(matcher: Matcher, example: Json, pointer: string): Pattern {
    const of = innerRules(matcher).map(
      (inner): Pattern => ({ ...scalarMatcher(inner, example), pointer, example }),
    );
    const [only] = of;
    return of.length === 1 && only ? only : { kind: 'all', of, pointer, example };
  }
}

const maps = new Set(['values', 'eachKey', 'eachValue']);

const items = new Set(['arrayContains', 'eachValue']);

/** A value of another type is refused before any matcher is asked. */
function unclear(type: 'array' | 'object', reason: string, pointer: string, example: Json): Pattern {
  const of: Pattern[] = [
    { kind: 'type', type, pointer },
    { ...unknown(reason), pointer },
  ];
  return { kind: 'all', of, pointer, example };
}

function innerRules(matcher: Matcher): readonly Matcher[] {
  const rules = matcher.json['rules'];
  return (isArray(rules) ? rules : []).map((json, i) => ({
    json: isObject(json) ? json : {},
    pointer: at(matcher.pointer, 'rules', i),
  }));
}

function numberOf(value: Json | undefined, otherwise: number | undefined): number | undefined {
  return typeof value === 'number' ? value : otherwise;
}

function sameShape(a: Pattern | undefined, b: Pattern): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
