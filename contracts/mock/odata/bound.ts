import type { Api } from '../../../generator/openapi/api.ts';
import type { Literal } from './expression.ts';
import type { Type } from './types.ts';
import type { Node, Value } from './values.ts';

/** An expression that knows its type and can be worked out. */
export interface Bound {
  readonly type: Type;
  readonly run: (scope: Scope) => Value;
  /** As it was written, for messages. */
  readonly label: string;
  readonly at: number;
  readonly literal?: Literal;
}

/** What an expression is worked out on. */
export interface Scope {
  readonly it: Value;
  /** The range variables, the outermost first. */
  readonly each: readonly Value[];
  readonly world: World;
}

/** What lies outside of the row: the mock's time, and the rows that it leads to. */
export interface World {
  now(): bigint;
  /** What the store keeps apart from an entity, under one of its properties; undefined: it keeps nothing there. */
  related(node: Node, property: string): readonly Node[] | Node | undefined;
}

/** What an expression is understood by. */
export interface Binding {
  readonly api: Api;
  readonly it: Type;
  readonly variables: readonly { readonly name: string; readonly type: Type }[];
  /** Whether texts are compared without their letter case, as Graph compares them. */
  readonly fold: boolean;
}
