import type { Result } from '../../generator/model/diagnostic.ts';
import { once } from '../../generator/model/once.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readSourceMap, type SourceMap } from '../../generator/openapi/source-map.ts';
import { collectGarbageSooner } from './heap.ts';
import type { Host } from './host.ts';

export interface ReadSpec {
  readonly api: Api;
  /** What it was read from, for a thread that reads it again. */
  readonly bytes: Uint8Array;
  /** Empty for a spec that did not come from documentation. */
  readonly sources: SourceMap;
}

/** The source map's path: beside the spec, `.sources.json` in place of its extension. */
export function sourceMapPath(spec: string): string {
  return `${spec.replace(/\.(ya?ml|json)$/i, '')}.sources.json`;
}

/** The spec as it was read last, for whoever reads it again and again: the same bytes are not read a second time. */
export class KnownSpec {
  #last: { readonly bytes: Uint8Array; readonly read: Result<Api | undefined> } | undefined;

  read(bytes: Uint8Array, file: string): Result<Api | undefined> {
    if (!this.#last || Buffer.compare(this.#last.bytes, bytes) !== 0)
      this.#last = { bytes, read: readOpenApi(bytes, file) };
    return this.#last.read;
  }
}

/** In bytes. Below, time counts for more than memory. */
const largeDocument = 16 * 1024 * 1024;

/**
 * Reads an OpenAPI document and the source map beside it, if there is one. `prepare` is told how many bytes the document has
 * before anything is made of them: how soon V8 collects garbage it decides when it has collected some, and to read a large
 * document may be the only occasion.
 */
export async function readSpec(
  host: Host,
  path: string,
  known = new KnownSpec(),
  prepare: (bytes: number) => void = prepareHeap,
): Promise<Result<ReadSpec | undefined>> {
  const read = await host.files.read(path);
  if ('fault' in read) return { value: undefined, diagnostics: [read.fault] };
  prepare(read.bytes.length);
  const api = known.read(read.bytes, host.files.shown(path));
  if (!api.value) return { value: undefined, diagnostics: api.diagnostics };
  const mapPath = sourceMapPath(path);
  const text = await host.files.readTextIfThere(mapPath);
  const none = { value: { origins: new Map() }, diagnostics: [] };
  const sources = text === undefined ? none : readSourceMap(text, host.files.shown(mapPath));
  return {
    value: { api: api.value, bytes: read.bytes, sources: sources.value },
    diagnostics: [...api.diagnostics, ...sources.diagnostics],
  };
}

function prepareHeap(bytes: number): void {
  if (bytes > largeDocument) collectGarbageSooner();
}

/**
 * A spec that was just made; read when somebody asks for it. That it cannot be read back is our own
 * mistake.
 */
export function openSpec(
  text: () => string,
  file: string,
  sources: SourceMap,
  known = new KnownSpec(),
): ReadSpec {
  const bytes = once(() => new TextEncoder().encode(text()));
  const read = once(() => {
    const { value: api, diagnostics } = known.read(bytes(), file);
    if (!api) throw new Error(`the imported spec cannot be read back: ${diagnostics[0]?.message ?? ''}`);
    return api;
  });
  return {
    get api() {
      return read();
    },
    get bytes() {
      return bytes();
    },
    sources,
  };
}
