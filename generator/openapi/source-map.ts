import { defineProblem, type Result } from '../model/diagnostic.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Place, startOf } from '../model/place.ts';

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

/** The origin of a pointer or of its nearest ancestor that has one. */
export function originOf(map: SourceMap, pointer: string): Origin | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = map.origins.get(at);
    if (origin) return origin;
    if (at === '') return undefined;
  }
}

/**
 * The file's content: sorted by pointer, one line an element, so that it diffs like the spec. Put together by hand: it
 * is as large as the spec itself, and holds the same few thousand names of files in hundreds of thousands of places.
 */
export function writeSourceMap(map: SourceMap): string {
  return [...sourceMapPieces(map)].join('');
}

/** The same, some thousand lines at a time. */
export function* sourceMapPieces(map: SourceMap): Generator<string> {
  const files = new Map<string, string>();
  const quotedFile = (file: string): string => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const text = quoted(file).slice(0, -1);
    files.set(file, text);
    return text;
  };
  let text = '{\n  "docpact": "source-map/1",\n  "sources": {\n';
  let comma = '';
  for (const at of [...map.origins.keys()].sort()) {
    const origin = map.origins.get(at);
    if (!origin) continue;
    let places = '';
    for (const { file, line, column } of origin.places)
      places += `${places === '' ? '' : ','}${quotedFile(file)}:${line}:${column}"`;
    const { inferred } = origin;
    const value =
      inferred === undefined ? `[${places}]` : `{"inferred":${quoted(inferred)},"from":[${places}]}`;
    text += `${comma}    ${quoted(at)}: ${value}`;
    comma = ',\n';
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}\n  }\n}\n`;
}

const pieceLength = 1 << 20;

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
