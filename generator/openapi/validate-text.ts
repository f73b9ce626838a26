import { isArray, isObject, type Json, member } from '../model/json.ts';
import { pointer, valueAt } from '../model/pointer.ts';
import { validDocument, validPaths } from './document-schema.ts';
import { type Fault, schemaFaults } from './validate.ts';

/** Compiled when this module is loaded: whoever does that in a thread of its own has the time. */
const valid = { document: validDocument(), paths: validPaths() };

/**
 * Holds the JSON text of a document that our own writer made against OpenAPI's JSON Schema, and its references against
 * what they lead to: piece by piece, so that the document is never there as a whole, and without putting what
 * references lead to in their place, which is what takes the time with a document of unknown making.
 */
export class TextJudge {
  readonly #faults: Fault[] = [];
  readonly #references: References = new Map();
  /** The document without its paths. */
  #frame = '';

  /** `paths`: members of `paths`, behind the comma that parts them from those before. */
  take(text: string, paths: boolean): void {
    if (!paths) {
      this.#frame += text;
      return;
    }
    const items: Json = JSON.parse(`{${text.startsWith(',') ? text.slice(1) : text}}`);
    if (!valid.paths(items))
      for (const { reason, pointer: at } of schemaFaults(valid.paths.errors ?? []))
        this.#faults.push({ reason, pointer: `/paths${at}` });
    collect(items, ['paths'], 'schemas', undefined, true, this.#references);
  }

  /** All faults, at most twenty. */
  end(): readonly Fault[] {
    const frame: Json = JSON.parse(this.#frame);
    const faults = valid.document(frame) ? [] : schemaFaults(valid.document.errors ?? []);
    collect(frame, [], 'schemas', undefined, false, this.#references);
    for (const [section, found] of this.#references)
      for (const [reference, at] of found) {
        const reason = referenceFault(frame, reference, section);
        if (reason !== undefined) faults.push({ reason, pointer: at });
      }
    return [...faults, ...this.#faults].slice(0, 20);
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

/**
 * Finds every reference. `own`: what the value may be a reference to; `below`: the same for its members, where they are
 * of one kind; `names`: its members are names and no words of OpenAPI.
 */
function collect(
  value: Json,
  path: string[],
  own: string,
  below: string | undefined,
  names: boolean,
  found: References,
): void {
  const reference = names || below !== undefined ? undefined : member(value, '$ref');
  if (reference !== undefined) {
    const known = found.get(own) ?? new Map<Json, string>();
    if (known.size === 0) found.set(own, known);
    if (!known.has(reference)) known.set(reference, pointer('', ...path, '$ref'));
  }
  if (typeof value !== 'object' || value === null) return;
  const words = isObject(value) && !names && below === undefined;
  for (const key in value) {
    const child = isArray(value) ? value[Number(key)] : member(value, key);
    if (typeof child !== 'object' || child === null) continue;
    if (words && (data.has(key) || key.startsWith('x-'))) continue;
    path.push(key);
    if (words && sections.has(key)) collect(child, path, 'schemas', key, false, found);
    else if (words && key === 'requestBody') collect(child, path, 'requestBodies', undefined, false, found);
    else collect(child, path, below ?? 'schemas', undefined, words && tables.has(key), found);
    path.pop();
  }
}

function referenceFault(frame: Json, reference: Json, section: string): string | undefined {
  if (typeof reference !== 'string') return 'a reference must be a string';
  if (!reference.startsWith(`#/components/${section}/`))
    return `${reference} does not lead to one of the ${section}`;
  const target = valueAt(frame, reference.slice(1));
  if (target === undefined) return `${reference} leads to nothing`;
  return member(target, '$ref') === reference ? `${reference} leads to itself` : undefined;
}
