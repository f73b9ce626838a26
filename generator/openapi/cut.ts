import { isArray, isObject, type Json, type JsonObject, setMember, stringMember } from '../model/json.ts';
import { once } from '../model/once.ts';
import { pointer as at, pointerTokens, valueAt } from '../model/pointer.ts';
import { anchorsOf } from './anchors.ts';
import type { Api, Method, Operation } from './api.ts';
import { isMethod } from './path-items.ts';
import { followed, fragmentPointer } from './references.ts';
import { apiOf } from './resolve-api.ts';
import { type Form, formAt, mayRefer, visitObjects } from './structure.ts';

/** An operation of a document, by what tells it from the others. */
export interface ChosenOperation {
  readonly path: string;
  readonly method: Method;
  /** Its id in the whole document, which it keeps. */
  readonly id: string;
  readonly tags: readonly string[];
}

/**
 * A document with these operations and what they need, and nothing else. Everything keeps its pointer, so that places
 * still lie in the file that was read. What would lead out of the cut goes: the entries of a discriminator's mapping whose
 * schema nothing else needs, and links to other operations.
 */
export function cutApi(api: Api, chosen: readonly ChosenOperation[]): Api {
  const cut = new Cut(api.root, chosen);
  const { root, tagAt } = withoutTags(cut.root(), new Set(chosen.flatMap(({ tags }) => tags)));
  const place: Api['place'] = (pointer, part) => api.place(tagAt(pointer), part);
  const made = apiOf({ file: api.file, root, place, line: api.line }, api.version);
  const ids = new Map(chosen.map(({ method, path, id }) => [`${method} ${path}`, id]));
  const byPath = new Map<string, readonly Operation[]>();
  for (const path of new Set(chosen.map((one) => one.path))) {
    // Other operations of the same path may stand there because something refers into them.
    const operations = made.operationsAt(path).flatMap((operation) => {
      const id = ids.get(`${operation.method} ${path}`);
      return id === undefined ? [] : [{ ...operation, id }];
    });
    byPath.set(path, operations);
  }
  return {
    ...made,
    paths: [...byPath.keys()],
    operations: [...byPath.values()].flat(),
    operationsAt: (path) => byPath.get(path) ?? [],
  };
}

/** What is kept of a value: all of it, or some of what lies below. */
class Branch {
  whole = false;
  dropped = false;
  readonly below = new Map<string, Branch>();

  child(token: string): Branch {
    let child = this.below.get(token);
    if (!child) {
      child = new Branch();
      this.below.set(token, child);
    }
    return child;
  }
}

class Cut {
  readonly #root: JsonObject;
  readonly #kept = new Branch();
  readonly #referred = new Set<string>();
  readonly #mappings: { readonly pointer: string; readonly mapping: JsonObject }[] = [];
  readonly #anchors: () => ReadonlyMap<string, readonly string[]>;
  /** Pointers and written ids of the chosen operations: what links may lead to. */
  readonly #targets = new Set<string>();

  constructor(root: JsonObject, chosen: readonly ChosenOperation[]) {
    this.#root = root;
    this.#anchors = once(() => anchorsOf(root));
    for (const operation of chosen) this.#target(operation);
    this.keep('/security');
    for (const operation of chosen) this.#operation(operation);
  }

  root(): JsonObject {
    for (const { pointer, mapping } of this.#mappings)
      for (const [value, target] of Object.entries(mapping))
        if (this.#isLeftOut(target)) this.#branch(at(pointer, value)).dropped = true;
    // What the document says of itself. Extensions are kept as they stand, whatever they name.
    for (const [key, value] of Object.entries(this.#root)) {
      const plain = typeof value !== 'object' || value === null;
      if (plain || facts.has(key) || key.startsWith('x-')) this.#kept.child(key).whole = true;
    }
    const root = pruned(this.#root, this.#kept, false);
    return isObject(root) ? root : {};
  }

  /** Keeps a value and what it needs. */
  keep(pointer: string): void {
    const tokens = this.#unit(pointerTokens(pointer));
    if (!tokens) return;
    let branch = this.#kept;
    for (const token of tokens) {
      if (branch.whole) return;
      branch = branch.child(token);
    }
    if (branch.whole) return;
    branch.whole = true;
    const kept = at('', ...tokens);
    const value = valueAt(this.#root, kept);
    if (value !== undefined) visitObjects(value, formAt(this.#root, kept), kept, this.#see);
  }

  /** Keeps what is referred to. That may stand where nobody looks for references: in an extension, say. */
  #refer(pointer: string): void {
    this.keep(pointer);
    if (this.#referred.has(pointer)) return;
    this.#referred.add(pointer);
    const value = valueAt(this.#root, pointer);
    if (value !== undefined && formAt(this.#root, pointer) === 'data')
      visitObjects(value, 'schema', pointer, this.#see);
  }

  /**
   * What is kept together: components as a whole, and lists, whose items would else have other pointers. Undefined for a
   * pointer that leads nowhere.
   */
  #unit(tokens: readonly string[]): readonly string[] | undefined {
    const component = tokens[0] === 'components' && tokens[1] !== 'pathItems';
    const wanted = component ? tokens.slice(0, 3) : tokens;
    let value: Json | undefined = this.#root;
    for (const [i, token] of wanted.entries()) {
      if (isArray(value)) return wanted.slice(0, i);
      if (!isObject(value) || !Object.hasOwn(value, token)) return undefined;
      value = value[token];
    }
    return wanted;
  }

  readonly #see = (object: JsonObject, form: Form, pointer: () => string): void => {
    if (form === 'requirement')
      for (const scheme of Object.keys(object)) this.keep(at('/components/securitySchemes', scheme));
    if (!mayRefer(form)) return;
    if (form === 'link' && !this.#leads(object, pointer())) {
      this.#branch(pointer()).dropped = true;
      return;
    }
    for (const keyword of ['$ref', '$dynamicRef']) {
      const reference = stringMember(object, keyword);
      if (reference?.startsWith('#')) for (const target of this.#targetsOf(reference)) this.#refer(target);
    }
    const mapping =
      form === 'schema' && isObject(object['discriminator']) && object['discriminator']['mapping'];
    if (isObject(mapping))
      this.#mappings.push({ pointer: at(pointer(), 'discriminator', 'mapping'), mapping });
  };

  /** The pointer that a reference is, or those of the schemas that bear the name as an anchor. */
  #targetsOf(reference: string): readonly string[] {
    const fragment = fragmentPointer(reference);
    return fragment === '' || fragment.startsWith('/') ? [fragment] : (this.#anchors().get(fragment) ?? []);
  }

  /** An operation, with what its path says for all of its operations. */
  #operation({ path, method }: ChosenOperation): void {
    const { pointer, steps } = this.#item(path);
    for (const step of steps) this.keep(at(step, '$ref'));
    const item = valueAt(this.#root, pointer);
    for (const key of Object.keys(item ?? {}))
      if (!isMethod(key) || key === method) this.keep(at(pointer, key));
  }

  #target({ path, method }: ChosenOperation): void {
    const { pointer, steps } = this.#item(path);
    for (const item of [...steps, pointer]) this.#targets.add(at(item, method));
    const written = stringMember(valueAt(this.#root, at(pointer, method)), 'operationId');
    if (written !== undefined) this.#targets.add(written);
  }

  /** Where the path item of a path stands in the end, and the references that lead there. */
  #item(path: string): { readonly pointer: string; readonly steps: readonly string[] } {
    const steps: string[] = [];
    let pointer = at('/paths', path);
    for (let hops = 0; hops < 100; hops++) {
      const reference = stringMember(valueAt(this.#root, pointer), '$ref');
      if (reference === undefined) break;
      steps.push(pointer);
      pointer = fragmentPointer(reference);
    }
    return { pointer, steps };
  }

  /** Whether a link leads to an operation of the cut, or out of the document. */
  #leads(link: JsonObject, pointer: string): boolean {
    const value = followed(this.#root, link, pointer)?.value;
    const reference = stringMember(value, 'operationRef');
    if (reference !== undefined)
      return !reference.startsWith('#') || this.#targets.has(fragmentPointer(reference));
    return this.#targets.has(stringMember(value, 'operationId') ?? '');
  }

  /** Whether a mapping names a schema of the document that nothing needs. */
  #isLeftOut(target: Json): boolean {
    if (typeof target !== 'string') return false;
    const named = at('/components/schemas', target);
    const pointer = target.startsWith('#') ? fragmentPointer(target) : named;
    return valueAt(this.#root, pointer) !== undefined && !this.#holds(pointer);
  }

  #holds(pointer: string): boolean {
    let branch: Branch | undefined = this.#kept;
    for (const token of pointerTokens(pointer)) {
      if (branch === undefined || branch.whole) break;
      branch = branch.below.get(token);
    }
    return branch?.whole === true;
  }

  #branch(pointer: string): Branch {
    return pointerTokens(pointer).reduce((branch, token) => branch.child(token), this.#kept);
  }
}

/** Members of a document that are of the document itself. */
const facts = new Set(['info', 'servers', 'externalDocs', 'tags']);

/** A copy of what is kept; what is kept whole and unchanged is the value itself. */
function pruned(value: Json, branch: Branch, within: boolean): Json {
  const whole = within || branch.whole;
  if (branch.below.size === 0) return value;
  const child = (key: string | number, item: Json): Json | undefined => {
    const below = branch.below.get(String(key));
    if (!below) return whole ? item : undefined;
    return below.dropped ? undefined : pruned(item, below, whole);
  };
  if (isArray(value)) return value.map((item, i) => child(i, item) ?? item);
  const made: Record<string, Json> = {};
  for (const [key, item] of Object.entries(isObject(value) ? value : {})) {
    const kept = child(key, item);
    if (kept !== undefined) setMember(made, key, kept);
  }
  return made;
}

/** Takes the descriptions of other tags out of a document; `tagAt` says where one of those that stay stood before. */
function withoutTags(root: JsonObject, used: ReadonlySet<string>) {
  const { tags } = root;
  if (!isArray(tags)) return { root, tagAt: (pointer: string) => pointer };
  const stay = [...tags.entries()].filter(([, tag]) => used.has(stringMember(tag, 'name') ?? ''));
  const tagAt = (pointer: string) =>
    pointer.replace(/^\/tags\/(\d+)/, (whole, i) => {
      const entry = stay[Number(i)];
      return entry ? at('/tags', entry[0]) : whole;
    });
  return { root: { ...root, tags: stay.map(([, tag]) => tag) }, tagAt };
}
