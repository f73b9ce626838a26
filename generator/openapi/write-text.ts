import { Document, type ScalarTag } from 'yaml';
import { isArray, isObject, type Json, type JsonObject, setMember } from '../model/json.ts';
import { pointer, pointerTokens } from '../model/pointer.ts';

/** A number by its digits: `1.0`, `1e3` and numbers beyond 2^53 are printed as the page shows them. */
class NumberText {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

type Printed = Json | NumberText | readonly Printed[] | { readonly [key: string]: Printed };

/** The document as text that ends with a line end. Same document, same bytes. */
export function writeText(
  document: JsonObject,
  numberTexts: ReadonlyMap<string, string>,
  format: 'yaml' | 'json',
): string {
  if (format === 'json') return `${json(document, treeOf(numberTexts), '')}\n`;
  return yaml(numberTexts.size === 0 ? document : withNumbers(document, numberTexts, ''));
}

/** The keys that lead to an object whose members are written in several parts. */
export type Within =
  | readonly []
  | readonly ['paths']
  | readonly ['components']
  | readonly ['components', 'schemas'];

/** Some members of a document, and the digits of their numbers by pointers into the document. */
export interface DocumentPart {
  readonly within: Within;
  readonly members: JsonObject;
  readonly numberTexts: ReadonlyMap<string, string>;
}

/** What a piece of text is of: members of `paths`, members of `components/schemas`, or what stands around both. */
export type Section = 'paths' | 'schemas' | 'frame';

/** A piece of a document's JSON text: what parts it from the piece before, and the text; in one the text would be copied. */
export interface TextPiece {
  readonly mark: string;
  readonly text: string;
  readonly section: Section;
}

/**
 * Prints the same bytes as `writeText` in JSON part by part, in the order of the document. The text of a large reference
 * as one string would be larger than all that it is made of.
 */
export class DocumentText {
  /** The keys of the objects that are open within the document, the outermost first. */
  readonly #keys: string[] = [];
  /** Of each, behind that of the document itself, whether it has a member already; none before the first part. */
  readonly #filled: boolean[] = [];

  part({ within, members, numberTexts }: DocumentPart): TextPiece[] {
    const frame = this.#enter(within);
    const pieces: TextPiece[] = frame === '' ? [] : [{ mark: '', text: frame, section: 'frame' }];
    const numbers = within.reduce<NumberTree | undefined>(below, treeOf(numberTexts));
    const text = lines(members, numbers, '  '.repeat(within.length));
    if (text !== '') pieces.push({ mark: `${this.#comma()}\n`, text, section: sectionOf(within) });
    return pieces;
  }

  end(): TextPiece {
    const text = this.#enter([]);
    return { mark: '', text: `${text}${this.#filled[0] ? '\n' : ''}}\n`, section: 'frame' };
  }

  /** Closes objects and opens others. */
  #enter(within: readonly string[]): string {
    let text = '';
    if (this.#filled.length === 0) {
      this.#filled.push(false);
      text += '{';
    }
    while (this.#keys.some((key, i) => key !== within[i])) {
      this.#keys.pop();
      text += this.#filled.pop() ? `\n${'  '.repeat(this.#filled.length)}}` : '}';
    }
    for (const key of within.slice(this.#keys.length)) {
      text += `${this.#comma()}\n${'  '.repeat(this.#filled.length)}${JSON.stringify(key)}: {`;
      this.#keys.push(key);
      this.#filled.push(false);
    }
    return text;
  }

  /** What stands before the next member of the innermost object. */
  #comma(): string {
    const last = this.#filled.length - 1;
    const comma = this.#filled[last] ? ',' : '';
    this.#filled[last] = true;
    return comma;
  }
}

function sectionOf([first, second]: Within): Section {
  if (first === 'paths') return 'paths';
  return second ?? 'frame';
}

function below(numbers: NumberTree | undefined, key: string): NumberTree | undefined {
  return numbers instanceof Map ? numbers.get(key) : undefined;
}

/** The lines between the braces of an object that stands that deep. */
function lines(value: JsonObject, numbers: NumberTree | undefined, indent: string): string {
  const text = json(value, numbers, indent);
  return text.slice(2, -indent.length - 2);
}

/** Puts the digits where the number still is the one that they spell (an overlay may have changed it). */
function withNumbers(value: Json, texts: ReadonlyMap<string, string>, at: string): Printed {
  if (typeof value === 'number') {
    const digits = texts.get(at);
    return digits !== undefined && Number(digits) === value ? new NumberText(digits) : value;
  }
  if (isArray(value)) return value.map((item, i) => withNumbers(item, texts, pointer(at, i)));
  if (!isObject(value)) return value;
  const made: Record<string, Printed> = {};
  for (const [key, item] of Object.entries(value))
    setMember(made, key, withNumbers(item, texts, pointer(at, key)));
  return made;
}

const numberTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof NumberText,
  resolve: (text) => Number(text),
  stringify: ({ value }) => (value instanceof NumberText ? value.digits : String(value)),
};

/**
 * YAML 1.2, with quotes also around what YAML 1.1 would read as something else than text (dates, `yes`, `1_000`):
 * many tools still read 1.1. Long lines are not folded, so that a change of one word changes one line.
 */
function yaml(value: Printed): string {
  const document = new Document(value, {
    version: '1.2',
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
    customTags: [numberTag],
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}

/** The digits of a number, or what lies below a pointer's token on the way to some. */
type NumberTree = string | ReadonlyMap<string, NumberTree>;

type Branch = Map<string, NumberTree>;

function treeOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, NumberTree> | undefined {
  if (texts.size === 0) return undefined;
  const root: Branch = new Map();
  for (const [at, digits] of texts) {
    const tokens = pointerTokens(at);
    const last = tokens.pop();
    let node = root;
    for (const token of tokens) {
      const known = node.get(token);
      const next: Branch = known instanceof Map ? known : new Map();
      node.set(token, next);
      node = next;
    }
    if (last !== undefined) node.set(last, digits);
  }
  return root;
}

/** Member by member only where numbers lie below that are printed by their digits; all else in one go. */
function json(value: Json, numbers: NumberTree | undefined, indent: string): string {
  if (typeof value === 'number' && typeof numbers === 'string' && Number(numbers) === value) return numbers;
  if (!(numbers instanceof Map) || typeof value !== 'object' || value === null) return plain(value, indent);
  const deeper = `${indent}  `;
  const list = isArray(value);
  const members = list
    ? value.map((item, i) => deeper + json(item, numbers.get(String(i)), deeper))
    : Object.entries(value).map(
        ([key, item]) => `${deeper}${JSON.stringify(key)}: ${json(item, numbers.get(key), deeper)}`,
      );
  if (members.length === 0) return list ? '[]' : '{}';
  const inside = members.join(',\n');
  return list ? `[\n${inside}\n${indent}]` : `{\n${inside}\n${indent}}`;
}

/** Indented as if it stood that deep: within so many lists, which are then cut off. */
function plain(value: Json, indent: string): string {
  let nested: Json = value;
  let around = 0;
  for (let depth = 0; depth < indent.length; depth += 2) {
    nested = [nested];
    // `[`, a line end and the indentation of what stands in it.
    around += 2 + depth + 2;
  }
  const text = JSON.stringify(nested, null, 2);
  return around === 0 ? text : text.slice(around, text.length - around + indent.length);
}
