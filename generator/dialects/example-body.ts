import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Fence, Page } from '../markdown/page.ts';
import { isArray, isObject, type Json } from '../model/json.ts';
import type { Span } from '../model/place.ts';
import { pointer as at, pointerTokens } from '../model/pointer.ts';
import type { ExampleBody, Located } from './fact.ts';

/** A part of a fence's content as a body: JSON where it is JSON, and the places of its values. */
export function exampleBody(page: Page, fence: Fence, from: number, to: number): ExampleBody {
  const text = fence.content.slice(from, to);
  const spanOf = (start: number, end: number): Span =>
    page.place({ start: fence.offsetOf(from + start), end: fence.offsetOf(from + end) });
  const parsed = parseBody(text, spanOf);
  const tree = () => parseTree(text, undefined, lenient);
  let made: { tree: Node | undefined } | undefined;
  return {
    text,
    at: spanOf(0, text.length),
    ...parsed,
    numberTexts: () =>
      suspect.test(text) && parsed.json !== undefined ? numberTexts(tree(), text) : new Map(),
    place(pointer, part = 'value') {
      made ??= { tree: tree() };
      const node = nearest(made.tree, parsed.json, pointerTokens(pointer), part);
      return node ? spanOf(node.offset, node.offset + node.length) : spanOf(0, text.length);
    },
  };
}

const lenient = { allowTrailingComma: true, disallowComments: false };

/**
 * Strict first. What differs from JSON by comments and trailing commas alone is repaired, because their meaning is
 * plain; anything else is not guessed.
 */
function parseBody(
  text: string,
  spanOf: (start: number, end: number) => Span,
): { json: Json | undefined; fault: Located<string> | undefined } {
  try {
    return { json: JSON.parse(text), fault: undefined };
  } catch {
    const strict: ParseError[] = [];
    parseTree(text, strict, { disallowComments: true });
    const repaired: ParseError[] = [];
    const tree = parseTree(text, repaired, lenient);
    const first = (repaired.length > 0 ? repaired : strict)[0];
    const reason = first ? words(printParseErrorCode(first.error)) : 'a control character in a string';
    const offset = Math.min(first?.offset ?? 0, text.length);
    const fault = { value: reason, at: spanOf(offset, Math.min(text.length, offset + (first?.length ?? 1))) };
    const json: Json | undefined = tree && repaired.length === 0 ? getNodeValue(tree) : undefined;
    return { json, fault };
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
