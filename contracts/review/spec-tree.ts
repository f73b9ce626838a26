import { type Child, element, type Html } from '../../generator/model/printers/html.ts';
import type { Api, Operation, Schema } from '../../generator/openapi/api.ts';
import type { ChangeMarks } from './change-marks.ts';
import { below, type Ids } from './ids.ts';
import type { Lazy } from './lazy.ts';
import { membersOf, type Node, nodesOf } from './nodes.ts';
import type { Places } from './places.ts';

/** What the tree is drawn with. */
interface Parts {
  readonly api: Api;
  readonly ids: Ids;
  readonly places: Places;
  readonly lazy: Lazy;
  readonly marks: ChangeMarks;
}

/** Deeper members are seldom what a reviewer looks for, and a type that holds itself has no end. */
const deepest = 6;

const nothing: ReadonlySet<string> = new Set();

const groups: readonly (readonly [Node['part'], string])[] = [
  ['permission', 'Permissions'],
  ['parameter', 'Parameters'],
  ['request', 'Request body'],
  ['response', 'Responses'],
];

/** The operations of a spec as trees, each node with the line of documentation that it comes from. */
export class SpecTree {
  readonly #parts: Parts;
  readonly #members = new Map<string, readonly Node[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `unmet`: pointers and statuses that no contract shows, where there are contracts. */
  operation(operation: Operation, unmet: ReadonlySet<string>): Html[] {
    const nodes = nodesOf(this.#parts.api, operation);
    // What is drawn later gets its ids where it is put.
    const id = this.#parts.lazy.isOn ? undefined : this.#parts.ids.operation(operation.id);
    const errors = new Map<string, string>();
    return groups.flatMap(([part, title]) => {
      const own = nodes.filter((node) => node.part === part);
      if (own.length === 0) return [];
      const items = own.map((node) => this.#item(this.#once(node, errors), id, [], unmet));
      return [element('p', { class: 'part' }, title), element('ul', { class: 'tree' }, items)];
    });
  }

  /** Errors mostly look alike: what they hold is shown at the first one. */
  #once(node: Node, errors: Map<string, string>): Node {
    if (node.part !== 'response' || !node.schema || /^[123]/.test(node.name)) return node;
    const { pointer } = this.owner(node.schema);
    const first = errors.get(pointer);
    if (first === undefined) errors.set(pointer, node.name);
    return first === undefined
      ? node
      : { ...node, words: `${node.words}, as in ${first}`, schema: undefined };
  }

  /** Whose members a schema's are: of a list its items', behind references. */
  owner(schema: Schema): Schema {
    const { api } = this.#parts;
    let own = api.resolve(schema);
    // Lists of lists end; a list that holds itself does not.
    for (let depth = 0; depth < deepest; depth++) {
      const items = api.child(own, 'items');
      if (!items) break;
      own = api.resolve(items);
    }
    return own;
  }

  members(schema: Schema): readonly Node[] {
    const { pointer } = this.owner(schema);
    let members = this.#members.get(pointer);
    if (!members) {
      members = membersOf(this.#parts.api, schema);
      this.#members.set(pointer, members);
    }
    return members;
  }

  /** `parent`: the fragment of what stands above; undefined in what is shared by several. */
  #item(node: Node, parent: string | undefined, above: readonly string[], unmet: ReadonlySet<string>): Html {
    const id = parent === undefined ? undefined : below(parent, node.key);
    const attributes =
      id === undefined
        ? { 'data-key': below('', node.key) }
        : { id: this.#parts.ids.claim(id), 'data-key': undefined };
    return element(
      'li',
      attributes,
      element('code', {}, node.name),
      node.words === '' ? undefined : [' ', node.words],
      this.#origin(node),
      this.#parts.marks.at(node.pointer),
      isUnmet(node, unmet) ? [' ', element('span', { class: 'tag unmet' }, 'no contract')] : undefined,
      this.#below(node, id, above, isUnmet(node, unmet) ? nothing : unmet),
    );
  }

  #below(node: Node, id: string | undefined, above: readonly string[], unmet: ReadonlySet<string>): Child {
    const { schema } = node;
    if (!schema) return undefined;
    const { pointer } = this.owner(schema);
    const members = this.members(schema);
    if (members.length === 0) return undefined;
    const { lazy } = this.#parts;
    if (lazy.isOn)
      return lazy.shared(pointer, {}, 'members', () =>
        element(
          'ul',
          {},
          members.map((member) => this.#item(member, undefined, [], nothing)),
        ),
      );
    if (above.includes(pointer)) return [' ', element('span', { class: 'tag' }, 'as above')];
    if (above.length === deepest)
      return [' ', element('span', { class: 'tag' }, `${members.length} members`)];
    const items = members.map((member) => this.#item(member, id, [...above, pointer], unmet));
    return element('ul', {}, items);
  }

  /** The line; or that no line says it. */
  #origin({ pointer }: Node): Child {
    const { places } = this.#parts;
    if (!places.hasPages) return undefined;
    const said = places.saidBy(pointer);
    if (said.by === 'line') return [' ', places.link(said.at, 'short')];
    const rule = said.by === 'rule' && said.rule !== undefined ? `inferred: ${said.rule}` : 'inferred';
    const from = said.by === 'rule' && said.at ? [' from ', places.link(said.at, 'short')] : [];
    return [' ', element('span', { class: 'tag inferred' }, rule), from];
  }
}

function isUnmet({ part, name, pointer }: Node, unmet: ReadonlySet<string>): boolean {
  return unmet.has(part === 'response' ? name : pointer);
}
