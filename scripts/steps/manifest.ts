import { createHash } from 'node:crypto';
import { compareText, type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { entries, isObject, type Json, member, setMember } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import type { PlannedFile } from '../host/files.ts';
import type { Host } from '../host/host.ts';

/** Lists what docpact wrote into a folder, with hashes: only that may be overwritten or removed. */
export const manifestFile = 'docpact.manifest.json';

/** What stands at a path: nothing, a file as docpact wrote it, one of ours that was changed, or somebody else's. */
export type FileState = 'none' | 'ours' | 'changed' | 'foreign';

export interface Manifest {
  readonly fault?: Diagnostic;
  /** Paths of the files that docpact wrote, relative to the working folder. */
  readonly paths: readonly string[];
  state(path: string): Promise<FileState>;
}

const malformed = defineProblem<{ file: string; reason: string }>({
  code: 'generate/manifest',
  severity: 'error',
  summary: 'The manifest of generated files cannot be read.',
  message: (p) => `${p.file} does not say what docpact wrote here: ${p.reason}`,
  help: 'Restore it from version control, or delete the generated folder.',
});

/** Reads the manifest of a folder. A folder without one holds nothing of ours. */
export async function ownership(host: Host, out: string): Promise<Manifest> {
  const file = `${out}/${manifestFile}`;
  const text = await host.files.readTextIfThere(file);
  const hashes = new Map<string, string>();
  const state = async (path: string): Promise<FileState> => {
    const kind = await host.files.kind(path);
    if (kind === 'none') return 'none';
    const content = kind === 'file' ? await host.files.readTextIfThere(path) : undefined;
    const known = hashes.get(path);
    if (known === undefined || content === undefined) return 'foreign';
    return known === contentHash(content) ? 'ours' : 'changed';
  };
  if (text === undefined) return { paths: [], state };
  const read = readManifest(text);
  if (typeof read === 'string') {
    const shown = host.files.shown(file);
    return { fault: malformed.at(startOf(shown), { file: shown, reason: read }), paths: [], state };
  }
  for (const [path, hash] of read) hashes.set(`${out}/${path}`, hash);
  return { paths: [...hashes.keys()], state };
}

/** The entries, or why there are none. A path that leads out of the folder is refused: it might be removed. */
function readManifest(text: string): Map<string, string> | string {
  let root: Json;
  try {
    root = JSON.parse(text);
  } catch {
    return 'it is not well-formed JSON';
  }
  const files = member(root, 'files');
  if (member(root, 'docpact') !== 'manifest/1' || !isObject(files))
    return 'it is no docpact manifest of version 1';
  const hashes = new Map<string, string>();
  for (const [path, hash] of entries(files)) {
    const inside = path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
    if (!inside || path.includes('\\') || typeof hash !== 'string')
      return `the entry ${JSON.stringify(path)} is no file below`;
    hashes.set(path, hash);
  }
  return hashes;
}

/** The manifest's content: sorted by path, so that it diffs like the files. */
export function writeManifest(out: string, files: readonly PlannedFile[]): string {
  const hashes: Record<string, string> = {};
  for (const { path, content } of [...files].sort((a, b) => compareText(a.path, b.path))) {
    setMember(hashes, path.slice(out.length + 1), contentHash(content));
  }
  return `${JSON.stringify({ docpact: 'manifest/1', files: hashes }, null, 2)}\n`;
}

function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
