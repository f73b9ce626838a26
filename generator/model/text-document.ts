import type { ParseError, ParseErrorCode } from 'jsonc-parser';
import type { Node, ParsedNode } from 'yaml';
import { decode, foreignText, type InputProblems, inputProblems } from './decode.ts';
import { type Area, type Diagnostic, defineProblem, type Problem, type Result } from './diagnostic.ts';
import { isArray, type Json } from './json.ts';
import { JsonPlaces } from './json-places.ts';
import { library } from './library.ts';
import { Lines } from './lines.ts';
import { once } from './once.ts';
import { type Place, startOf } from './place.ts';
import { pointerTokens } from './pointer.ts';
import { repeatedKeys, writtenMembers } from './repeated-keys.ts';
import { Utf8Lines, withoutMark } from './utf8-lines.ts';

const yamlLibrary = library<typeof import('yaml')>('yaml');
const jsonParser = library<typeof import('jsonc-parser')>('jsonc-parser');

/** A JSON or YAML text as values; places are found when a diagnostic asks for one (a positioned tree is dear). */
export interface TextDocument {
  readonly file: string;
  readonly format: 'json' | 'yaml';
  readonly root: Json;
  /** Where the value of a pointer stands, or its key; the nearest ancestor that exists if it does not. */
  place(pointer: string, part?: 'key' | 'value'): Place;
  /** The text of one line, for code frames. */
  line(number: number): string;
}

export interface ReadOptions {
  readonly area: Area;
  /** Where an area has several kinds of file: what the codes' names begin with (`accept` in `config/accept-syntax`). */
  readonly kind?: string;
  /** For messages: "an OpenAPI 3.0 or 3.1 document". */
  readonly wanted: string;
  readonly limits?: Partial<Limits>;
}

/** Bounds of what is read; beyond them the file is refused, because a spec may come from anybody. */
export interface Limits {
  /** Bytes of one file. */
  readonly bytes: number;
  /** Levels of arrays and objects in each other. */
  readonly depth: number;
  /** Aliases a YAML file may expand to. */
  readonly aliases: number;
}

export const defaultLimits: Limits = { bytes: 128 * 1024 * 1024, depth: 128, aliases: 10_000 };

const problemsByKind = new Map<string, InputProblems & DocumentProblems>();

interface DocumentProblems {
  readonly syntax: Problem<{ reason: string }>;
  readonly tooDeep: Problem<{ limit: number }>;
  readonly keyRepeated: Problem<{ key: string }>;
}

/** What can be wrong with a file before anybody looks at what it says. */
export function documentProblems({
  area,
  kind,
}: Pick<ReadOptions, 'area' | 'kind'>): InputProblems & DocumentProblems {
  const of = `${area}/${kind === undefined ? '' : `${kind}-`}` as const;
  const known = problemsByKind.get(of);
  if (known) return known;
  const made = {
    ...inputProblems(area, kind),
    syntax: defineProblem<{ reason: string }>({
      code: `${of}syntax`,
      severity: 'error',
      summary: 'The file is not well-formed JSON or YAML.',
      message: (p) => p.reason,
    }),
    tooDeep: defineProblem<{ limit: number }>({
      code: `${of}too-deep`,
      severity: 'error',
      summary: 'The file nests deeper than the limit.',
      message: (p) => `values are nested more than ${p.limit} levels deep`,
    }),
    keyRepeated: defineProblem<{ key: string }>({
      code: `${of}key-repeated`,
      severity: 'warning',
      summary: 'An object of a JSON file has the same name twice; the last one counts.',
      message: (p) => `${JSON.stringify(p.key)} stands in this object already; this one counts`,
      help: 'Take one of the two out, or correct its name: others may read the first one (RFC 8259, 4).',
    }),
  };
  problemsByKind.set(of, made);
  return made;
}

/** Bytes to values, by the same steps for every kind of file: encoding, what it is, syntax, bounds. */
export function readTextDocument(
  bytes: Uint8Array,
  file: string,
  options: ReadOptions,
): Result<TextDocument | undefined> {
  const problems = documentProblems(options);
  const limits = { ...defaultLimits, ...options.limits };
  const refuse = (diagnostic: Diagnostic) => ({ value: undefined, diagnostics: [diagnostic] });
  if (bytes.length > limits.bytes) {
    return refuse(problems.tooLarge.at(startOf(file), { file, bytes: bytes.length, limit: limits.bytes }));
  }
  const decoded = decode(bytes, file, problems);
  const text = decoded.value;
  if (text === undefined) return { value: undefined, diagnostics: decoded.diagnostics };
  if (text.trim() === '') return refuse(problems.empty.at(startOf(file), { file, wanted: options.wanted }));
  const json = /^\s*[{[]/.test(text) ? jsonOf(text) : undefined;
  // Nothing that reads as JSON is anything else, and to look for merge marks in a large document takes time.
  const foreign = json && 'root' in json ? undefined : foreignText(text);
  if (foreign) {
    const at = { file, ...new Lines(text).position(foreign.offset) };
    return refuse(problems.foreign.at(at, { file, found: foreign.found, wanted: options.wanted }));
  }
  const parsed =
    json === undefined
      ? parseYaml(text, file, limits)
      : 'root' in json
        ? jsonDocument(json.root, utf8Of(bytes, text), file)
        : almostJson(text, file, json.error);
  if ('fault' in parsed) return refuse(problems.syntax.at(parsed.at, { reason: parsed.fault }));
  const members = membersWithin(parsed.root, limits.depth);
  if (members === undefined) return refuse(problems.tooDeep.at(startOf(file), { limit: limits.depth }));
  // A parser drops what comes again, and YAML's refuses it: only where some are missing it is looked which.
  if (json === undefined || !('root' in json)) return { value: parsed, diagnostics: [] };
  const utf8 = utf8Of(bytes, text);
  if (writtenMembers(utf8) === members) return { value: parsed, diagnostics: [] };
  return {
    value: jsonDocument(json.root, utf8, file, 'last'),
    diagnostics: repeats(utf8, file, problems),
  };
}

function repeats(
  utf8: Uint8Array,
  file: string,
  { keyRepeated }: Pick<DocumentProblems, 'keyRepeated'>,
): readonly Diagnostic[] {
  const lines = new Utf8Lines(utf8);
  return repeatedKeys(utf8).map(({ pointer, key, at, first }) =>
    keyRepeated.at({ file, ...lines.position(at), pointer }, { key }, [
      { message: 'the first one', at: { file, ...lines.position(first) } },
    ]),
  );
}

/** What is wrong with a text. */
export interface Fault {
  readonly fault: string;
  readonly at: Place;
}

/** The bytes of a text without a mark: those that it was read from, where they are UTF-8. */
function utf8Of(bytes: Uint8Array, text: string): Uint8Array {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return new TextEncoder().encode(text);
  return withoutMark(bytes);
}

function jsonOf(text: string): { readonly root: Json } | { readonly error: unknown } {
  try {
    return { root: JSON.parse(text) };
  } catch (error) {
    return { error };
  }
}

/** Keeps the bytes, not the text: of a large document that is two or three times as much. */
function jsonDocument(
  root: Json,
  utf8: Uint8Array,
  file: string,
  repeated: 'first' | 'last' = 'first',
): TextDocument {
  const lines = once(() => new Utf8Lines(utf8));
  const places = once(() => new JsonPlaces(utf8, repeated));
  const place = (at: string, part: 'key' | 'value' = 'value'): Place =>
    placeWhenAsked(file, at, () => lines().position(places().find(pointerTokens(at))[part]));
  return { file, format: 'json', root, place, line: (n) => lines().line(n) };
}

/** Most findings of a large document are counted and not shown: where they stand is looked for when somebody asks. */
function placeWhenAsked(file: string, pointer: string, find: () => Pick<Place, 'line' | 'column'>): Place {
  const position = once(find);
  return {
    file,
    get line() {
      return position().line;
    },
    get column() {
      return position().column;
    },
    pointer,
  };
}

const largestFlow = 4 * 1024 * 1024;

/**
 * A YAML flow mapping begins like JSON; if YAML reads it, it was meant so. Nobody writes megabytes of one, and to read a
 * broken recording so takes minutes.
 */
function almostJson(text: string, file: string, error: unknown): TextDocument | Fault {
  const yaml = text.length > largestFlow ? undefined : parseYaml(text, file, defaultLimits);
  return !yaml || 'fault' in yaml ? jsonFault(text, file, error) : yaml;
}

/** What is wrong with a text that is to be JSON and is not, and where. */
export function jsonFault(text: string, file: string, error: unknown): Fault {
  const { visit, printParseErrorCode } = jsonParser();
  const errors: Pick<ParseError, 'error' | 'offset'>[] = [];
  const onError = (found: ParseErrorCode, offset: number) => {
    if (errors.length === 0) errors.push({ error: found, offset });
  };
  try {
    visit(text, { onError }, { disallowComments: true });
  } catch (overflow) {
    // It works by recursion; what is wrong stands below where that ends.
    if (errors.length === 0)
      return { fault: `not well-formed JSON: ${recursionReason(overflow)}`, at: startOf(file) };
  }
  const first = errors[0];
  const at = { file, ...new Lines(text).position(first?.offset ?? 0) };
  const reason = first
    ? printParseErrorCode(first.error)
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
    : String(error);
  const end = first && first.offset >= text.trimEnd().length ? ' (the text ends too early)' : '';
  return { fault: `not well-formed JSON: ${reason}${end}`, at };
}

function parseYaml(text: string, file: string, limits: Limits): TextDocument | Fault {
  const document = yamlLibrary().parseDocument(text, {
    prettyErrors: false,
    logLevel: 'error',
    stringKeys: true,
  });
  const lines = once(() => new Lines(text));
  const first = document.errors[0];
  if (first)
    return {
      fault: `not well-formed YAML: ${yamlReason(first)}`,
      at: { file, ...lines().position(first.pos[0]) },
    };
  let root: Json;
  try {
    root = document.toJS({ maxAliasCount: limits.aliases });
  } catch (error) {
    return {
      fault: `not well-formed YAML: ${yamlReason(error)}`,
      at: startOf(file),
    };
  }
  const place = (at: string, part: 'key' | 'value' = 'value'): Place =>
    placeWhenAsked(file, at, () => lines().position(yamlOffset(document.contents, pointerTokens(at), part)));
  return { file, format: 'yaml', root, place, line: (n) => lines().line(n) };
}

function yamlReason(error: unknown): string {
  const reason = recursionReason(error);
  return /multiple documents/.test(reason) ? 'the file holds several YAML documents (---)' : reason;
}

/** Parsers work by recursion; their own words for too much of it are the engine's. */
function recursionReason(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return /call stack/i.test(reason) ? 'values are nested too deeply' : reason;
}

function yamlOffset(contents: ParsedNode | null, tokens: readonly string[], part: 'key' | 'value'): number {
  const { isCollection, isMap } = yamlLibrary();
  let node: Node | null = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const [i, token] of tokens.entries()) {
    if (!isCollection(node)) return offset;
    const next: Node | undefined = childOf(node, token);
    if (!next) return offset;
    const key = isMap(node) ? keyOf(node.items, token) : undefined;
    offset = (part === 'key' && i === tokens.length - 1 ? key : next)?.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}

function childOf(node: Node, token: string): Node | undefined {
  const { isMap, isSeq } = yamlLibrary();
  const child = isSeq(node) ? node.items[Number(token)] : isMap(node) ? node.get(token, true) : undefined;
  return child && typeof child === 'object' && 'range' in child ? (child as Node) : undefined;
}

function keyOf(items: readonly unknown[], token: string): Node | undefined {
  const { isPair, isScalar } = yamlLibrary();
  for (const item of items)
    if (isPair(item) && isScalar(item.key) && item.key.value === token) return item.key;
  return undefined;
}

/** How many members all objects have together; undefined beyond the limit, since recursion may not be safe there. */
function membersWithin(value: Json, limit: number): number | undefined {
  const members = typeof value === 'object' && value !== null ? membersOf(value, limit) : 0;
  return members < 0 ? undefined : members;
}

/** Asked of lists and objects alone: most values are neither, and documents have hundreds of thousands. Negative: too deep. */
function membersOf(value: Json & object, limit: number): number {
  if (limit < 0) return -1;
  let count = 0;
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item = value[i];
      if (typeof item !== 'object' || item === null) continue;
      const members = membersOf(item, limit - 1);
      if (members < 0) return -1;
      count += members;
    }
    return count;
  }
  // What stands in a document has no inherited members, and lists of its values would be made of every object.
  for (const key in value) {
    count++;
    const child = value[key];
    if (typeof child !== 'object' || child === null) continue;
    const members = membersOf(child, limit - 1);
    if (members < 0) return -1;
    count += members;
  }
  return count;
}
