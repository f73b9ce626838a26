import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Fence, Page } from '../markdown/page.ts';
import { isArray, isObject, type Json, parsedJson } from '../model/json.ts';
import { Lines } from '../model/lines.ts';
import type { Span } from '../model/place.ts';
import { pointer as at, pointerTokens } from '../model/pointer.ts';
import type { ExampleBody, Located } from './fact.ts';
import { type RepairedJson, repairJson } from './repair-json.ts';

/** A part of a fence's content as a body: JSON where it is JSON, and the places of its values. */
export function exampleBody(page: Page, fence: Fence, from: number, to: number): ExampleBody {
  const text = fence.content.slice(from, to);
  const { line, column } = page.lines.position(fence.offsetOf(from));
  const columns = fence.plain ? undefined : columnsOf(page, fence, from, new Lines(text));
  return new PageBody({ text, file: page.file, line, column, columns });
}

/** A body as {@link exampleBody} made it, from what `JSON.stringify` made of that one. */
export function revivedBody(written: unknown): ExampleBody {
  return new PageBody(written as WrittenBody);
}

interface WrittenBody {
  readonly text: string;
  readonly file: string;
  /** Where the first line begins. */
  readonly line: number;
  readonly column: number;
  /** The columns at which lines begin; undefined where all but the first begin where those of the page do. */
  readonly columns: readonly number[] | undefined;
}

/** Holds numbers and not the page, because facts outlive pages. What the text says is read when somebody asks. */
class PageBody implements ExampleBody {
  readonly at: Span;
  readonly #written: WrittenBody;
  readonly #lines: Lines;
  #parsed: ParsedBody | undefined;

  constructor(written: WrittenBody) {
    this.#written = written;
    this.#lines = new Lines(written.text);
    this.at = this.#span(0, written.text.length);
  }

  get text(): string {
    return this.#written.text;
  }

  get json(): Json | undefined {
    return this.#read().json;
  }

  get fault(): Located<string> | undefined {
    const { fault } = this.#read();
    return fault && { value: fault.reason, at: this.#span(fault.start, fault.end) };
  }

  numberTexts(): ReadonlyMap<string, string> {
    const { json, mended } = this.#read();
    const read = mended?.text ?? this.text;
    return suspect.test(read) && json !== undefined ? numberTexts(treeOf(read), read) : new Map();
  }

  place(pointer: string, part: 'key' | 'value' = 'value'): Span {
    const { json, mended } = this.#read();
    const node = nearest(treeOf(mended?.text ?? this.text), json, pointerTokens(pointer), part);
    if (!node) return this.at;
    const sourceOf = (offset: number) => mended?.sourceOf(offset) ?? offset;
    const start = sourceOf(node.offset);
    return this.#span(start, Math.max(start, sourceOf(node.offset + node.length - 1) + 1));
  }

  toJSON(): WrittenBody {
    return this.#written;
  }

  #read(): ParsedBody {
    this.#parsed ??= parseBody(this.text);
    return this.#parsed;
  }

  #span(start: number, end: number): Span {
    const first = this.#position(start);
    const last = this.#position(end);
    const { file } = this.#written;
    return { file, ...first, endLine: last.line, endColumn: last.column };
  }

  #position(offset: number): { line: number; column: number } {
    const { line, column } = this.#lines.position(offset);
    const { line: first, column: begin, columns } = this.#written;
    const shift = line === 1 ? begin : (columns?.[line - 1] ?? 1);
    return { line: first + line - 1, column: column + shift - 1 };
  }
}

/** The column of the page at which each line of a body begins. */
function columnsOf(page: Page, fence: Fence, from: number, lines: Lines): number[] {
  return Array.from({ length: lines.count }, (_, i) => {
    const start = lines.start(i + 1);
    return page.lines.position(fence.offsetOf(from + start)).column;
  });
}

/** The last text's tree: one body is asked for many places in a row, and a tree is much larger than its text. */
let last: { readonly text: string; readonly tree: Node | undefined } | undefined;

function treeOf(text: string): Node | undefined {
  if (last?.text !== text) last = { text, tree: parseTree(text, undefined, lenient) };
  return last.tree;
}

const lenient = { allowTrailingComma: true, disallowComments: false };

interface ParsedBody {
  readonly json: Json | undefined;
  /** Where and why the text is not JSON. */
  readonly fault: { readonly reason: string; readonly start: number; readonly end: number } | undefined;
  /** Where the text was mended: that which `json` was read from. */
  readonly mended: RepairedJson | undefined;
}

/** Strict first; then what can be mended without a guess. All that was mended is named, where it stands first. */
function parseBody(text: string): ParsedBody {
  try {
    return { json: JSON.parse(text), fault: undefined, mended: undefined };
  } catch {
    const mended = /^\s*[{["\u201c]/.test(text) ? repairJson(text) : undefined;
    const json = mended && parsedJson(mended.text);
    const [first] = mended?.repairs ?? [];
    if (mended && json !== undefined && first) {
      const reason = [...new Set(mended.repairs.map((repair) => repair.what))].join(', ');
      return { json, fault: { reason, start: first.offset, end: first.offset + first.length }, mended };
    }
    const errors: ParseError[] = [];
    parseTree(text, errors, lenient);
    const error = errors[0];
    const reason = error ? words(printParseErrorCode(error.error)) : 'a control character in a string';
    const start = Math.min(error?.offset ?? 0, text.length);
    const end = Math.min(text.length, start + (error?.length ?? 1));
    return { json: undefined, fault: { reason, start, end }, mended: undefined };
  }
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function nearest(
  tree: Node | undefined,
  json: Json | undefined,
  tokens: readonly string[],
  part: 'key' | 'value',
): Node | undefined {
  for (let length = tokens.length; tree && length >= 0; length--) {
    const node = findNodeAtLocation(tree, typed(json, tokens.slice(0, length)));
    if (!node) continue;
    const key = part === 'key' && node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return key ?? node;
  }
  return undefined;
}

/** jsonc-parser tells array indices from keys by type, a pointer does not. */
function typed(json: Json | undefined, tokens: readonly string[]): (string | number)[] {
  let value = json;
  return tokens.map((token) => {
    if (isArray(value)) {
      value = value[Number(token)];
      return Number(token);
    }
    value = isObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
    return token;
  });
}

/** What may be a number that JavaScript prints otherwise; a cheap question before a dear one. */
const suspect = /\d[eE]|\.\d*0(?!\d)|\d{16}|-0/;

function numberTexts(tree: Node | undefined, text: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (node: Node | undefined, pointer: string): void => {
    if (node?.type === 'number') {
      const digits = text.slice(node.offset, node.offset + node.length);
      if (JSON.stringify(Number(digits)) !== digits) found.set(pointer, digits);
    }
    for (const [i, child] of (node?.children ?? []).entries()) {
      if (node?.type === 'array') walk(child, at(pointer, i));
      else walk(child.children?.[1], at(pointer, String(child.children?.[0]?.value)));
    }
  };
  walk(tree, '');
  return found;
}
