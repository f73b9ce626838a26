import type { Json, JsonObject } from '../../generator/model/json.ts';
import { once } from '../../generator/model/once.ts';
import { pointerTokens } from '../../generator/model/pointer.ts';
import type { Kind } from '../../generator/openapi/kinds.ts';
import { keyOf, type Position } from '../../generator/openapi/position.ts';
import type { Alike } from './alike.ts';
import { type Alternatives, alternativesOf, type ComparedChoice } from './branches.ts';
import { projected, type Shape, shapeOf, typesOfKinds } from './shape.ts';
import type { Asked, View } from './view.ts';

/** What the relation says of a pair of schemas, in the words of changes. */
export interface Judged {
  readonly verdict: 'breaking' | 'undecided' | 'compatible' | 'same';
  readonly witness?: Json | undefined;
  readonly reason?: string | undefined;
}

const same: Judged = { verdict: 'same' };

/** Two schemas of one place, and what may be asked of them. */
export class SchemaPair {
  readonly base: Shape;
  readonly head: Shape;
  readonly view: View;
  /** Where the schema stands, as people would call it: `certificate.status`, `the body`. */
  readonly name: string;
  readonly alternatives: Alternatives;
  readonly #asked: Asked;
  /** Kinds of values that both admit, null aside; none where the two cannot be compared part by part. */
  readonly shared: readonly Kind[];

  /** `root`: what a schema is called that is none of a body, the parameter's. */
  constructor(base: Position, head: Position, view: View, asked: Asked, alike: Alike, root = '') {
    this.base = shapeOf(base, asked.base);
    this.head = shapeOf(head, asked.head);
    this.view = view;
    this.name = schemaName(tellingPart(this.base)?.pointer ?? (base[0] ?? head[0])?.pointer ?? '', root);
    this.#asked = asked;
    this.alternatives = alternativesOf(this.base, this.head, alike);
    this.shared = this.alternatives.isComparable
      ? [...this.base.kinds].filter((kind) => kind !== 'null' && this.head.kinds.has(kind))
      : [];
  }

  /** Whether all that is sent is accepted still, as far as the whole schemas say. */
  readonly holds = once(() => this.#holds(this.#asked.forward, this.base.position, this.head.position, true));
  readonly isSame = once(
    () => this.holds() && this.#holds(this.#asked.backward, this.base.position, this.head.position, false),
  );
  readonly whole = once(() => this.ask(this.base.position, this.head.position));

  /** What a few keywords say of values of some kinds, whatever else stands beside them. */
  judge(keywords: readonly string[], kinds: readonly Kind[] = this.shared, context: JsonObject = {}): Judged {
    const type = typesOfKinds(kinds);
    if (type.length === 0) return same;
    return this.ask(
      projected(this.base, keywords, { type, ...context }),
      projected(this.head, keywords, { type, ...context }),
    );
  }

  /** Schemas that stand in no document. */
  judgeMade(name: string, base: JsonObject, head: JsonObject): Judged {
    const at = (shape: Shape, json: JsonObject) => [{ pointer: `${keyOf(shape.position)}~${name}`, json }];
    return this.ask(at(this.base, base), at(this.head, head));
  }

  /** Objects that hold these members alone. */
  askBeside(base: readonly NamedPosition[], head: readonly NamedPosition[]): Judged {
    const named = (members: readonly NamedPosition[]): JsonObject => ({
      type: 'object',
      properties: Object.fromEntries(members.map(([name, position]) => [name, together(position)])),
      ...(members.length === 0 ? { additionalProperties: false } : {}),
    });
    const key = [...base, '', ...head].map((one) => (one === '' ? '' : one[0])).join();
    return this.judgeMade(`beside ${key}`, named(base), named(head));
  }

  /** One choice among alternatives, whatever stands beside it. */
  askChoice({ base, head }: ComparedChoice): Judged {
    const of = ({ branches, exclusive }: ComparedChoice['base']): JsonObject => ({
      [exclusive ? 'oneOf' : 'anyOf']: branches.map(({ json }) => json),
    });
    const at = [this.base.choices.indexOf(base), this.head.choices.indexOf(head)];
    return this.judgeMade(`choice ${at.join()}`, of(base), of(head));
  }

  ask(base: Position, head: Position): Judged {
    const { forward, backward } = this.#asked;
    if (this.#holds(forward, base, head, true))
      return { verdict: this.#holds(backward, base, head, false) ? 'same' : 'compatible' };
    const found = this.view.sender === 'client' ? forward.answer(base, head) : forward.answer(head, base);
    if (found.answer === 'yes') return { verdict: 'compatible' };
    if (found.answer === 'no') return { verdict: 'breaking', witness: found.gaps[0]?.value };
    return { verdict: 'undecided', reason: found.reason };
  }

  /** The client's values go from the base to the head, the provider's from the head to the base; backward, the other way. */
  #holds(asked: Asked['forward'], base: Position, head: Position, forward: boolean): boolean {
    return (this.view.sender === 'client') === forward ? asked.holds(base, head) : asked.holds(head, base);
  }
}

type NamedPosition = readonly [name: string, position: Position];

function together(position: Position): Json {
  const [only] = position;
  if (position.length === 1 && only) return only.json;
  return { allOf: position.map(({ json }) => json) };
}

/** The part that describes the value, where others only say something beside a reference to it. */
export function tellingPart({ parts }: Shape): Shape['parts'][number] | undefined {
  return parts.find(({ json }) => json['type'] !== undefined || json['properties'] !== undefined);
}

const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** A pointer's schema in words. */
function schemaName(pointer: string, root: string): string {
  const tokens = pointerTokens(pointer.replace(/~(?![01]).*$/s, ''));
  const [start, component] = startOf(tokens);
  let name = component || root;
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    const next = tokens[i + 1];
    if (token === 'properties' && next !== undefined) name = name === '' ? next : `${name}.${next}`;
    else if (token === 'items' || token === 'prefixItems') name = `${name}[]`;
    else if (
      token === 'additionalProperties' ||
      token === 'patternProperties' ||
      token === 'unevaluatedProperties'
    )
      name = `${name}.*`;
    if (token === 'properties' || token === 'patternProperties' || inPlace.has(token)) i++;
  }
  return name === '' ? 'the body' : name;
}

/** Where the schema begins in the pointer, and what it is called there. */
function startOf(tokens: readonly string[]): [number, string] {
  if (tokens[0] === 'components' && tokens[1] === 'schemas')
    return [3, (tokens[2] ?? '').replace(/^.*\./, '')];
  const at = tokens.indexOf('schema');
  return [at === -1 ? 0 : at + 1, ''];
}
