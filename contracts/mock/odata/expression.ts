/** What `$filter` and `$orderby` say, as a tree. `at` counts from 0 within the option's value. */
export type Expression =
  | { readonly kind: 'literal'; readonly at: number; readonly literal: Literal }
  | Path
  | { readonly kind: 'call'; readonly at: number; readonly name: string; readonly of: readonly Expression[] }
  | Lambda
  | { readonly kind: 'not' | 'negate'; readonly at: number; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly at: number; readonly of: readonly Expression[] }
  | Binary
  | {
      readonly kind: 'in';
      readonly at: number;
      readonly value: Expression;
      readonly list: Expression | readonly Expression[];
    };

export interface Path {
  readonly kind: 'path';
  readonly at: number;
  /** Properties, range variables, type names, `$it`, `$count`. */
  readonly segments: readonly { readonly name: string; readonly at: number }[];
}

export interface Lambda {
  readonly kind: 'lambda';
  readonly at: number;
  readonly over: Path;
  readonly quantifier: 'any' | 'all';
  /** Undefined: `any()`, which asks whether there is something. */
  readonly each: { readonly variable: string; readonly condition: Expression } | undefined;
}

export interface Binary {
  readonly kind: 'compare' | 'arithmetic';
  readonly at: number;
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export type LiteralKind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'text'
  | 'guid'
  | 'dateTime'
  | 'date'
  | 'time'
  | 'duration'
  | 'binary'
  | 'enum';

export interface Literal {
  readonly kind: LiteralKind;
  readonly value: null | boolean | number | bigint | string;
  /** As it was written. */
  readonly text: string;
}
