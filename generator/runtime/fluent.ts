import type { Connection } from './connection.ts';
import type { CallInput, Descriptor } from './descriptor.ts';

/** Steps and methods of the fluent path as plain data: operations, steps with values (`at`), and steps without. */
export type Tree = Readonly<Record<string, unknown>>;

/** A step that takes the values of its path segment. */
class Segment {
  readonly tree: Tree;
  constructor(tree: Tree) {
    this.tree = tree;
  }
}

/** Marks a step that takes values: `byId: at('id', { get: userGet })`. The names are for the reader. */
export function at(_names: string, tree: Tree): unknown {
  return new Segment(tree);
}

const connections = new WeakMap<object, Connection>();

/** The fluent path over a tree. A step is made when it is taken, so that a large tree costs nothing. */
export function fluent<Client>(connection: Connection, tree: Tree): Client {
  const client = step(connection, tree, []);
  connections.set(client, connection);
  return client as Client;
}

/** The connection of a client, for what takes one: importable operations, paging, batches. */
export function connectionOf(client: object): Connection {
  const connection = connections.get(client);
  if (!connection) throw new TypeError('this is no client that fluent() has made');
  return connection;
}

function step(connection: Connection, tree: Tree, values: readonly unknown[]): object {
  const made = {};
  for (const [name, member] of Object.entries(tree)) {
    const take = () => {
      if (isOperation(member)) return method(connection, member, values);
      if (!(member instanceof Segment)) return step(connection, member as Tree, values);
      return (...own: readonly unknown[]) => step(connection, member.tree, [...values, ...own]);
    };
    Object.defineProperty(made, name, { enumerable: true, get: take });
  }
  return made;
}

interface AnyOperation {
  (connection: Connection, input: CallInput): unknown;
  readonly descriptor: Descriptor;
}

function isOperation(member: unknown): member is AnyOperation {
  return typeof member === 'function';
}

/** The body comes first where there is one. */
function method(connection: Connection, operation: AnyOperation, values: readonly unknown[]): unknown {
  const path = pathOf(operation.descriptor.path, values);
  return operation.descriptor.body === undefined
    ? (options?: CallInput) => operation(connection, { ...options, path })
    : (body?: unknown, options?: CallInput) => operation(connection, { ...options, path, body });
}

/**
 * The values of the way by the names of this operation's template: operations that share a step may call its value
 * differently. Each segment counts a name once; of a name in two segments the first value holds.
 */
function pathOf(template: string, values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const names = template
    .split(/\/(?![^{}]*\})/)
    .flatMap((segment) => [...new Set(segment.match(/(?<=\{)[^{}]*(?=\})/g))]);
  // Later entries win, and the first value is to.
  return Object.fromEntries(names.map((name, i) => [name, values[i]] as const).reverse());
}
