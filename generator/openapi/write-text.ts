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

/** Some members of a document, and the digits of their numbers by pointers into the document. */
export interface DocumentPart {
  readonly document: JsonObject;
  readonly numberTexts: ReadonlyMap<string, string>;
}

/** A piece of a document's JSON text: members of `paths`, or what stands around them. */
export interface TextPiece {
  readonly text: string;
  readonly paths: boolean;
}

/**
 * Prints the same bytes as `writeText` in JSON part by part: the members before `paths`, then some paths a part, and then
 * the members behind them. The text of a large reference as one string would be larger than all that it is made of.
 */
export class DocumentText {
  #mark = '{';
  /** How many paths there were so far; none where `paths` is not open. */
  #inside: number | undefined;

  /** A piece of paths begins with the comma that parts them from those before. */
  part({ document, numberTexts }: DocumentPart): TextPiece[] {
    const numbers = treeOf(numberTexts);
    const paths = document['paths'];
    if (!isObject(paths)) {
      const text = `${this.#leave()}${this.#mark}\n${members(document, numbers, '')}`;
      this.#mark = ',';
      return [{ text, paths: false }];
    }
    const pieces: TextPiece[] = [];
    if (this.#inside === undefined) pieces.push({ text: `${this.#mark}\n  "paths": {`, paths: false });
    this.#mark = ',';
    const before = this.#inside ?? 0;
    const text = members(paths, numbers?.get('paths'), '  ');
    this.#inside = text === '' ? before : before + 1;
    if (text !== '') pieces.push({ text: `${before === 0 ? '' : ','}\n${text}`, paths: true });
    return pieces;
  }

  end(): TextPiece {
    return { text: `${this.#leave()}\n}\n`, paths: false };
  }

  #leave(): string {
    const end = this.#inside === undefined ? '' : this.#inside === 0 ? '}' : '\n  }';
    this.#inside = undefined;
    return end;
  }
}

/** The lines between the braces of an object that stands that deep. */
function members(value: JsonObject, numbers: NumberTree | undefined, indent: string): string {
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
  const lines = members.join(',\n');
  return list ? `[\n${lines}\n${indent}]` : `{\n${lines}\n${indent}}`;
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
