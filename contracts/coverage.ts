import { isArray, isObject, type Json } from '../generator/model/json.ts';
import { listAt } from '../generator/model/list-at.ts';
import type { Api, MediaType, Operation } from '../generator/openapi/api.ts';
import { casesOf, keyOf, type Position, sub } from '../generator/openapi/position.ts';
import { isMarked } from '../generator/openapi/referred.ts';
import type { World } from '../generator/openapi/world.ts';
import type { Body, Interaction } from './pact/interaction.ts';
import { responsesFor } from './rules/responses.ts';

/** How many elements of a kind there are, and by what they are met. What contracts pin counts for both. */
export interface Met {
  readonly total: number;
  /** By contracts. */
  readonly pinned: number;
  /** By contracts or by exchanges that were recorded. */
  readonly met: number;
}

export interface OperationCoverage {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly contracts: number;
  readonly exchanges: number;
  readonly statuses: Met;
  readonly requestProperties: Met;
  readonly responseProperties: Met;
  /** Statuses and, as pointers into the spec, properties that nothing meets. */
  readonly missing: readonly string[];
}

export interface Coverage {
  readonly operations: Met;
  readonly statuses: Met;
  readonly requestProperties: Met;
  readonly responseProperties: Met;
  readonly byOperation: readonly OperationCoverage[];
}

/** An interaction and the operation that answers it. */
export interface Seen {
  readonly operation: string | undefined;
  readonly interaction: Interaction;
  readonly recorded: boolean;
}

/** Which operations, statuses and members of JSON bodies of a spec are pinned by contracts, met by exchanges, or by nothing. */
export function coverageOf(api: Api, seen: readonly Seen[]): Coverage {
  const byId = new Map<string, Seen[]>();
  for (const one of seen) {
    listAt(byId, one.operation ?? '').push(one);
  }
  const byOperation = api.operations.map((operation) =>
    ofOperation(api, operation, byId.get(operation.id) ?? []),
  );
  const sum = (of: (one: OperationCoverage) => Met): Met =>
    byOperation
      .map(of)
      .reduce(
        (a, b) => ({ total: a.total + b.total, pinned: a.pinned + b.pinned, met: a.met + b.met }),
        none,
      );
  return {
    operations: sum(({ contracts, exchanges }) => ({
      total: 1,
      pinned: contracts > 0 ? 1 : 0,
      met: contracts + exchanges > 0 ? 1 : 0,
    })),
    statuses: sum(({ statuses }) => statuses),
    requestProperties: sum(({ requestProperties }) => requestProperties),
    responseProperties: sum(({ responseProperties }) => responseProperties),
    byOperation,
  };
}

const none: Met = { total: 0, pinned: 0, met: 0 };

/** The part of everything countable that is met, in percent; 100 where there is nothing. */
export function percentMet({
  operations,
  statuses,
  requestProperties,
  responseProperties,
}: Coverage): number {
  const all = [operations, statuses, requestProperties, responseProperties];
  const total = all.reduce((sum, one) => sum + one.total, 0);
  return total === 0 ? 100 : (100 * all.reduce((sum, one) => sum + one.met, 0)) / total;
}

function ofOperation(api: Api, operation: Operation, seen: readonly Seen[]): OperationCoverage {
  const request: World = { api, direction: 'request', closed: true };
  const response: World = { api, direction: 'response', closed: true };
  const sent = new Elements(properties(operation.requestBody?.content ?? [], request));
  const answered = new Elements(
    operation.responses.flatMap(({ content }) => [...properties(content, response)]),
  );
  const statuses = new Elements(operation.responses.map(({ status }) => status));
  for (const { interaction, recorded } of seen) {
    const met = elementsMet(api, operation, interaction);
    statuses.meet(met.statuses, recorded);
    sent.meet(met.requestProperties, recorded);
    answered.meet(met.responseProperties, recorded);
  }
  return {
    operation: operation.id,
    method: operation.method,
    path: operation.path,
    contracts: seen.filter(({ recorded }) => !recorded).length,
    exchanges: seen.filter(({ recorded }) => recorded).length,
    statuses: statuses.count(),
    requestProperties: sent.count(),
    responseProperties: answered.count(),
    missing: [statuses, sent, answered].flatMap((elements) => elements.missing()),
  };
}

/** Statuses and, as pointers into the spec, members of bodies. */
export interface ElementsMet {
  readonly statuses: readonly string[];
  readonly requestProperties: ReadonlySet<string>;
  readonly responseProperties: ReadonlySet<string>;
}

/** What one interaction shows of the operation that answers it. */
export function elementsMet(api: Api, operation: Operation, interaction: Interaction): ElementsMet {
  // A request that is shown alone has no answer.
  const { status, body } = interaction.response;
  const answers = status.example === 0 ? [] : responsesFor(operation, status);
  const shown = (content: readonly MediaType[], value: Body, direction: World['direction']) =>
    new Set(content.flatMap((media) => [...members(media, value, { api, direction, closed: true })]));
  return {
    statuses: answers.map((answer) => answer.status),
    requestProperties: shown(operation.requestBody?.content ?? [], interaction.request.body, 'request'),
    responseProperties: shown(
      answers.flatMap(({ content }) => content),
      body,
      'response',
    ),
  };
}

class Elements {
  readonly #all: ReadonlySet<string>;
  readonly #pinned = new Set<string>();
  readonly #met = new Set<string>();

  constructor(all: Iterable<string>) {
    this.#all = new Set(all);
  }

  meet(elements: Iterable<string>, recorded: boolean): void {
    for (const element of elements) {
      if (!this.#all.has(element)) continue;
      this.#met.add(element);
      if (!recorded) this.#pinned.add(element);
    }
  }

  count(): Met {
    return { total: this.#all.size, pinned: this.#pinned.size, met: this.#met.size };
  }

  missing(): readonly string[] {
    return [...this.#all].filter((element) => !this.#met.has(element));
  }
}

/** Pointers of all members that bodies of these media types may have, at any depth. */
function properties(content: readonly MediaType[], world: World): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const queue: Position[] = content.flatMap(({ schema }) => (schema ? [[schema]] : []));
  for (let position = queue.pop(); position; position = queue.pop()) {
    const key = keyOf(position);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const part of casesOf(position, world).flatMap(({ parts }) => parts)) {
      const names = part.json['properties'];
      for (const name of isObject(names) ? Object.keys(names) : []) {
        const schema = sub(part, 'properties', name);
        if (!schema || !travels(schema, world)) continue;
        found.add(schema.pointer);
        queue.push([schema]);
      }
      // Of `true` there is nothing to count, and it holds itself without end.
      for (const schema of [sub(part, 'items'), sub(part, 'additionalProperties')])
        if (schema && schema.json !== true) queue.push([schema]);
    }
  }
  return found;
}

function travels(schema: Position[number], world: World): boolean {
  return !isMarked(schema, world.direction === 'request' ? 'readOnly' : 'writeOnly', world);
}

/** Pointers of the members that a body shows. */
function members({ schema }: MediaType, body: Body, world: World): ReadonlySet<string> {
  const found = new Set<string>();
  if (schema && body.state === 'present' && body.content.kind === 'json')
    visit([schema], body.content.example, world, found);
  return found;
}

function visit(position: Position, value: Json, world: World, found: Set<string>): void {
  const parts = casesOf(position, world).flatMap((one) => one.parts);
  if (isArray(value)) {
    const items = parts.flatMap((part) => sub(part, 'items') ?? []);
    if (items.length > 0) for (const item of value) visit(items, item, world, found);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const own = parts.flatMap((part) => sub(part, 'properties', name) ?? []);
    for (const schema of own) found.add(schema.pointer);
    const inner = own.length > 0 ? own : parts.flatMap((part) => sub(part, 'additionalProperties') ?? []);
    if (inner.length > 0) visit(inner, member, world, found);
  }
}
