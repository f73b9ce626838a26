import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Outcome } from '../command.ts';
import type { PlannedFile } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import {
  contentHash,
  type Found,
  isSameText,
  look,
  type Manifest,
  manifestFile,
  readManifest,
  writeManifest,
} from './manifest.ts';

/** A file of generated code; one that yields is left to whoever changes it. */
export interface CodeFile extends PlannedFile {
  readonly yields?: boolean;
}

export interface WriteRequest {
  /** The folder for generated code, relative to the working folder. */
  readonly out: string;
  /** Write nothing; what would change is a finding. */
  readonly check: boolean;
  /** The command that makes the folder what it should be, for the findings of a check. */
  readonly repair: string;
}

const notOurs = defineProblem<{ file: string; changed: boolean }>({
  code: 'generate/not-ours',
  severity: 'error',
  summary: 'A file is in the way that docpact did not write.',
  message: (p) =>
    p.changed
      ? `${p.file} was changed by hand since docpact wrote it`
      : `${p.file} is in the way and was not written by docpact`,
  help: (p) =>
    p.changed
      ? 'Undo the change or delete the file; corrections belong into the spec.'
      : 'Move the file, or choose another folder with --out.',
});
const takenOver = defineProblem<{ file: string; more: number }>({
  code: 'generate/taken-over',
  severity: 'info',
  summary: 'Files that people may take over were changed by hand and stay as they are.',
  message: (p) =>
    p.more === 0
      ? `${p.file} was changed by hand and stays as it is`
      : `${p.file} and ${p.more} more were changed by hand and stay as they are`,
  help: 'Delete a file to have it made anew.',
});
const outIsFile = defineProblem<{ out: string }>({
  code: 'generate/out-is-file',
  severity: 'error',
  summary: 'The folder for generated code is a file.',
  message: (p) => `${p.out} is a file; generated code goes into a folder`,
  help: 'Name a folder with --out.',
});
const stale = defineProblem<{ file: string; repair: string }>({
  code: 'generate/stale',
  severity: 'error',
  summary: 'A generated file belongs to nothing in the spec any more.',
  message: (p) => `${p.file} is left over from an earlier run`,
  help: (p) => `Run: ${p.repair}`,
});
const kept = defineProblem<{ file: string }>({
  code: 'generate/stale-changed',
  severity: 'warning',
  summary: 'A left-over generated file was changed by hand and stays.',
  message: (p) => `${p.file} is left over from an earlier run, but it was changed by hand; it stays`,
});

/** What may happen to a folder: which files are as they should be, in the way, taken over, or left over. */
interface Survey {
  readonly manifest: Manifest;
  readonly found: ReadonlyMap<string, Found>;
  readonly leftOver: readonly string[];
  readonly foreign: readonly Diagnostic[];
  readonly takenOver: ReadonlySet<string>;
}

function survey(files: readonly CodeFile[], { out, check }: WriteRequest, host: Host): Survey | Outcome {
  const manifest = readManifest(host, out);
  if (manifest.fault) return { diagnostics: [manifest.fault], refused: true };
  const planned = new Set(files.map(({ path }) => path));
  const leftOver = [...manifest.hashes.keys()].filter((path) => !planned.has(path));
  const found = look(host, out, manifest, [...planned, ...leftOver]);
  const foreign: Diagnostic[] = [];
  const taken = new Set<string>();
  for (const { path, content, yields } of files) {
    const { state = 'none', text } = found.get(path) ?? {};
    // What is there already is in nobody's way, whoever wrote it.
    if (state === 'none' || state === 'ours' || (text !== undefined && isSameText(text, content))) continue;
    if (yields) taken.add(path);
    // A check reports a changed file as drift, with the difference; only writing would destroy it.
    else if (state === 'foreign' || !check) {
      const file = host.files.shown(path);
      foreign.push(notOurs.at(startOf(file), { file, changed: state === 'changed' }));
    }
  }
  return { manifest, found, leftOver, foreign, takenOver: taken };
}

/** Why files may not be written where they shall go; undefined when they may. */
export function writeRefusal(
  files: readonly CodeFile[],
  request: WriteRequest,
  host: Host,
): Outcome | undefined {
  const surveyed = survey(files, request, host);
  if (!('found' in surveyed)) return surveyed;
  return surveyed.foreign.length > 0 ? { diagnostics: surveyed.foreign, refused: true } : undefined;
}

/**
 * Writes all files or none, and removes those of an earlier run that nothing makes any more. What docpact did not write,
 * or somebody changed since, is neither overwritten nor removed; what is as it should be is not touched.
 */
export async function writeCode(
  files: readonly CodeFile[],
  request: WriteRequest,
  host: Host,
): Promise<Outcome> {
  const { out, check } = request;
  const file = await fileInTheWay(out, host);
  if (file !== undefined) return { diagnostics: [outIsFile.at(startOf(file), { out: file })], refused: true };
  const surveyed = survey(files, request, host);
  if (!('found' in surveyed)) return surveyed;
  if (surveyed.foreign.length > 0) return { diagnostics: surveyed.foreign, refused: true };
  const { found, leftOver } = surveyed;
  if (!check) host.files.sweep([...files.map(({ path }) => path), ...leftOver, `${out}/${manifestFile}`]);
  const renamed = renamedFiles(files, surveyed);
  // A file that is only called otherwise must go first: where letter case does not count it is the new one as well.
  const faults = check ? [] : [...host.files.remove([...renamed.values()], out).values()];
  if (faults.length > 0) return { diagnostics: faults, refused: true };
  const plan = files.filter(({ path, content }) => {
    if (surveyed.takenOver.has(path)) return false;
    const text = renamed.has(path) ? undefined : found.get(path)?.text;
    return text === undefined || !isSameText(text, content);
  });
  const written = manifestPlan(files, surveyed, [], request, host);
  const applied = await applyPlan(host, [...plan, ...written], request);
  if (applied.refused) return { diagnostics: applied.diagnostics, refused: true };
  const rest = await removeStale(files, surveyed, new Set(renamed.values()), request, host);
  return {
    diagnostics: [...applied.diagnostics, ...rest, ...tellTakenOver(surveyed.takenOver, host)],
    ...(applied.text === '' ? {} : { text: applied.text }),
    data: {
      out: host.files.shown(out),
      files: files.length,
      changed: [...applied.changed],
      takenOver: [...surveyed.takenOver].map((path) => host.files.shown(path)),
    },
  };
}

/** Planned files that stand there in other letter case, and how these are spelled. */
function renamedFiles(files: readonly CodeFile[], { leftOver, found }: Survey): ReadonlyMap<string, string> {
  const ours = leftOver.filter((path) => found.get(path)?.state === 'ours');
  const spelled = new Map(ours.map((path) => [path.toLowerCase(), path]));
  return new Map(
    files.flatMap(({ path }) => {
      const other = spelled.get(path.toLowerCase());
      return other === undefined ? [] : [[path, other] as const];
    }),
  );
}

/** The manifest, if it has to be written. Of files that somebody took over it says what docpact wrote last. */
function manifestPlan(
  files: readonly CodeFile[],
  { manifest, takenOver: taken }: Survey,
  unremoved: readonly string[],
  { out }: WriteRequest,
  host: Host,
): PlannedFile[] {
  const written = new Map<string, string>();
  const keep = (path: string) => {
    const hash = manifest.hashes.get(path);
    if (hash !== undefined) written.set(path, hash);
  };
  for (const { path, content } of files) {
    if (taken.has(path)) keep(path);
    else written.set(path, contentHash(content));
  }
  for (const path of unremoved) keep(path);
  const path = `${out}/${manifestFile}`;
  const content = writeManifest(out, written);
  const text = host.files.standing([path], out).get(path)?.text;
  return text !== undefined && isSameText(text, content) ? [] : [{ path, content }];
}

/** Files of an earlier run go if they are as docpact left them; one that somebody changed is theirs now. */
async function removeStale(
  files: readonly CodeFile[],
  surveyed: Survey,
  removed: ReadonlySet<string>,
  request: WriteRequest,
  host: Host,
): Promise<Diagnostic[]> {
  const { check, repair } = request;
  const diagnostics: Diagnostic[] = [];
  const removable: string[] = [];
  for (const path of surveyed.leftOver) {
    const state = surveyed.found.get(path)?.state;
    const file = host.files.shown(path);
    if (state === 'changed') diagnostics.push(kept.at(startOf(file), { file }));
    else if (state === 'ours' && check) diagnostics.push(stale.at(startOf(file), { file, repair }));
    else if (state === 'ours' && !removed.has(path)) removable.push(path);
  }
  const faults = host.files.remove(removable, request.out);
  // What is still there is still ours.
  if (faults.size > 0)
    await applyPlan(host, manifestPlan(files, surveyed, [...faults.keys()], request, host), request);
  return [...diagnostics, ...faults.values()];
}

/** One finding for all: there may be one such file an operation. */
function tellTakenOver(paths: ReadonlySet<string>, host: Host): Diagnostic[] {
  const [first, ...more] = [...paths].map((path) => host.files.shown(path));
  return first === undefined ? [] : [takenOver.at(startOf(first), { file: first, more: more.length })];
}

/** A file where the folder is wanted, or one above it. */
async function fileInTheWay(out: string, host: Host): Promise<string | undefined> {
  const parts = out.split('/');
  for (let length = parts.length; length > 0; length--) {
    const path = parts.slice(0, length).join('/');
    const kind = path === '' ? 'folder' : await host.files.kind(path);
    if (kind !== 'none') return kind === 'file' ? path : undefined;
  }
  return undefined;
}
