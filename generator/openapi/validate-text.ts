import { entries, isArray, isObject, type Json, member } from '../model/json.ts';
import { pointer, pointerTokens, valueAt } from '../model/pointer.ts';
import { validComponents, validDocument, validPaths } from './document-validators.ts';
import { type Fault, schemaFaults } from './validate.ts';
import type { Section } from './write-text.ts';

/** Compiled when this module is loaded: whoever does that in a thread of its own has the time. */
const valid = { document: validDocument(), paths: validPaths(), components: validComponents() };

/**
 * Holds the JSON text of a document that our own writer made against OpenAPI's JSON Schema, and its references against
 * what they lead to: piece by piece, so that the document is never there as a whole, and without putting what
 * references lead to in their place, which is what takes the time with a document of unknown making.
 */
export class TextJudge {
  readonly #faults: Fault[] = [];
  readonly #references: References = new Map();
  /** The document without its paths, and without the schemas that came as pieces. */
  #frame = '';
  /** These schemas' names, each with the reference that it is, if it is one: references lead to no more of them. */
  readonly #schemas = new Map<string, Json | undefined>();

  take(text: string, section: Section): void {
    if (section === 'frame') {
      this.#frame += text;
      return;
    }
    // Behind the comma that parts them from those before.
    const items: Json = JSON.parse(`{${text.startsWith(',') ? text.slice(1) : text}}`);
    if (section === 'paths') this.#takePaths(items);
    else this.#takeSchemas(items);
  }

  #takePaths(items: Json): void {
    if (!valid.paths(items)) this.#add('/paths', schemaFaults(valid.paths.errors ?? []));
    collect(items, ['paths'], byName, this.#references);
  }

  #takeSchemas(items: Json): void {
    if (!valid.components({ schemas: items }))
      this.#add('/components', schemaFaults(valid.components.errors ?? []));
    collect(items, ['components', 'schemas'], byName, this.#references);
    for (const [name, schema] of entries(items)) this.#schemas.set(name, member(schema, '$ref'));
  }

  #add(below: string, faults: readonly Fault[]): void {
    for (const { reason, pointer: at } of faults) this.#faults.push({ reason, pointer: `${below}${at}` });
  }

  /** All faults, at most twenty. */
  end(): readonly Fault[] {
    const frame: Json = JSON.parse(this.#frame);
    const faults = valid.document(frame) ? [] : schemaFaults(valid.document.errors ?? []);
    collect(frame, [], object, this.#references);
    for (const [section, found] of this.#references)
      for (const [reference, at] of found) {
        const reason = this.#referenceFault(frame, reference, section);
        if (reason !== undefined) faults.push({ reason, pointer: at });
      }
    return [...faults, ...this.#faults].slice(0, 20);
  }

  #referenceFault(frame: Json, reference: Json, section: string): string | undefined {
    if (typeof reference !== 'string') return 'a reference must be a string';
    if (!reference.startsWith(`#/components/${section}/`))
      return `${reference} does not lead to one of the ${section}`;
    const [, , name = '', ...deeper] = pointerTokens(reference.slice(1));
    const isPiece = section === 'schemas' && deeper.length === 0 && this.#schemas.has(name);
    const target = isPiece ? true : valueAt(frame, reference.slice(1));
    if (target === undefined) return `${reference} leads to nothing`;
    const further = isPiece ? this.#schemas.get(name) : member(target, '$ref');
    return further === reference ? `${reference} leads to itself` : undefined;
  }
}

/** By the section of `components` that their place asks for: references, and where each stands first. */
type References = Map<string, Map<Json, string>>;

/** Members whose value is data. */
const data = new Set(['value', 'default', 'enum', 'const', 'example']);
/** Members whose keys are names that somebody chose. */
const tables = new Set(['properties', 'patternProperties', '$defs', 'schemas', 'paths']);
/** Members that hold components of one kind, in a list or by name. */
const sections = new Set(['parameters', 'responses', 'headers', 'examples', 'links', 'callbacks']);

/** What a value is, as far as its place says. */
interface Role {
  /** The section of `components` that it may be a reference to. */
  readonly section: string;
  /** Whether its members have names that somebody chose, and are no words of OpenAPI. */
  readonly named: boolean;
  /** Where its members are components of one kind: the section of these. */
  readonly holds?: string;
}

const object: Role = { section: 'schemas', named: false };
const byName: Role = { section: 'schemas', named: true };

/** Finds every reference. `path`: the keys that lead to the value; as before when the call is over. */
function collect(value: Json, path: string[], role: Role, found: References): void {
  const speaks = !role.named && role.holds === undefined;
  const reference = speaks ? member(value, '$ref') : undefined;
  if (reference !== undefined) {
    const known = found.get(role.section) ?? new Map<Json, string>();
    if (known.size === 0) found.set(role.section, known);
    if (!known.has(reference)) known.set(reference, pointer('', ...path, '$ref'));
  }
  if (typeof value !== 'object' || value === null) return;
  const words = speaks && isObject(value);
  for (const key in value) {
    const child = isArray(value) ? value[Number(key)] : member(value, key);
    if (typeof child !== 'object' || child === null) continue;
    if (words && (data.has(key) || key.startsWith('x-'))) continue;
    path.push(key);
    collect(child, path, words ? roleOf(key) : (heldBy.get(role.holds) ?? object), found);
    path.pop();
  }
}

function roleOf(key: string): Role {
  return roles.get(key) ?? object;
}

/** By the word of OpenAPI that a value stands under. */
const roles: ReadonlyMap<string, Role> = new Map([
  ...[...sections].map((section): [string, Role] => [
    section,
    { section: 'schemas', named: false, holds: section },
  ]),
  ...[...tables].map((table): [string, Role] => [table, byName]),
  ['requestBody', { section: 'requestBodies', named: false }],
]);

const heldBy: ReadonlyMap<string | undefined, Role> = new Map(
  [...sections].map((section) => [section, { section, named: false }]),
);
