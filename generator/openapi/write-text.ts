import { Document, type ScalarTag } from 'yaml';
import { isArray, isObject, type Json, type JsonObject, setMember } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';

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
  const printed = numberTexts.size === 0 ? document : withNumbers(document, numberTexts, '');
  return format === 'json' ? `${json(printed, '')}\n` : yaml(printed);
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

function json(value: Printed, indent: string): string {
  if (value instanceof NumberText) return value.digits;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items: readonly Printed[] = value;
    if (items.length === 0) return '[]';
    return `[\n${items.map((item) => deeper + json(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}: ${json(item, deeper)}`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}
