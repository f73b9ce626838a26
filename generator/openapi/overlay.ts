import { paths as matches } from 'jsonpath-rfc9535';
import type { Origin } from '../model/description.ts';
import { type Diagnostic, defineProblem, type Result } from '../model/diagnostic.ts';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  setMember,
  stringMember,
} from '../model/json.ts';
import { startOf } from '../model/place.ts';
import { pointer as at } from '../model/pointer.ts';
import { readTextDocument, type TextDocument } from '../model/text-document.ts';

const wanted = 'an OpenAPI Overlay 1.0';

const notOverlay = defineProblem<{ file: string }>({
  code: 'openapi/not-overlay',
  severity: 'error',
  summary: 'The file is no OpenAPI Overlay 1.0.',
  message: (p) => `${p.file} is not ${wanted}`,
  help: 'An overlay begins with "overlay: 1.0.0" and has a list of "actions".',
});
const badAction = defineProblem<{ reason: string }>({
  code: 'openapi/overlay-action',
  severity: 'error',
  summary: 'An action of the overlay cannot be carried out.',
  message: (p) => p.reason,
});
const noTarget = defineProblem<{ target: string }>({
  code: 'openapi/overlay-unused',
  severity: 'warning',
  summary: 'An action of the overlay finds nothing to change.',
  message: (p) => `the target ${p.target} matches nothing in the spec`,
  help: 'The documentation may be right by now: take the action out.',
});

interface Action {
  readonly target: string;
  readonly update: Json | undefined;
  readonly remove: boolean;
  /** Pointer of the action in the overlay. */
  readonly pointer: string;
}

/** The owners' corrections, read and checked. */
export interface Overlay {
  readonly document: TextDocument;
  readonly actions: readonly Action[];
}

/** Reads an OpenAPI Overlay 1.0 (its section 4); refused when it is none, or an action has not the right form. */
export function readOverlay(bytes: Uint8Array, file: string): Result<Overlay | undefined> {
  const { value: document, diagnostics } = readTextDocument(bytes, file, { area: 'openapi', wanted });
  if (!document) return { value: undefined, diagnostics };
  const list = member(document.root, 'actions');
  if (!/^1\.0\.\d+$/.test(stringMember(document.root, 'overlay') ?? '') || !isArray(list)) {
    return { value: undefined, diagnostics: [notOverlay.at(startOf(file), { file })] };
  }
  const actions = list.map((action, i) => actionOf(action, at('/actions', i), document));
  const faults = actions.flatMap((action) => ('code' in action ? [action] : []));
  if (faults.length > 0) return { value: undefined, diagnostics: faults };
  return {
    value: { document, actions: actions.flatMap((action) => ('code' in action ? [] : [action])) },
    diagnostics,
  };
}

function actionOf(action: Json, pointer: string, document: TextDocument): Action | Diagnostic {
  const target = stringMember(action, 'target');
  if (target === undefined)
    return badAction.at(document.place(pointer), { reason: 'an action needs a "target"' });
  try {
    matches({}, target);
  } catch (error) {
    const reason = `the target is no JSONPath of RFC 9535: ${error instanceof Error ? error.message.split('\n')[0] : ''}`;
    return badAction.at(document.place(at(pointer, 'target')), { reason });
  }
  const update = member(action, 'update');
  const remove = member(action, 'remove') === true;
  if (update === undefined && !remove) {
    return badAction.at(document.place(pointer), { reason: 'an action needs "update" or "remove: true"' });
  }
  return { target, update, remove, pointer };
}

export interface Overlaid {
  readonly document: JsonObject;
  /** Where the overlaid elements come from now: pointer of the spec → line of the overlay. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Pointers that were removed. */
  readonly removed: readonly string[];
}

/** Carries out the actions in order, each on the result of those before it (Overlay 1.0, 4.4.3). */
export function applyOverlay(document: JsonObject, overlay: Overlay): Result<Overlaid> {
  let root: Json = document;
  const origins = new Map<string, Origin>();
  const removed: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const action of overlay.actions) {
    const found: readonly (readonly (string | number)[])[] = normalised(matchesOf(root, action.target));
    if (found.length === 0) {
      const place = overlay.document.place(at(action.pointer, 'target'));
      diagnostics.push(noTarget.at(place, { target: action.target }));
    }
    // Later items first: taking one out of a list moves those behind it.
    for (const path of [...found].reverse()) {
      const pointer = at('', ...path);
      if (action.remove) {
        root = replaceAt(root, path, () => undefined) ?? {};
        removed.push(pointer);
      } else if (action.update !== undefined) {
        const update = action.update;
        root = replaceAt(root, path, (value) => merge(value, update)) ?? {};
        mark(origins, pointer, update, at(action.pointer, 'update'), overlay.document);
      }
    }
  }
  return { value: { document: isObject(root) ? root : {}, origins, removed }, diagnostics };
}

/** The library declares JSON as mutable, and only reads it. */
function matchesOf(root: Json, target: string): string[] {
  return matches(root as Parameters<typeof matches>[0], target);
}

/** "$['paths']['/a'][0]" → its names and indices; the library writes normalized paths (RFC 9535, 2.7). */
function normalised(paths: readonly string[]): (string | number)[][] {
  return paths.map((path) =>
    [...path.matchAll(/\[(?:'((?:[^'\\]|\\.)*)'|(\d+))\]/g)].map(([, name, index]) =>
      name === undefined ? Number(index) : unescapeName(name),
    ),
  );
}

function unescapeName(name: string): string {
  const letters: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  return name.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A copy with the value at a path replaced; `undefined` takes the member or item out. */
function replaceAt(
  value: Json,
  path: readonly (string | number)[],
  change: (value: Json) => Json | undefined,
): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (isArray(value)) {
    return value.flatMap((item, i) => (i === first ? (replaceAt(item, rest, change) ?? []) : [item]));
  }
  const made: Record<string, Json> = {};
  for (const [key, item] of Object.entries(isObject(value) ? value : {})) {
    const kept = key === first ? replaceAt(item, rest, change) : item;
    if (kept !== undefined) setMember(made, key, kept);
  }
  return made;
}

/** "Merges recursively": objects member by member, a list is appended to, anything else is replaced (4.4.3.1). */
function merge(value: Json, update: Json): Json {
  if (isArray(value)) return [...value, ...(isArray(update) ? update : [update])];
  if (!isObject(value) || !isObject(update)) return update;
  const made: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) setMember(made, key, item);
  for (const [key, item] of Object.entries(update)) {
    const present = Object.hasOwn(made, key) ? made[key] : undefined;
    setMember(made, key, present === undefined ? item : merge(present, item));
  }
  return made;
}

/** The leaves of an update come from their own line of the overlay; what they stand in keeps its origin. */
function mark(
  origins: Map<string, Origin>,
  pointer: string,
  update: Json,
  from: string,
  document: TextDocument,
): void {
  if (isObject(update)) {
    for (const [key, item] of Object.entries(update))
      mark(origins, at(pointer, key), item, at(from, key), document);
  } else {
    const { file, line, column } = document.place(from);
    origins.set(pointer, { places: [{ file, line, column }] });
  }
}
