import type { Api, Schema } from '../../generator/openapi/api.ts';
import { keyOf, type Position, sub } from '../../generator/openapi/position.ts';
import { referringOf } from '../../generator/openapi/referred.ts';
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

  constructor(views: Views, alike: Alike, checks: readonly Check<'schema'>[]) {
    this.#views = views;
    this.#alike = alike;
    this.#checks = checks;
  }

  /** All that is found below a pair, each with the verdict that it has where it is reached from here. */
  below(base: Schema, head: Schema, view: View, root?: string): readonly SchemaFound[] {
    const start = this.#node([base], [head], view, root);
    if (!start) return [];
    const found: SchemaFound[] = [];
    const met = new Set<string>();
    const open: { node: Node; ease: Ease }[] = [{ node: start, ease: 'none' }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node } = next;
      const ease = easier(next.ease, node);
      const key = `${ease} ${nodeKey(node)}`;
      if (met.has(key)) continue;
      met.add(key);
      found.push(...node.found.map((one) => eased(one, ease)));
      for (const inner of node.inner) open.push({ node: inner, ease });
    }
    return found;
  }

  /** Undefined where the two say the same, word for word. */
  #node(ownBase: Position, ownHead: Position, view: View, root?: string): Node | undefined {
    const [base, head] = [ownBase, ownHead].map((position) =>
      position.filter(({ json }) => !saysNothing(json)),
    );
    if (!base || !head) return undefined;
    if (this.#alike.positions(base, head)) return undefined;
    const key = `${view.direction} ${view.sender} ${view.text} ${keyOf(base)}\0${keyOf(head)}`;
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
    const found = this.#checks.flatMap((check) =>
      check
        .check(pair)
        .filter((one) => one.kept || one.verdict === 'documentation' || !pair.isSame())
        .map((one): SchemaFound => ({ check, found: one, view: pair.view, at })),
    );
    const told = found.some((one) => one.found.verdict !== 'documentation');
    if (told || pair.holds() || inner.some((one) => !one.pair.holds())) return found.filter(isNoRest);
    return found;
  }
}

/** What is told of a pair as a whole counts only where nothing else explains it. */
function isNoRest({ check }: SchemaFound): boolean {
  return check.code !== 'change/schema';
}

/** Whether something above makes a finding harmless, or leaves it open. */
type Ease = 'none' | 'undecided' | 'harmless';

function easier(before: Ease, { pair, isGate }: Node): Ease {
  if (before === 'harmless' || pair.holds()) return 'harmless';
  if (before === 'undecided') return before;
  return isGate && pair.whole().verdict === 'undecided' ? 'undecided' : 'none';
}

function eased(one: SchemaFound, ease: Ease): SchemaFound {
  const { found } = one;
  if (ease === 'none' || found.kept || found.verdict === 'documentation' || found.verdict === 'compatible')
    return one;
  if (ease === 'harmless') return { ...one, found: { ...found, verdict: 'compatible' } };
  const reason = found.reason ?? 'whether another alternative takes what this one does not';
  return { ...one, found: { ...found, verdict: 'undecided', reason } };
}

/** What a schema refers to that says nothing else: shared schemas are one place, wherever they are named. */
function behind(schema: Schema, api: Api): Schema {
  let here = schema;
  for (let hops = 0; hops < 100; hops++) {
    const { references, alone } = referringOf(here, { api, direction: 'request', closed: true });
    const [only] = references;
    if (!alone || references.length > 1 || !only?.target) return here;
    here = only.target;
  }
  return here;
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
    for (const name of base.object.names.filter((one) => head.object.names.includes(one))) {
      const [own, theirs] = [base.object.property(name).position, head.object.property(name).position];
      if (own && theirs) pairs.push([own, theirs]);
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
