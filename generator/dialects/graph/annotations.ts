import { getNodeValue, type ParseError, parseTree } from 'jsonc-parser';
import type { Block, Comment, Fence } from '../../markdown/page.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { isObject, type Json, type JsonObject } from '../../model/json.ts';
import type { Span } from '../../model/place.ts';
import type { Reading } from './reading.ts';
import { placeWithin } from './reading.ts';

const malformed = defineProblem<{ reason: string }>({
  code: 'docs/annotation-malformed',
  severity: 'warning',
  summary: 'The annotation of a code block is not well-formed JSON.',
  message: (p) => `this annotation is not well-formed JSON (${p.reason}); what can be read of it is used`,
});

/** apidoctor's comment above a code block: `<!-- { "blockType": "resource", … } -->`. */
export interface Annotation {
  readonly json: JsonObject;
  readonly at: Span;
  /** Where the value of a key stands; the whole comment if it is not found. */
  place(key: string): Span;
}

/** The annotations of a page's fences. A comment belongs to the fence that follows it with nothing between them. */
export function annotationsOf(reading: Reading): ReadonlyMap<Fence, Annotation> {
  const found = new Map<Fence, Annotation>();
  let pending: Annotation | undefined;
  for (const block of reading.page.blocks) {
    if (block.kind === 'fence') {
      if (pending) found.set(block, pending);
      pending = undefined;
    } else if (block.kind === 'comment') pending = annotation(reading, block) ?? pending;
    else if (!transparent(block)) pending = undefined;
  }
  return found;
}

function transparent(block: Block): boolean {
  return block.kind === 'tab' || block.kind === 'include';
}

function annotation(reading: Reading, comment: Comment): Annotation | undefined {
  const text = reading.page.text.slice(comment.body.start, comment.body.end);
  if (!/^\s*\{/.test(text)) return undefined;
  const at = reading.page.place(comment.range);
  const json = parse(reading, text, at);
  if (!isObject(json)) return undefined;
  return { json, at, place: (key) => placeWithin(reading.page, comment.body, keyText(text, key)) };
}

/** From the key to the end of its line, so that the place is that of the entry and not of the comment. */
function keyText(text: string, key: string): string {
  const quoted = JSON.stringify(key);
  const start = text.indexOf(quoted);
  if (start === -1) return '';
  const match = /^"[^"]*"\s*:\s*(?:"[^"\n]*"|[^\s,}]+)?/.exec(text.slice(start));
  return match?.[0] ?? quoted;
}

function parse(reading: Reading, text: string, at: Span): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, { allowTrailingComma: true });
    const reason = errors.length > 0 ? 'it does not parse' : 'comments or trailing commas';
    reading.diagnostics.push(malformed.at(at, { reason }));
    const value = { what: 'annotation', text, reason } as const;
    reading.facts.push({ predicate: 'malformed', subject: reading.subject, value, kind: 'annotation', at });
    return tree ? getNodeValue(tree) : undefined;
  }
}
