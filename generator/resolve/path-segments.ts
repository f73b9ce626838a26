import { remembered } from '../model/remembered.ts';

/** A path as a page writes it, taken apart at its slashes. */
export interface PathSegments {
  readonly segments: readonly string[];
  /** Slips that were mended: a brace or parenthesis not closed, a doubled slash, a sample's id for a placeholder. */
  readonly mended: boolean;
  /** Whether an ellipsis stood for more of the pair before it (`childFolders/{id}/...`). */
  readonly shortened: boolean;
  /** Whether a part of it addresses by path (`root:/{item-path}:/children`). */
  readonly addressing: boolean;
}

/** Most paths: names and plain placeholders. */
const simple = /^(?:\/(?:[\w.$-]+|\{[\w-]+\}))+$/;

/** Nobody documents a longer one; a bound for text that pages may hold. */
const longest = 2000;
const deepest = 64;

/**
 * Placeholders in one spelling (`<id>`, `[id]` and `(id)` are `{id}`), blanks around slashes and before arguments gone,
 * path addressing as one segment, `{id}` for a GUID. Undefined for what is no path: other blanks outside placeholders,
 * an ellipsis that could stand for anything, braces that do not close in order.
 */
export const pathSegments = remembered((written: string) => withoutSamples(segmentsOf(written)));

/** A GUID where a page should have a placeholder: the id of whatever was at hand. */
const sampleId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function withoutSamples(found: PathSegments | undefined): PathSegments | undefined {
  if (!found?.segments.some((segment) => sampleId.test(segment))) return found;
  const segments = found.segments.map((segment) => (sampleId.test(segment) ? '{id}' : segment));
  return { ...found, segments, mended: true };
}

function segmentsOf(written: string): PathSegments | undefined {
  if (written.length > longest) return undefined;
  if (simple.test(written) && !written.includes('...')) {
    const segments = written.slice(1).split('/');
    if (segments.length > deepest) return undefined;
    return { segments, mended: false, shortened: false, addressing: false };
  }
  const plain = written
    .replace(/<([^<>/]*)>/g, '{$1}')
    .replace(/\{\{([^{}]*)\}\}/g, '{$1}')
    .replace(/\/\[([^[\]/]*)\](?=\/|$)/g, '/{$1}')
    .replace(/\/\(([A-Za-z][\w -]*)\)(?=\/|$)/g, '/{$1}')
    .replace(/\u2026/g, '...')
    .replace(/([(,])\s+(?=[A-Za-z_]\w*\s?=)/g, '$1')
    .replace(/([(,][A-Za-z_]\w*) ?= ?(?=['{@\w])/g, '$1=')
    .trim();
  const found = split(plain, true) ?? split(plain, false);
  if (!found) return undefined;
  const trimmed = found.segments.map((segment) => segment.trim());
  const filled = trimmed.filter((segment) => segment !== '');
  // The first is empty where the path begins with its slash, the last where it ends with one.
  const inner = trimmed.slice(trimmed[0] === '' ? 1 : 0, trimmed.at(-1) === '' ? -1 : undefined);
  const addressed = withAddressing(filled);
  const expanded = withoutEllipsis(addressed.segments);
  if (!expanded?.every(isSegment) || expanded.length > deepest) return undefined;
  return {
    segments: expanded,
    mended: found.mended || inner.length > filled.length,
    shortened: expanded.length < addressed.segments.length,
    addressing: addressed.found,
  };
}

function isSegment(segment: string): boolean {
  return !/[\s?#]/.test(segment.replace(/\{[^{}]*\}/g, '').replace(/'[^']*'/g, '')) && segment !== '...';
}

/** Slashes inside braces, parentheses and (if asked) quoted text part nothing. */
function split(path: string, quotes: boolean): { segments: string[]; mended: boolean } | undefined {
  const scan = new SegmentScan(path, quotes);
  for (let i = 0; i < path.length; i++) if (!scan.take(path[i] ?? '', i)) return undefined;
  return scan.result();
}

/** Goes along a path and keeps what is open: braces, parentheses, quotes. */
class SegmentScan {
  readonly #path: string;
  readonly #quotes: boolean;
  readonly #segments: string[] = [];
  readonly #open: string[] = [];
  #mended = false;
  #current = '';

  constructor(path: string, quotes: boolean) {
    this.#path = path;
    this.#quotes = quotes;
  }

  /** False where the path turns out to be none. */
  take(c: string, i: number): boolean {
    if (c === '/') return this.#slash(i);
    if (c === '{') return !this.#open.includes('{') && this.#opened(c);
    if (c === '}') return this.#closeBrace();
    if (c === ']' && this.#isStray()) return true;
    if (c === "'") return this.#quote();
    // In a text between quotes parentheses are text.
    if (this.#inside !== "'") {
      if (c === '(') return this.#opened(c);
      if (c === ')') return this.#inside === '(' && this.#closed(c);
    }
    return this.#keep(c);
  }

  result(): { segments: string[]; mended: boolean } | undefined {
    if (this.#open.includes("'")) return undefined;
    this.#mended ||= this.#open.length > 0;
    this.#end();
    return { segments: this.#segments, mended: this.#mended };
  }

  get #inside(): string | undefined {
    return this.#open.at(-1);
  }

  /** What is open at a slash and closes nowhere was forgotten. */
  #slash(i: number): boolean {
    const inside = this.#inside;
    if (inside === "'" || (inside !== undefined && closesLater(this.#path, i, inside)))
      return this.#keep('/');
    this.#mended ||= inside !== undefined;
    this.#end();
    return true;
  }

  /** A brace too many right behind a placeholder is a slip; anywhere else it is no path. */
  #closeBrace(): boolean {
    if (this.#inside === '{') return this.#closed('}');
    this.#mended = true;
    return this.#current.endsWith('}');
  }

  /** `{shipId}]`: a bracket behind a placeholder that none opened. */
  #isStray(): boolean {
    const stray = this.#current.endsWith('}') && !this.#current.includes('[');
    this.#mended ||= stray;
    return stray;
  }

  /** Quotes part texts from the rest among arguments alone. */
  #quote(): boolean {
    if (this.#quotes && this.#inside === "'") return this.#closed("'");
    return this.#quotes && this.#inside === '(' ? this.#opened("'") : this.#keep("'");
  }

  #opened(c: string): boolean {
    this.#open.push(c);
    return this.#keep(c);
  }

  #closed(c: string): boolean {
    this.#open.pop();
    return this.#keep(c);
  }

  #keep(c: string): boolean {
    this.#current += c;
    return true;
  }

  #end(): void {
    this.#segments.push(this.#current + closing(this.#open));
    this.#current = '';
  }
}

/** Whether what is open closes further on, before another of its kind opens: then this slash is inside it. */
function closesLater(path: string, from: number, open: string): boolean {
  const close = path.indexOf(open === '{' ? '}' : ')', from);
  const next = path.indexOf(open, from);
  return close !== -1 && (next === -1 || close < next);
}

function closing(open: string[]): string {
  const closed = open.map((c) => (c === '{' ? '}' : ')')).reverse();
  open.length = 0;
  return closed.join('');
}

const placeholderAlone = /^\{[^{}]*\}:?$/;

/**
 * `root:/{item-path}:/children`: what stands between the colons is one path. Where a page shows a sample of one
 * (`root:/Docs/a.txt:/content`), it becomes a placeholder; OpenAPI has no parameters that hold slashes, but a reader
 * that sees the mark can let them pass.
 */
function withAddressing(segments: readonly string[]): { segments: string[]; found: boolean } {
  const made: string[] = [];
  let found = false;
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] ?? '';
    made.push(segment);
    found ||= /:\{[^{}]*\}/.test(segment);
    if (!/^(?:root|[^:(]*[\w}]):$/i.test(segment) || i + 1 >= segments.length) continue;
    found = true;
    let end = i + 1;
    while (end < segments.length && !segments[end]?.endsWith(':')) end++;
    const closed = end < segments.length;
    if (!closed) end = segments.length - 1;
    const run = segments.slice(i + 1, end + 1);
    // `{path}/:/children` closes with a segment of its own.
    if (run.length > 1 && run.at(-1) === ':') {
      run.pop();
      run.push(`${run.pop()}:`);
    }
    if (run.every((part) => placeholderAlone.test(part))) made.push(...run);
    else if (!closed && placeholderAlone.test(run[0] ?? '')) made.push(...run);
    else made.push(`{item-path}${closed ? ':' : ''}`);
    i = end;
  }
  return { segments: made, found };
}

/** `childFolders/{id}/.../messages`: more pairs of the same kind may follow; none is one of the readings. */
function withoutEllipsis(segments: readonly string[]): string[] | undefined {
  const made: string[] = [];
  for (const [i, segment] of segments.entries()) {
    if (segment !== '...') made.push(segment);
    else if (i + 1 >= segments.length || !isPair(segments[i - 2], segments[i - 1])) return undefined;
  }
  return made;
}

function isPair(collection: string | undefined, key: string | undefined): boolean {
  return /^[A-Za-z]\w*$/.test(collection ?? '') && /^\{[^{}]*\}$/.test(key ?? '');
}

/** `range(address='{address}')` → its name and arguments. */
export interface Call {
  readonly callee: string;
  readonly args: readonly { readonly name: string | undefined; readonly value: string }[];
}

export function callOf(segment: string): Call | undefined {
  const start = segment.indexOf('(');
  if (start < 1 || !segment.endsWith(')') || segment.startsWith('{')) return undefined;
  const args = argumentsOf(segment.slice(start + 1, -1)).map((text) => {
    const match = /^\s*([A-Za-z_][\w.]*)\s*=\s*([\s\S]*)$/.exec(text);
    return { name: match?.[1], value: (match?.[2] ?? text).trim() };
  });
  return { callee: segment.slice(0, start), args };
}

/** At the commas outside braces and quotes. */
function argumentsOf(text: string): string[] {
  if (text.trim() === '') return [];
  const found: string[] = [''];
  let quoted = false;
  let depth = 0;
  for (const c of text) {
    if (c === "'") quoted = !quoted;
    else if (c === '{' || c === '(') depth++;
    else if (c === '}' || c === ')') depth--;
    if (c === ',' && !quoted && depth <= 0) found.push('');
    else found.push((found.pop() ?? '') + c);
  }
  return found;
}
