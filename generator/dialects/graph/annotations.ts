import { getNodeValue, parseTree } from 'jsonc-parser';
import type { Block, Comment, Fence } from '../../markdown/page.ts';
import { defineProblem } from '../../model/diagnostic.ts';
import { isObject, type Json, type JsonObject, parsedJson, setMember } from '../../model/json.ts';
import type { Span } from '../../model/place.ts';
import { repairJson } from '../repair-json.ts';
import { placeWithin, type Reading } from './reading.ts';

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

/**
 * The annotations of a page's fences. A comment belongs to the fence that follows it; with text between them only if
 * it says of itself which kind of block it is about, and the fence is one. A heading ends what it can be about.
 */
export function annotationsOf(reading: Reading): ReadonlyMap<Fence, Annotation> {
  const found = new Map<Fence, Annotation>();
  let pending: Annotation | undefined;
  let direct = true;
  for (const block of reading.page.blocks) {
    if (block.kind === 'fence') {
      if (pending && (direct || isAbout(pending, block))) found.set(block, pending);
      pending = undefined;
    } else if (block.kind === 'comment') {
      const read = annotation(reading, block);
      // An instruction for a Markdown checker or a page's own annotation is about no block.
      if (read && typeof read.json['blockType'] !== 'string' && pending) continue;
      pending = read ?? pending;
      direct = read ? true : direct;
    } else if (block.kind === 'heading') pending = undefined;
    else if (!transparent(block)) direct = false;
  }
  return found;
}

function transparent(block: Block): boolean {
  return block.kind === 'tab' || block.kind === 'include';
}

const firstLines: Readonly<Record<string, RegExp>> = {
  request: /^\s*(?:GET|POST|PATCH|PUT|DELETE)\b/i,
  response: /^\s*HTTP\//i,
  resource: /^\s*\{/,
};

function isAbout(annotation: Annotation, fence: Fence): boolean {
  const type = annotation.json['blockType'];
  const wanted = typeof type === 'string' && Object.hasOwn(firstLines, type) ? firstLines[type] : undefined;
  return wanted?.test(fence.content.slice(0, 200)) === true;
}

function annotation(reading: Reading, comment: Comment): Annotation | undefined {
  const text = reading.page.text.slice(comment.body.start, comment.body.end);
  if (!/^\s*\{/.test(text)) return undefined;
  const at = reading.page.place(comment.range);
  const written = parse(reading, comment, text);
  if (!isObject(written)) return undefined;
  const { json, keys } = normalised(written);
  return {
    json,
    at,
    place: (key) => placeWithin(reading.page, comment.body, keyText(text, keys.get(key) ?? key)),
  };
}

/** What readers ask for, by lower case: keys are written in other letter case, with blanks, or as they once were. */
const known: ReadonlyMap<string, string> = new Map(
  [
    'blockType',
    'name',
    '@odata.type',
    'truncated',
    'isCollection',
    'isEmpty',
    'keyProperty',
    'baseType',
    'openType',
    'isOpenType',
    'abstract',
    'isAbstract',
    'isMediaEntity',
    'optionalProperties',
  ].map((key) => [key.toLowerCase(), key]),
);

/** Keys as readers know them, with the spelling that stands on the page; truth values that are written as texts. */
function normalised(written: JsonObject): { json: JsonObject; keys: ReadonlyMap<string, string> } {
  if (!isOdd(written)) return { json: written, keys: asWritten };
  const keys = new Map<string, string>();
  const json: Record<string, Json> = {};
  for (const [key, value] of Object.entries(written)) {
    const plain = key.trim().replace(/:$/, '');
    const name = known.get(plain.toLowerCase()) ?? plain;
    if (name !== key && Object.hasOwn(written, name)) continue;
    keys.set(name, key);
    setMember(json, name, value === 'true' ? true : value === 'false' ? false : value);
  }
  const old = json['@type'];
  if (typeof old === 'string' && json['@odata.type'] === undefined) {
    json['@odata.type'] = old;
    keys.set('@odata.type', keys.get('@type') ?? '@type');
  }
  return { json, keys };
}

const asWritten: ReadonlyMap<string, string> = new Map();

/** Hardly any annotation is; the others are used as they stand. */
function isOdd(written: JsonObject): boolean {
  for (const [key, value] of Object.entries(written)) {
    if (value === 'true' || value === 'false' || key === '@type') return true;
    const name = known.get(key.toLowerCase());
    if (name === undefined ? /^\s|[\s:]$/.test(key) : name !== key) return true;
  }
  return false;
}

/** From the key to the end of its line, so that the place is that of the entry and not of the comment. */
function keyText(text: string, key: string): string {
  const quoted = JSON.stringify(key);
  const start = text.indexOf(quoted);
  if (start === -1) return '';
  const match = /^"[^"]*"\s*:\s*(?:"[^"\n]*"|[^\s,}]+)?/.exec(text.slice(start));
  return match?.[0] ?? quoted;
}

function parse(reading: Reading, { body, range }: Comment, text: string): Json | undefined {
  const strict = parsedJson(text);
  if (strict !== undefined) return strict;
  const mended = repairJson(text);
  const json = mended && parsedJson(mended.text);
  const named = [...new Set(mended?.repairs.map((repair) => repair.what))].join(', ');
  const reason = json === undefined || named === '' ? 'it does not parse' : named;
  const at = reading.page.place(range);
  const [first] = mended?.repairs ?? [];
  const fault = first && { start: body.start + first.offset, end: body.start + first.offset + first.length };
  reading.diagnostics.push(malformed.at(fault ? reading.page.place(fault) : at, { reason }));
  const value = { what: 'annotation', text, reason } as const;
  reading.facts.push({ predicate: 'malformed', subject: reading.subject, value, kind: 'annotation', at });
  if (json !== undefined) return json;
  const tree = parseTree(text, undefined, { allowTrailingComma: true });
  return tree ? getNodeValue(tree) : undefined;
}
