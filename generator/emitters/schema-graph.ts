import { isArray, isObject, type Json, type JsonObject, stringMember } from '../model/json.ts';
import { pointer as at, pointerTokens } from '../model/pointer.ts';
import type { Api, Schema } from '../openapi/api.ts';

/** Keywords whose value is data: a `$ref` in there names nothing. */
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'discriminator']);
/** Keywords whose value is a table: its keys are names that the author chose. */
const tables = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

/** What a schema says of directions, and which schemas it refers to. */
interface Reach {
  readonly marked: boolean;
  readonly references: readonly string[];
}

/**
 * The schemas of a document and their references: which look different in a request than in a response, and which
 * name themselves in a place where TypeScript cannot follow.
 */
export class SchemaGraph {
  readonly #api: Api;
  readonly #components: ReadonlyMap<string, Schema>;
  readonly #reach = new Map<string, Reach>();
  readonly #directional = new Map<string, boolean>();
  readonly #cuts = new Set<string>();
  readonly #searched = new Set<string>();

  constructor(api: Api) {
    this.#api = api;
    this.#components = new Map([...api.schemas.values()].map((schema) => [schema.pointer, schema]));
  }

  /** Whether something within the schema's reach is `readOnly` or `writeOnly`. */
  directional(pointer: string): boolean {
    const known = this.#directional.get(pointer);
    if (known !== undefined) return known;
    const seen = new Set([pointer]);
    const queue = [pointer];
    let found = false;
    for (let next = queue.pop(); next !== undefined && !found; next = queue.pop()) {
      const { marked, references } = this.#reachOf(next);
      found = marked || this.#directional.get(next) === true;
      for (const reference of references) {
        if (seen.has(reference) || this.#directional.get(reference) === false) continue;
        seen.add(reference);
        queue.push(reference);
      }
    }
    // What was seen on the way to nothing reaches nothing either.
    if (!found) for (const pointer of seen) this.#directional.set(pointer, false);
    this.#directional.set(pointer, found);
    return found;
  }

  #at(pointer: string): Schema {
    const component = this.#components.get(pointer);
    if (component) return this.#api.resolve(component);
    const found = this.#api.child({ pointer: '', json: this.#api.root }, ...pointerTokens(pointer));
    return found ? this.#api.resolve(found) : { pointer, json: {} };
  }

  #reachOf(pointer: string): Reach {
    let reach = this.#reach.get(pointer);
    if (!reach) {
      const schema = this.#at(pointer);
      reach = this.#walk(schema);
      this.#reach.set(pointer, reach);
    }
    return reach;
  }

  #walk(schema: Schema): Reach {
    const references: string[] = [];
    let marked = false;
    const stack: { value: Json; names: boolean }[] = [{ value: schema.json, names: false }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { value, names } = next;
      if (isObject(value) && !names) {
        marked ||= value['readOnly'] === true || value['writeOnly'] === true;
        const reference = stringMember(value, '$ref');
        if (reference !== undefined) references.push(this.#api.resolve({ pointer: '', json: value }).pointer);
      }
      const children = isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
      for (const [key, child] of children) {
        if (typeof child !== 'object' || child === null) continue;
        if (typeof key === 'string' && !names && (key.startsWith('x-') || data.has(key))) continue;
        stack.push({ value: child, names: !names && typeof key === 'string' && tables.has(key) });
      }
    }
    return { marked, references: references.filter((pointer) => pointer !== '') };
  }

  /**
   * Whether this member of a composition leads back to the schema it stands in without an object or list between: an
   * alias that TypeScript refuses. Such a member says nothing (`A = A or B` is B, `A = A and B` is B).
   */
  isCut(itemPointer: string, owner: string): boolean {
    this.#search(owner);
    return this.#cuts.has(itemPointer);
  }

  /** Iterative: a chain of compositions may be longer than the stack is deep. */
  #search(start: string): void {
    const trail = new Map<string, Iterator<{ at: string; to: string }>>();
    const enter = (pointer: string) => {
      if (!this.#searched.has(pointer)) trail.set(pointer, this.#direct(this.#at(pointer)).values());
    };
    const path = [start];
    enter(start);
    for (let pointer = path.at(-1); pointer !== undefined; pointer = path.at(-1)) {
      const { value: edge, done } = trail.get(pointer)?.next() ?? { done: true };
      if (done || edge === undefined) {
        path.pop();
        trail.delete(pointer);
        this.#searched.add(pointer);
      } else if (trail.has(edge.to)) this.#cuts.add(edge.at);
      else {
        enter(edge.to);
        path.push(edge.to);
      }
    }
  }

  /** The references that a schema is made of directly, through compositions alone. */
  #direct(schema: Schema): { at: string; to: string }[] {
    if (!isObject(schema.json)) return [];
    const json: JsonObject = schema.json;
    return ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
      const items = json[keyword];
      return (isArray(items) ? items : []).flatMap((item, i) => {
        const place = at(schema.pointer, keyword, i);
        const inner: Schema = { pointer: place, json: isObject(item) ? item : {} };
        const reference =
          stringMember(item, '$ref') === undefined
            ? []
            : [{ at: place, to: this.#api.resolve(inner).pointer }];
        return [...reference, ...this.#direct(inner)];
      });
    });
  }
}
