import type { Block, Inline, Page, Range, Table } from '../../markdown/page.ts';
import type { RequestLine } from '../fact.ts';

/** `GET /things/:id` wherever a page writes it, and what stands behind it on its line. */
export interface Endpoint extends RequestLine {
  readonly range: Range;
  /** `— lists all things`: a description on the same line. */
  readonly rest: string;
}

const lead = /^(?:(?:api |http )?(?:endpoint|route|url|uri|path|request)s?\s*:\s*)?/i;
const line =
  /^\[?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\]?\s*:?\s+(\/(?!\/)(?:\{[^{}]*\}|[^\s{]|\{(?![^{}]*\}))*|https?:\/\/\S+)(?:\s+HTTP\/\d(?:\.\d)?)?(?:\s+(.*))?$/i;
const apart =
  /\bmethod\s*:\s*(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b.{0,40}?\b(?:path|url|uri|endpoint|route)\s*:\s*(\/\S*|https?:\/\/\S+)()/i;

const pathFirst =
  /\b(?:url|path|uri|endpoint|route)\s*:\s*(\/\S*|https?:\/\/\S+)(?:\s.{0,40}?)??\smethod\s*:\s*\/?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/i;
const pathAlone = /^(?:url|path|uri|endpoint|route)\s*:\s*(\/\S*|https?:\/\/\S+)$/i;
const methodAlone = /^(?:http )?method\s*:\s*\/?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/i;

/** Method and path in two paragraphs, one after the other, in either order. */
export class SplitEndpoint {
  #path: { readonly text: string; readonly range: Range } | undefined;
  #method: string | undefined;

  /** Told of each paragraph; the endpoint, once both are known. */
  take(text: string, range: Range): Endpoint | undefined {
    const path = pathAlone.exec(text)?.[1];
    const method = methodAlone.exec(text)?.[1];
    if (path !== undefined) this.#path = { text: path, range };
    if (method !== undefined) this.#method = method;
    if ((path === undefined && method === undefined) || !this.#path || this.#method === undefined)
      return undefined;
    const found = { ...target(this.#method, this.#path.text), range: this.#path.range, rest: '' };
    this.forget();
    return found;
  }

  /** A heading begins something else. */
  forget(): void {
    this.#path = undefined;
    this.#method = undefined;
  }
}

/** The endpoint that a run of text is, or is about after a label (`Endpoint: GET /x`, `Method: GET Path: /x`). */
export function endpointOf(text: string, range: Range): Endpoint | undefined {
  if (text.length > 600 || !/[a-z]\]?\s*:?\s*(?:\/|http)/i.test(text)) return undefined;
  const turned = pathFirst.exec(text);
  if (turned?.[1] && turned[2]) return { ...target(turned[2], turned[1]), range, rest: '' };
  const plain = text.replace(lead, '');
  const match = line.exec(plain) ?? apart.exec(plain);
  if (!match?.[1] || !match[2]) return undefined;
  const rest = (match[3] ?? '').replace(/^(?:[-–—:|]|=>|→)\s*/, '').trim();
  return { ...target(match[1], match[2]), range, rest };
}

/** `:id`, `<id>` and `{id}` are one; an address keeps its origin apart. */
export function target(method: string, written: string): RequestLine {
  const plain = written.replace(/[,;)]+$|(?<!\.)\.$/, '');
  const origin = /^https?:\/\/[^/?\s]+/i.exec(plain)?.[0];
  const [path = '', ...query] = plain.slice(origin?.length ?? 0).split('?');
  return {
    method: method.toUpperCase(),
    path: (path === '' ? '/' : path)
      .replace(/(?<=[/.=-]):([A-Za-z]\w*)\??/g, '{$1}')
      .replace(/<(?:\w+:)?([^<>{}/]+)>/g, '{$1}')
      .replace(/\{(\w+):[^{}]*\}/g, '{$1}'),
    query: query.join('?'),
    origin,
  };
}

/** The endpoint in the first line of a code block. */
export function endpointOfFence(block: Block & { kind: 'fence' }): Endpoint | undefined {
  if (!/^(?:|http|https|text|txt|plaintext|rest|url)$/.test(block.language)) return undefined;
  const { content } = block;
  const start = content.length - content.trimStart().length;
  const end = content.indexOf('\n', start);
  const first = content.slice(start, end === -1 ? undefined : end).trim();
  const range = { start: block.offsetOf(start), end: block.offsetOf(start + first.length) };
  return endpointOf(first, range);
}

const methodColumn = /^(?:http )?(?:method|verb|type|action)$/;
const pathColumn =
  /^(?:http |api )?(?:path|endpoint|route|url|uri|request|resource|http request|url path)s?$/;

/** The endpoints of a table that lists them: a column of methods and one of paths, or both in one cell. */
export function endpointRows(table: Table): { endpoint: Endpoint; description: Inline | undefined }[] {
  const headers = table.header.cells.map((cell) => cell.text.toLowerCase());
  const path = headers.findIndex((text) => pathColumn.test(text));
  if (path === -1) return [];
  const method = headers.findIndex((text, i) => i !== path && methodColumn.test(text));
  const about = headers.findIndex((text) =>
    /^(?:description|summary|purpose|details?|what it does|notes?)$/.test(text),
  );
  return table.rows.flatMap((row) => {
    const cell = row.cells[path];
    if (!cell) return [];
    const verb = method === -1 ? '' : (row.cells[method]?.text ?? '');
    const endpoint = endpointOf(
      /^\[?[A-Z]+\]?[\s:]/i.test(cell.text) ? cell.text : `${verb} ${cell.text}`,
      cell.range,
    );
    return endpoint ? [{ endpoint, description: row.cells[about] }] : [];
  });
}

/**
 * Whether a page documents endpoints in headings, in lines of their own or in tables. Code blocks do not count by
 * themselves: pages of every kind show requests in them.
 */
export function marksEndpoints(page: Page): boolean {
  const split = new SplitEndpoint();
  return page.blocks.some((block) => {
    switch (block.kind) {
      case 'paragraph':
        if (split.take(block.inline.text, block.range)) return true;
        return endpointOf(block.inline.text, block.range) !== undefined;
      case 'heading':
      case 'quote':
        return endpointOf(block.inline.text, block.range) !== undefined;
      case 'list':
        return block.items.some(({ inline }) => endpointOf(inline.text, inline.range) !== undefined);
      case 'table':
        return endpointRows(block).length > 0;
      default:
        return false;
    }
  });
}
