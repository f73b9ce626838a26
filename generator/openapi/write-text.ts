import { Document, type ScalarTag } from 'yaml';
import { entries, isArray, isObject, type Json, type JsonObject, setMember } from '../model/json.ts';
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

/** A piece of a document's JSON text: some members of `paths`, or what stands around them. */
export interface TextPiece {
  readonly text: string;
  readonly paths: boolean;
}

/** So long a piece at least: few enough pieces, and none that is felt in memory. */
const pieceLength = 1 << 20;

/**
 * The same bytes as `writeText` in JSON, piece by piece: what is before the first path, some paths at a time with the
 * comma that parts them from those before, and what follows the last. The text of a large reference as one string
 * would be larger than all that it is made of.
 */
export function* jsonPieces(
  document: JsonObject,
  numberTexts: ReadonlyMap<string, string>,
): Generator<TextPiece> {
  const numbers = treeOf(numberTexts) ?? new Map<string, NumberTree>();
  const around = new Map([...numbers].filter(([key]) => key !== 'paths'));
  const frame = `${json({ ...document, paths: {} }, around, '')}\n`;
  // No string of JSON text holds a line end, so that this can be nothing but the member of the document itself.
  const mark = '\n  "paths": {';
  const paths = entries(document['paths']);
  const split = frame.indexOf(`${mark}}`) + mark.length;
  if (paths.length === 0 || split < mark.length) {
    yield { text: writeText(document, numberTexts, 'json'), paths: false };
    return;
  }
  yield { text: frame.slice(0, split), paths: false };
  const below = numbers.get('paths');
  let text = '';
  for (const [i, [path, item]] of paths.entries()) {
    const own = below instanceof Map ? below.get(path) : undefined;
    text += `${i === 0 ? '' : ','}\n    ${JSON.stringify(path)}: ${json(item, own, '    ')}`;
    if (text.length < pieceLength && i < paths.length - 1) continue;
    yield { text, paths: true };
    text = '';
  }
  yield { text: `\n  ${frame.slice(split)}`, paths: false };
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
