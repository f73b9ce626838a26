import { compareText, defineProblem, type Result } from '../model/diagnostic.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { listAt } from '../model/list-at.ts';
import { type Place, startOf } from '../model/place.ts';
import { unescapeToken } from '../model/pointer.ts';

/**
 * Where each element of a spec comes from: JSON pointer → documentation places, or the rule that inferred it. The
 * spec itself stays free of places, so that moving a line in a page changes this file alone.
 */
export interface SourceMap {
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface Origin {
  /** Documentation places, the one that decided first. Empty for what was inferred. */
  readonly places: readonly Place[];
  /** The rule that made the element when no page says it in so many words. */
  readonly inferred?: string;
}

/** A pointer with its origin. */
export type Mark = readonly [pointer: string, origin: Origin];

/** The origin of a pointer or of its nearest ancestor that has one. */
export function originOf(map: SourceMap, pointer: string): Origin | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = map.origins.get(at);
    if (origin) return origin;
    if (at === '') return undefined;
  }
}

/**
 * The file's content, one line an element, so that it diffs like the spec: in the spec's order of paths and schemas,
 * and sorted by pointer in each. Put together by hand: it is as large as the spec itself, and holds the same few thousand
 * names of files in hundreds of thousands of places.
 */
export function writeSourceMap(map: SourceMap): string {
  const text = new SourceMapText();
  return [...partsOf(map.origins).map((origins) => text.part(origins)), text.end()].join('');
}

/** Prints the same part by part, as a document is written. */
export class SourceMapText {
  #mark = '{\n  "docpact": "source-map/1",\n  "sources": {\n';
  readonly #files = new Map<string, string>();

  part(origins: readonly Mark[]): string {
    const lines: string[] = [];
    // The order of sorting keeps that of two marks for one pointer.
    const sorted = [...origins].sort(([a], [b]) => compareText(a, b));
    sorted.forEach(([at, origin], i) => {
      if (sorted[i + 1]?.[0] !== at) lines.push(`    ${quoted(at)}: ${this.#value(origin)}`);
    });
    if (lines.length === 0) return '';
    const mark = this.#mark;
    this.#mark = ',\n';
    return mark + lines.join(',\n');
  }

  end(): string {
    return `${this.#mark === ',\n' ? '' : this.#mark}\n  }\n}\n`;
  }

  #value({ places, inferred }: Origin): string {
    let list = '';
    for (const { file, line, column } of places)
      list += `${list === '' ? '' : ','}${this.#file(file)}:${line}:${column}"`;
    return inferred === undefined ? `[${list}]` : `{"inferred":${quoted(inferred)},"from":[${list}]}`;
  }

  /** A file's name in quotes, without the last one. */
  #file(file: string): string {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const text = quoted(file).slice(0, -1);
    this.#files.set(file, text);
    return text;
  }
}

/** What stands before the paths, between them and the schemas, and behind these; each path and schema in the order of their names. */
function partsOf(origins: ReadonlyMap<string, Origin>): readonly Mark[][] {
  const head: Mark[] = [];
  const paths = new Map<string, Mark[]>();
  const between: Mark[] = [];
  const schemas = new Map<string, Mark[]>();
  const behind: Mark[] = [];
  for (const mark of origins) {
    const [, section, one, two] = mark[0].split('/');
    if (section === 'paths' && one !== undefined) listAt(paths, one).push(mark);
    else if (section !== 'components') head.push(mark);
    else if (one === 'schemas' && two !== undefined) listAt(schemas, two).push(mark);
    else (one !== undefined && compareText(one, 'schemas') > 0 ? behind : between).push(mark);
  }
  return [head, ...inOrder(paths), between, ...inOrder(schemas), behind];
}

/** By the names that tokens stand for, as a document is sorted. */
function inOrder(lists: ReadonlyMap<string, Mark[]>): Mark[][] {
  return [...lists]
    .map(([token, marks]) => ({ name: unescapeToken(token), marks }))
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ marks }) => marks);
}

/** Most strings of a map need nothing but the quotes. */
function quoted(text: string): string {
  return /[^ !#-[\]-~]/.test(text) ? JSON.stringify(text) : `"${text}"`;
}

const malformed = defineProblem<{ reason: string }>({
  code: 'openapi/source-map-malformed',
  severity: 'warning',
  summary: 'The source map beside the spec cannot be read.',
  message: (p) => `the source map is ignored: ${p.reason}`,
  help: 'Make it anew with docpact import.',
});

/** Reads what `writeSourceMap` wrote. A broken map is a warning: the spec is usable without it. */
export function readSourceMap(text: string, file: string): Result<SourceMap> {
  const origins = new Map<string, Origin>();
  const fail = (reason: string): Result<SourceMap> => ({
    value: { origins: new Map() },
    diagnostics: [malformed.at(startOf(file), { reason })],
  });
  let root: Json;
  try {
    root = JSON.parse(text);
  } catch {
    return fail('it is not well-formed JSON');
  }
  const sources = isObject(root) && root['docpact'] === 'source-map/1' ? root['sources'] : undefined;
  if (!isObject(sources)) return fail('it is not a docpact source map of version 1');
  for (const [at, value] of Object.entries(sources)) {
    const origin = readOrigin(value);
    if (!origin) return fail(`the entry ${JSON.stringify(at)} holds no places`);
    origins.set(at, origin);
  }
  return { value: { origins }, diagnostics: [] };
}

function readOrigin(value: Json): Origin | undefined {
  if (!isObject(value)) {
    const places = readPlaces(value);
    return places && { places };
  }
  const { inferred, from } = value as JsonObject;
  const places = readPlaces(from ?? []);
  return places && typeof inferred === 'string' ? { places, inferred } : undefined;
}

function readPlaces(value: Json): Place[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const places: Place[] = [];
  for (const item of value) {
    const match = typeof item === 'string' ? /^(.+):(\d+):(\d+)$/.exec(item) : null;
    if (!match?.[1]) return undefined;
    places.push({ file: match[1], line: Number(match[2]), column: Number(match[3]) });
  }
  return places;
}
