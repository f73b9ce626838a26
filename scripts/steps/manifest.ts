import { createHash } from 'node:crypto';
import { compareText, type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { entries, isObject, type Json, member, setMember, stringMember } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Host } from '../host/host.ts';

/** Lists what docpact wrote into a folder, with hashes: only that may be overwritten or removed. */
export const manifestFile = 'docpact.manifest.json';

/** What stands at a path: nothing, a file as docpact wrote it, one of ours that was changed, or somebody else's. */
export type FileState = 'none' | 'ours' | 'changed' | 'foreign';

/** What a folder says of itself. A folder without a manifest holds nothing of ours. */
export interface Manifest {
  readonly fault?: Diagnostic;
  /** What docpact wrote, by the path relative to the working folder: the hash of each file's content. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** A file and whose it is; the text is there for a file that can be read. */
export interface Found {
  readonly state: FileState;
  readonly text?: string;
}

const malformed = defineProblem<{ file: string; reason: string }>({
  code: 'generate/manifest',
  severity: 'error',
  summary: 'The manifest of generated files cannot be read.',
  message: (p) => `${p.file} does not say what docpact wrote here: ${p.reason}`,
  help: 'Restore it from version control, or delete the generated folder.',
});

export function readManifest(host: Host, out: string): Manifest {
  const file = `${out}/${manifestFile}`;
  const { kind, text } = host.files.standing([file], out).get(file) ?? { kind: 'none' };
  if (kind === 'none') return { hashes: new Map() };
  const read = text === undefined ? 'it is no file of its own' : hashesIn(text);
  if (typeof read !== 'string')
    return { hashes: new Map([...read].map(([path, hash]) => [`${out}/${path}`, hash])) };
  const shown = host.files.shown(file);
  return { fault: malformed.at(startOf(shown), { file: shown, reason: read }), hashes: new Map() };
}

/** Looks at what stands at paths below the folder, each once. */
export function look(
  host: Host,
  out: string,
  { hashes }: Manifest,
  paths: readonly string[],
): ReadonlyMap<string, Found> {
  const bySpelling = new Map([...hashes.keys()].map((path) => [path.toLowerCase(), path]));
  const hashOf = (path: string) => {
    const other = bySpelling.get(path.toLowerCase());
    // A file that is called otherwise now: where letter case does not count it is the same one.
    return hashes.get(path) ?? (other && host.files.isSame(path, other) ? hashes.get(other) : undefined);
  };
  const found = new Map<string, Found>();
  for (const [path, { kind, text }] of host.files.standing(paths, out)) {
    const hash = kind === 'file' ? hashOf(path) : undefined;
    if (kind === 'none') found.set(path, { state: 'none' });
    else if (text === undefined) found.set(path, { state: 'foreign' });
    else if (hash === undefined) found.set(path, { state: 'foreign', text });
    else found.set(path, { state: isHashOf(hash, text) ? 'ours' : 'changed', text });
  }
  return found;
}

/** Git may have checked a text out with the line ends of Windows: it is the same text. */
export function isSameText(found: string, wanted: string): boolean {
  return found === wanted || (found.includes('\r\n') && found.replaceAll('\r\n', '\n') === wanted);
}

function isHashOf(hash: string, text: string): boolean {
  return hash === contentHash(text) || hash === contentHash(text.replaceAll('\r\n', '\n'));
}

/** The entries, or why there are none. A path that leads out of the folder is refused: it might be removed. */
function hashesIn(text: string): Map<string, string> | string {
  let root: Json;
  try {
    root = JSON.parse(text);
  } catch {
    return 'it is not well-formed JSON';
  }
  const files = member(root, 'files');
  const version = /^manifest\/(\d+)$/.exec(stringMember(root, 'docpact') ?? '')?.[1];
  if (Number(version) > 1) return 'a newer docpact wrote it';
  if (version !== '1' || !isObject(files)) return 'it is no docpact manifest of version 1';
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
export function writeManifest(out: string, written: ReadonlyMap<string, string>): string {
  const hashes: Record<string, string> = {};
  for (const [path, hash] of [...written].sort(([a], [b]) => compareText(a, b)))
    setMember(hashes, path.slice(out.length + 1), hash);
  return `${JSON.stringify({ docpact: 'manifest/1', files: hashes }, null, 2)}\n`;
}

export function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
