import type { Json } from '../../generator/model/json.ts';

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/**
 * What a contract accepts: the positive tree of literals and matchers that a pact (or a recording) describes. It holds
 * no negation and no reference, so it is finite: whoever walks it with a schema stops at its depth.
 */
export type Pattern = PatternKind & {
  /** Where it stands in the contract, as a JSON pointer. */
  readonly pointer: string;
  /** A value that the contract gives as an example of it. */
  readonly example?: Json;
};

export type PatternKind =
  | { readonly kind: 'any' }
  /** Exactly this value. */
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'type'; readonly type: JsonType }
  /** Numbers by kind; values, not spellings: 5 is an integer however a provider prints it. */
  | { readonly kind: 'integer' }
  | { readonly kind: 'decimal' }
  /** True and false, and the strings that spell them: the Pact core takes both. */
  | { readonly kind: 'boolean' }
  /** The whole text of a scalar, as the Pact core reads it: a number or null by its JSON text. */
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'include'; readonly text: string }
  /** A date or time by a Java-style format. */
  | { readonly kind: 'date'; readonly format: string }
  | { readonly kind: 'semver' }
  | { readonly kind: 'not-empty' }
  /** Items by position, then `rest` for all further ones; without `rest` there are none. */
  | {
      readonly kind: 'list';
      readonly prefix: readonly Pattern[];
      readonly rest: Pattern | undefined;
      readonly min: number;
      readonly max: number | undefined;
    }
  /** Members that must be there; `open` lets others come along. */
  | { readonly kind: 'record'; readonly members: readonly Member[]; readonly open: boolean }
  /** An object with any keys: `own` for the values of some, `values` for all others, `keys` for the keys themselves. */
  | {
      readonly kind: 'map';
      readonly keys: Pattern | undefined;
      readonly values: Pattern | undefined;
      readonly own: readonly Member[];
    }

  /** An array that holds, for each variant, an item that matches it. */
  | { readonly kind: 'contains'; readonly variants: readonly Pattern[] }
  | { readonly kind: 'all'; readonly of: readonly Pattern[] }
  | { readonly kind: 'some'; readonly of: readonly Pattern[] }
  /** Something whose meaning we do not know: it never counts as accepted, nor as refused. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Member {
  readonly name: string;
  readonly pattern: Pattern;
}

export function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object';
}

/** What a map asks of the value of one name. */
export function valuePattern(map: Extract<Pattern, { kind: 'map' }>, name: string): Pattern | undefined {
  return map.own.find((member) => member.name === name)?.pattern ?? map.values;
}

/** What a pattern asks for, in words for messages. */
export function patternText(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'literal':
      return `exactly ${JSON.stringify(pattern.value)}`;
    case 'type':
      return `a value of type ${pattern.type}`;
    case 'regex':
      return `text that matches /${pattern.source}/`;
    case 'include':
      return `text that includes ${JSON.stringify(pattern.text)}`;
    case 'date':
      return `a date or time of the form ${pattern.format}`;
    case 'list':
      return 'an array';
    case 'contains':
      return 'an array with certain items';
    case 'record':
    case 'map':
      return 'an object';
    case 'all':
    case 'some':
      return pattern.of.map(patternText).join(pattern.kind === 'all' ? ' and ' : ' or ');
    default:
      return phrases[pattern.kind];
  }
}

const phrases = {
  any: 'any value',
  integer: 'an integer',
  decimal: 'a number with a fraction',
  boolean: 'a boolean',
  semver: 'a semantic version',
  'not-empty': 'something that is not empty',
  unknown: 'something unknown',
} as const;

/** Whether nothing in a pattern accepts another value than its example has there; members may come beside it. */
export function isExact(pattern: Pattern): boolean {
  if (pattern.kind === 'record') return pattern.members.every((member) => isExact(member.pattern));
  if (pattern.kind === 'list') return pattern.rest === undefined && pattern.prefix.every(isExact);
  return pattern.kind === 'literal';
}
