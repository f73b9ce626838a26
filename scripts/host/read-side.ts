import type { Result } from '../../generator/model/diagnostic.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readSourceMap } from '../../generator/openapi/source-map.ts';
import { isGitFile, readGitFile } from './git.ts';
import { optimiseLess } from './heap.ts';
import type { Host } from './host.ts';
import { type ReadSpec, readSpec, sourceMapPath } from './read-spec.ts';

/** One side of a comparison: a file, or one of a Git revision with the source map of that revision. */
export async function readSide(host: Host, file: string): Promise<Result<ReadSpec | undefined>> {
  const side = await (isGitFile(file) ? readRevision(host, file) : readSpec(host, file));
  optimiseLess(side.value?.bytes.length ?? 0);
  return side;
}

async function readRevision(host: Host, file: string): Promise<Result<ReadSpec | undefined>> {
  const [read, map] = await Promise.all([
    readGitFile(file, host.cwd),
    readGitFile(sourceMapPath(file), host.cwd),
  ]);
  if ('fault' in read) return { value: undefined, diagnostics: [read.fault] };
  const { value: api, diagnostics } = readOpenApi(read.bytes, file);
  if (!api) return { value: undefined, diagnostics };
  const none = { value: { origins: new Map() }, diagnostics: [] };
  // A revision without a source map is a spec that did not come from documentation.
  const sources =
    'fault' in map ? none : readSourceMap(new TextDecoder().decode(map.bytes), sourceMapPath(file));
  return {
    value: { api, bytes: read.bytes, sources: sources.value },
    diagnostics: [...diagnostics, ...sources.diagnostics],
  };
}
