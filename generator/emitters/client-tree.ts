import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { isObject, type Json } from '../model/json.ts';
import { camelCase, UniqueNames, words } from '../model/printers/identifier.ts';
import type { Api, Operation } from '../openapi/api.ts';
import type { Names } from './names.ts';
import { shapeOf, templateNames } from './operation-shape.ts';

const collision = defineProblem<{ first: string; second: string; wanted: string; given: string }>({
  code: 'generate/path-collision',
  severity: 'warning',
  summary: 'Two parts of the fluent path would have the same name.',
  message: (p) => `${p.second} would be the member ${p.wanted} like ${p.first}; it is the member ${p.given}`,
});

/** A value that the fluent path takes on its way: `byId(id)`. */
export interface PathKey {
  /** Unique within its segment. */
  readonly name: string;
  /** Its types, by the canonical text of the parameter's schema: one, unless operations disagree. */
  readonly types: Map<string, KeyType>;
}

/** A plain keyword, or the type that an operation's input gives the parameter. */
export type KeyType =
  | { readonly keyword: string }
  | { readonly operation: Operation; readonly parameter: string };

/** A step of the fluent path, an interface: the root, a fixed segment, or a segment with values in it. */
export interface PathNode {
  readonly className: string;
  /** The member of the parent that leads here. */
  readonly member: string;
  /** The keys that this segment takes; none for a fixed one. */
  readonly own: readonly PathKey[];
  /** The keys of the whole way, this segment's included. */
  readonly keys: readonly PathKey[];
  readonly children: Map<string, PathNode>;
  readonly methods: { readonly member: string; readonly operation: Operation }[];
  /** Who has which member name, for collisions. */
  readonly taken: Map<string, string>;
}

const methodNames = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** The paths of a document as a tree of steps, in document order. */
export function clientTree(api: Api, names: Names): { root: PathNode; diagnostics: readonly Diagnostic[] } {
  const tree = new Tree(api, names);
  for (const operation of names.operations.keys()) tree.add(operation);
  return { root: tree.root, diagnostics: tree.diagnostics };
}

class Tree {
  readonly root: PathNode = node('Client', '', [], []);
  readonly diagnostics: Diagnostic[] = [];
  readonly #api: Api;
  readonly #names: Names;

  constructor(api: Api, names: Names) {
    this.#api = api;
    this.#names = names;
  }

  add(operation: Operation): void {
    let here = this.root;
    const segments = operation.path.split(/\/(?![^{}]*\})/).filter((segment) => segment !== '');
    for (const segment of segments) here = this.#child(here, segment, operation);
    const values = templateOrder(operation.path);
    const shape = shapeOf(operation);
    for (const [i, name] of values.entries()) {
      const key = here.keys[i];
      const parameter = shape.path.find((entry) => entry.name === name)?.parameter;
      if (!key) continue;
      const schema = parameter?.schema && this.#api.resolve(parameter.schema).json;
      const plain = keyword(schema);
      const type = plain === undefined ? { operation, parameter: name } : { keyword: plain };
      if (!key.types.has(canonical(schema))) key.types.set(canonical(schema), type);
    }
    const member = this.#claim(here, operation.method, operation.pointer, true);
    here.methods.push({ member, operation });
  }

  #child(parent: PathNode, segment: string, operation: Operation): PathNode {
    const params = templateNames(segment);
    const pure = params.length === 1 && segment === `{${params[0]}}`;
    const wanted = pure ? byName(params[0] ?? '') : memberName(segment);
    // Segments that are one value meet in one step whatever the documents calls the value: `{id}` and `{userId}`.
    const key = pure ? `{${wanted}}` : segment;
    const known = parent.children.get(key);
    if (known) return known;
    const member = this.#claim(parent, wanted, operation.pointer, false);
    const names = new UniqueNames();
    const own = params.map((param): PathKey => ({ name: names.take(keyName(param)), types: new Map() }));
    const stem = parent === this.root ? '' : parent.className.replace(/Path\d*$/, '');
    const className = this.#names.takeStep(`${stem} ${member} Path`, operation.pointer);
    const child = node(className, member, own, [...parent.keys, ...own]);
    parent.children.set(key, child);
    return child;
  }

  /** Methods go by their own names; a segment that is called like one gives way. */
  #claim(parent: PathNode, wanted: string, pointer: string, isMethod: boolean): string {
    let given = wanted;
    for (let n = 2; parent.taken.has(given) || (!isMethod && methodNames.includes(given)); n++)
      given = `${wanted}${n}`;
    const first = parent.taken.get(wanted);
    if (first !== undefined) {
      const params = { first, second: pointer, wanted, given };
      this.diagnostics.push(
        collision.at(this.#api.place(pointer, 'key'), params, [
          { message: 'the other one', at: this.#api.place(first, 'key') },
        ]),
      );
    }
    parent.taken.set(given, pointer);
    return given;
  }
}

function node(
  className: string,
  member: string,
  own: readonly PathKey[],
  keys: readonly PathKey[],
): PathNode {
  return { className, member, own, keys, children: new Map(), methods: [], taken: new Map() };
}

/** The values of a template in the order of its segments, each occurrence counted once a segment. */
function templateOrder(path: string): string[] {
  return path.split(/\/(?![^{}]*\})/).flatMap(templateNames);
}

/** A member may be called by any word but two; declarations may not. A step with a `then` would be a promise to `await`. */
function memberName(text: string): string {
  const name = camelCase(text);
  const bare = name.length > 1 && name.endsWith('_') ? name.slice(0, -1) : name;
  return bare === 'constructor' || bare === 'then' ? `${bare}_` : bare;
}

/** `{enterpriseCertificateId}` is reached by `byId`, `{userPrincipalName}` by `byUserPrincipalName`. */
function byName(param: string): string {
  return words(param).at(-1)?.toLowerCase() === 'id' ? 'byId' : memberName(`by ${param}`);
}

function keyName(param: string): string {
  return words(param).at(-1)?.toLowerCase() === 'id' ? 'id' : camelCase(param);
}

/** The TypeScript keyword for a plain schema; richer ones go by their operation's type. */
function keyword(json: Json | undefined): string | undefined {
  if (json === undefined) return 'string';
  if (
    !isObject(json) ||
    ['enum', 'const', 'allOf', 'anyOf', 'oneOf', 'nullable'].some((word) => json[word] !== undefined)
  )
    return undefined;
  if (json['type'] === 'integer' || json['type'] === 'number') return 'number';
  return json['type'] === 'string' || json['type'] === 'boolean' ? json['type'] : undefined;
}

function canonical(json: Json | undefined): string {
  return keyword(json) ?? JSON.stringify(json);
}
