import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Fence, Page } from '../markdown/page.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import { Lines } from '../model/lines.ts';
import type { Span } from '../model/place.ts';
import { pointer as at, pointerTokens } from '../model/pointer.ts';
import type { ExampleBody, Located } from './fact.ts';
import { type RepairedJson, repairJson } from './repair-json.ts';

/** A part of a fence's content as a body: JSON where it is JSON, and the places of its values. */
export function exampleBody(page: Page, fence: Fence, from: number, to: number): ExampleBody {
  const text = fence.content.slice(from, to);
  return bodyOf(text, placer(page, fence, from, text));
}

type Placer = (start: number, end: number) => Span;

function bodyOf(text: string, spanOf: Placer): ExampleBody {
  const { json, fault, mended } = parseBody(text, spanOf);
  const read = mended?.text ?? text;
  const sourceOf = (offset: number) => mended?.sourceOf(offset) ?? offset;
  return {
    text,
    at: spanOf(0, text.length),
    json,
    fault,
    numberTexts: () =>
      suspect.test(read) && json !== undefined ? numberTexts(treeOf(read), read) : new Map(),
    place(pointer, part = 'value') {
      const node = nearest(treeOf(read), json, pointerTokens(pointer), part);
      if (!node) return spanOf(0, text.length);
      const start = sourceOf(node.offset);
      return spanOf(start, Math.max(start, sourceOf(node.offset + node.length - 1) + 1));
    },
  };
}

/**
 * Where offsets of a body stand in its page. Holds numbers and not the page, because facts outlive pages: the lines of
 * a fence are lines of the page, each without the same beginning or, rarely, without one of its own.
 */
function placer(page: Page, fence: Fence, from: number, text: string): Placer {
  const { file } = page;
  const first = page.lines.position(fence.offsetOf(from));
  const lines = new Lines(text);
  const columns = fence.plain ? undefined : columnsOf(page, fence, from, lines);
  const positionOf = (offset: number) => {
    const { line, column } = lines.position(offset);
    const shift = line === 1 ? first.column : (columns?.[line - 1] ?? 1);
    return { line: first.line + line - 1, column: column + shift - 1 };
  };
  return (start, end) => {
    const { line, column } = positionOf(start);
    const last = positionOf(end);
    return { file, line, column, endLine: last.line, endColumn: last.column };
  };
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
  readonly fault: Located<string> | undefined;
  /** Where the text was mended: that which `json` was read from. */
  readonly mended: RepairedJson | undefined;
}

/** Strict first; then what can be mended without a guess. All that was mended is named, where it stands first. */
function parseBody(text: string, spanOf: Placer): ParsedBody {
  try {
    return { json: JSON.parse(text), fault: undefined, mended: undefined };
  } catch {
    const mended = /^\s*[{["\u201c]/.test(text) ? repairJson(text) : undefined;
    const json = mended && parsed(mended.text);
    const [first] = mended?.repairs ?? [];
    if (mended && json !== undefined && first) {
      const value = [...new Set(mended.repairs.map((repair) => repair.what))].join(', ');
      return { json, fault: { value, at: spanOf(first.offset, first.offset + first.length) }, mended };
    }
    const errors: ParseError[] = [];
    parseTree(text, errors, lenient);
    const error = errors[0];
    const reason = error ? words(printParseErrorCode(error.error)) : 'a control character in a string';
    const offset = Math.min(error?.offset ?? 0, text.length);
    const end = Math.min(text.length, offset + (error?.length ?? 1));
    return { json: undefined, fault: { value: reason, at: spanOf(offset, end) }, mended: undefined };
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
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
