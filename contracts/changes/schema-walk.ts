import type { Schema } from '../../generator/openapi/api.ts';
import { keyOf, type Position, sub } from '../../generator/openapi/position.ts';
import { behindReferences } from '../../generator/openapi/referred.ts';
import { worldOf } from '../../generator/openapi/world.ts';
import type { Alike } from './alike.ts';
import type { Check, Found } from './check.ts';
import { saysNothing } from './others.ts';
import { SchemaPair } from './schema-pair.ts';
import type { Shape } from './shape.ts';
import type { View, Views } from './view.ts';

/** What was found at one pair of schemas, by the check that found it. */
export interface SchemaFound {
  readonly check: Check<'schema'>;
  readonly found: Found;
  readonly view: View;
  /** A name for the cause: the pair of places, whatever leads there. */
  readonly at: string;
}

interface Node {
  readonly pair: SchemaPair;
  readonly found: readonly SchemaFound[];
  readonly inner: readonly Node[];
  /** Alternatives are told apart here: what is true of one need not be so of all together. */
  readonly isGate: boolean;
}

/**
 * Walks pairs of schemas as far as they differ. Each pair is looked at once, however many operations lead to it; what is
 * found there is one cause.
 */
export class SchemaWalk {
  readonly #views: Views;
  readonly #alike: Alike;
  readonly #checks: readonly Check<'schema'>[];
  readonly #nodes = new Map<string, Node>();
  /** Several operations answer with the same thing. */
  readonly #below = new WeakMap<Node, readonly SchemaFound[]>();

  constructor(views: Views, alike: Alike, checks: readonly Check<'schema'>[]) {
    this.#views = views;
    this.#alike = alike;
    this.#checks = checks;
  }

  /** All that is found below a pair, each with the verdict that it has where it is reached from here. */
  below(base: Schema, head: Schema, view: View, root?: string): readonly SchemaFound[] {
    const start = this.#node([base], [head], view, root);
    if (!start) return [];
    const known = this.#below.get(start) ?? this.#reached(start);
    this.#below.set(start, known);
    return known;
  }

  #reached(start: Node): readonly SchemaFound[] {
    const found: SchemaFound[] = [];
    const met = new Set<string>();
    const open: Reached[] = [{ node: start, isHarmless: false, gate: undefined }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node } = next;
      const isHarmless = next.isHarmless || node.pair.holds();
      const gate = node.isGate ? node : next.gate;
      const key = `${isHarmless} ${gate ? nodeKey(gate) : 0} ${nodeKey(node)}`;
      if (met.has(key)) continue;
      met.add(key);
      found.push(...node.found.map((one) => eased(one, isHarmless, gate)));
      for (const inner of node.inner) open.push({ node: inner, isHarmless, gate });
    }
    return found;
  }

  /** Undefined where the two say the same, word for word. */
  #node(ownBase: Position, ownHead: Position, view: View, root?: string): Node | undefined {
    const [base, head] = [[ownBase, this.#views.base] as const, [ownHead, this.#views.head] as const].map(
      ([position, api]) =>
        position
          .map((one) => behindReferences(one, worldOf(api, 'request', true)))
          .filter(({ json }) => !saysNothing(json)),
    );
    if (!base || !head) return undefined;
    if (this.#alike.positions(base, head)) return undefined;
    const key = `${view.direction} ${view.sender} ${view.text} ${view.xml} ${keyOf(base)}\0${keyOf(head)}`;
    const known = this.#nodes.get(key);
    if (known) return known;
    const pair = new SchemaPair(base, head, view, this.#views.asked(view), this.#alike, root);
    const { isComparable, pairs } = pair.alternatives;
    const found: SchemaFound[] = [];
    const inner: Node[] = [];
    const node: Node = { pair, found, inner, isGate: pairs.length > 0 };
    // Known before it is finished: schemas hold themselves.
    this.#nodes.set(key, node);
    for (const [a, b] of isComparable ? [...pairs, ...innerPairs(pair)] : []) {
      const child = this.#node(a, b, view);
      if (child) inner.push(child);
    }
    found.push(...this.#found(node, key));
    return node;
  }

  #found({ pair, inner }: Node, at: string): readonly SchemaFound[] {
    const by = (check: Check<'schema'>) =>
      check
        .check(pair)
        .filter((one) => one.kept || one.verdict === 'documentation' || !pair.isSame())
        .map((one): SchemaFound => ({ check, found: one, view: pair.view, at }));
    const found = this.#checks.filter((check) => check.code !== rest).flatMap(by);
    const isTold = found.some((one) => one.found.verdict !== 'documentation');
    const isExplained = (one: Node) => (pair.holds() ? !one.pair.isSame() : !one.pair.holds());
    if (isTold || inner.some(isExplained) || pair.isSame()) return found;
    return [...found, ...this.#checks.filter((check) => check.code === rest).flatMap(by)];
  }
}

/** What is told of a pair as a whole counts only where nothing else explains it. */
const rest = 'change/schema';

/** A node as it is reached from somewhere. */
interface Reached {
  readonly node: Node;
  /** Something above shows that all that was accepted still is. */
  readonly isHarmless: boolean;
  /** The nearest place above where alternatives are told apart. */
  readonly gate: Node | undefined;
}

/** A finding with the verdict that it has where it is reached so. */
function eased(one: SchemaFound, isHarmless: boolean, gate: Node | undefined): SchemaFound {
  const { found } = one;
  if (found.kept || found.verdict === 'documentation' || found.verdict === 'compatible') return one;
  if (isHarmless) return { ...one, found: { ...found, verdict: 'compatible' } };
  if (gate?.pair.whole().verdict !== 'undecided') return one;
  const reason = found.reason ?? 'whether another alternative takes what this one does not';
  return { ...one, found: { ...found, verdict: 'undecided', reason } };
}

const numbers = new WeakMap<Node, number>();
let last = 0;

function nodeKey(node: Node): number {
  const known = numbers.get(node) ?? ++last;
  numbers.set(node, known);
  return known;
}

type PairOfPositions = readonly [Position, Position];

/** Pairs of schemas of the same part of a value. */
function innerPairs({ base, head, shared }: SchemaPair): readonly PairOfPositions[] {
  const pairs: PairOfPositions[] = [];
  if (shared.includes('object')) {
    const names = new Set(head.object.names);
    for (const name of base.object.names.filter((one) => names.has(one))) {
      const [own, theirs] = [base.object.property(name).position, head.object.property(name).position];
      if (own && theirs) pairs.push([own, theirs]);
      else pairs.push(...neverPairs(base, head, name));
    }
    pairs.push(...namelessPairs(base, head));
  }
  if (shared.includes('array')) {
    const leading = Math.max(base.array.leading, head.array.leading);
    const last = Math.min(leading, base.array.high - 1, head.array.high - 1, mostItems);
    for (let i = 0; i <= last; i++) pairs.push([base.array.item(i), head.array.item(i)]);
  }
  return pairs;
}

/** A property that no value fits is compared too; one that travels the other way is not. */
function neverPairs(base: Shape, head: Shape, name: string): readonly PairOfPositions[] {
  const of = ({ parts }: Shape) => parts.flatMap((part) => sub(part, 'properties', name) ?? []);
  const [own, theirs] = [of(base), of(head)];
  return [...own, ...theirs].some(({ json }) => json === false) ? [[own, theirs]] : [];
}

/** Places of a list that are looked at one by one, at most. */
const mostItems = 200;

/** Members without names of their own: those that a pattern describes, and all others. */
function namelessPairs(base: Shape, head: Shape): readonly PairOfPositions[] {
  const patterns = [base, head].flatMap(({ parts }) =>
    parts.flatMap(({ json }) => Object.keys(json['patternProperties'] ?? {})),
  );
  const places: readonly Place[] = [
    ...[...new Set(patterns)].map((pattern) => ['patternProperties', pattern]),
    ['additionalProperties'],
    ['unevaluatedProperties'],
  ];
  return places.flatMap((tokens): PairOfPositions[] => {
    const [own, theirs] = [base, head].map((shape) => nameless(shape, tokens));
    return own && theirs && own.length + theirs.length > 0 ? [[own, theirs]] : [];
  });
}

type Place = readonly string[];

/** Undefined where such members are ruled out. */
function nameless({ parts }: Shape, tokens: Place): Position | undefined {
  const own = parts.flatMap((part) => sub(part, ...tokens) ?? []);
  const found =
    own.length === 0 && tokens[0] === 'patternProperties'
      ? parts.flatMap((part) => sub(part, 'additionalProperties') ?? [])
      : own;
  return found.some(({ json }) => json === false) ? undefined : found;
}
