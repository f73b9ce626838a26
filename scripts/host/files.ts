import { lstatSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { compareText, type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { library } from '../../generator/model/library.ts';
import { startOf } from '../../generator/model/place.ts';
import { Draft, removeAbandoned } from './draft.ts';
import { shownPath, slashed } from './shown-path.ts';
import { leadsOut, RealNames, writeTarget } from './write-target.ts';

const tinyglobby = library<typeof import('tinyglobby')>('tinyglobby');

const unreadable = defineProblem<{ file: string; reason: string }>({
  code: 'config/unreadable',
  severity: 'error',
  summary: 'A file or folder cannot be read.',
  message: (p) => `${p.file} cannot be read: ${p.reason}`,
  help: 'Look at the path: in docpact.config.* it is relative to that file, on the command line to the working folder.',
});
const overInput = defineProblem<{ file: string }>({
  code: 'config/output-is-input',
  severity: 'error',
  summary: 'The output would overwrite what it is made from.',
  message: (p) => `${p.file} is read by this command; writing it would destroy it`,
  help: 'Name another file for the output.',
});
const unwritable = defineProblem<{ file: string; reason: string }>({
  code: 'config/unwritable',
  severity: 'error',
  summary: 'A file or folder cannot be written.',
  message: (p) => `${p.file} cannot be written: ${p.reason}`,
});
const unremovable = defineProblem<{ file: string; reason: string }>({
  code: 'config/unremovable',
  severity: 'error',
  summary: 'A file cannot be removed.',
  message: (p) => `${p.file} belongs to nothing any more and cannot be removed: ${p.reason}`,
});

const linkLeadsOut = defineProblem<{ file: string; target: string }>({
  code: 'config/output-link-leads-out',
  severity: 'error',
  summary: 'The output is a symbolic link out of the working folder.',
  message: (p) => `${p.file} is a link to ${p.target}, which lies outside of the working folder`,
  help: 'Name the file that the link leads to, or run from a folder above both.',
});

/** One file of a plan; `path` is relative to the working folder. */
export interface PlannedFile {
  readonly path: string;
  readonly content: string;
}

/** What stands at a path, links not followed: nothing, a file with its text, or something that is no file of its own. */
export interface Standing {
  readonly kind: 'none' | 'file' | 'other';
  readonly text?: string;
}

/**
 * Disk, seen from one working folder. Paths go in and come out relative to it and `/`-separated. Nothing else waits while it
 * is asked, so it is asked directly: to hand each question to another thread takes longer than most answers.
 */
export class Files {
  readonly #cwd: string;
  /** Absolute paths of what this call was given to read, as named and real: output must not destroy its own input. */
  readonly #inputs = new Set<string>();
  readonly #realNames = new RealNames();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  absolute(path: string): string {
    return resolve(this.#cwd, path);
  }

  /** The path as messages show it: relative to the working folder if it lies within, else as it was given. */
  shown(path: string): string {
    return shownPath(path, this.#cwd);
  }

  async kind(path: string): Promise<'file' | 'folder' | 'none'> {
    try {
      // Most that are asked for are not there, and an error takes longer to be made than the answer.
      const found = statSync(this.absolute(path), { throwIfNoEntry: false });
      if (!found) return 'none';
      return found.isDirectory() ? 'folder' : 'file';
    } catch {
      return 'none';
    }
  }

  /** The bytes, or why not. */
  async read(path: string): Promise<{ bytes: Uint8Array } | { fault: Diagnostic }> {
    try {
      const absolute = this.absolute(path);
      // Nothing else waits, and in pieces of half a megabyte a large file comes many times later.
      const bytes = readFileSync(absolute);
      this.#inputs.add(absolute).add(realpathSync.native(absolute));
      return { bytes };
    } catch (error) {
      const file = this.shown(path);
      return { fault: unreadable.at(startOf(file), { file, reason: reasonOf(error) }) };
    }
  }

  /**
   * The same for many files, one after the other: for files of a few kilobytes that is many times cheaper than asking
   * the system for all of them at once.
   */
  readMany(paths: readonly string[], known?: KnownPages): ({ bytes: Uint8Array } | { fault: Diagnostic })[] {
    return paths.map((path) => {
      const absolute = this.absolute(path);
      try {
        this.#inputs.add(absolute).add(this.#realNames.of(absolute));
        return { bytes: known ? readIfChanged(absolute, known) : readFileSync(absolute) };
      } catch (error) {
        const file = this.shown(path);
        return { fault: unreadable.at(startOf(file), { file, reason: reasonOf(error) }) };
      }
    });
  }

  /** The text of a file that need not be there. */
  async readTextIfThere(path: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(readFileSync(this.absolute(path)));
    } catch {
      return undefined;
    }
  }

  /** What stands at paths below a folder. A path that leads through a symbolic link is not below it. */
  standing(paths: readonly string[], root: string): ReadonlyMap<string, Standing> {
    const folders = new Map<string, boolean>([[this.absolute(root), true]]);
    const isOwn = (folder: string): boolean => {
      const known = folders.get(folder);
      if (known !== undefined) return known;
      const own = dirname(folder) !== folder && isOwn(dirname(folder)) && !isLink(folder);
      folders.set(folder, own);
      return own;
    };
    return new Map(
      paths.map((path) => {
        const absolute = this.absolute(path);
        return [path, isOwn(dirname(absolute)) ? standingAt(absolute) : { kind: 'other' }];
      }),
    );
  }

  /** Whether two paths lead to one file: they may, where letter case does not count. */
  isSame(path: string, other: string): boolean {
    const [a, b] = [path, other].map((one) => lstatSync(this.absolute(one), { throwIfNoEntry: false }));
    return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
  }

  /** Removes what an interrupted run has left beside files that it was about to write. */
  sweep(paths: readonly string[]): void {
    for (const folder of new Set(paths.map((path) => dirname(this.absolute(path))))) removeAbandoned(folder);
  }

  /** All files below a folder, in code-unit order; dot folders and `node_modules` are left out. */
  async below(folder: string): Promise<string[]> {
    const found: string[] = [];
    const walk = async (at: string): Promise<void> => {
      for (const entry of readdirSync(this.absolute(at), { withFileTypes: true })) {
        const path = at === '.' ? entry.name : `${at}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!entry.name.startsWith('.') && entry.name !== 'node_modules') await walk(path);
        } else if (entry.isFile()) found.push(path);
      }
    };
    await walk(this.shown(folder));
    return found.sort(compareText);
  }

  /** The files that a pattern names. A path that exists is itself, whatever characters it holds. */
  async glob(pattern: string): Promise<string[]> {
    if ((await this.kind(pattern)) === 'file' || !/[*?[{]/.test(pattern)) return [this.shown(pattern)];
    const found = await tinyglobby().glob(slashed(pattern), {
      cwd: this.#cwd,
      dot: true,
      onlyFiles: true,
      expandDirectories: false,
    });
    return found.map((path) => this.shown(path)).sort(compareText);
  }

  /**
   * Writes all files or none: each is written beside its place first, and only when all are there are they renamed.
   * Files whose content is already right are left alone. Returns the paths that changed.
   */
  async write(plan: readonly PlannedFile[]): Promise<{ changed: string[] } | { fault: Diagnostic }> {
    const drafts: Draft[] = [];
    const refuse = (fault: Diagnostic) => {
      for (const draft of drafts) draft.drop();
      return { fault };
    };
    for (const { path, content } of plan) {
      const target = this.#target(path);
      if (typeof target !== 'string') return refuse(target.fault);
      if ((await this.readTextIfThere(path)) === content) continue;
      const draft = this.#open(path, target);
      if ('fault' in draft) return refuse(draft.fault);
      drafts.push(draft);
      try {
        draft.fill(content);
      } catch (error) {
        return refuse(this.unwritable(path, error));
      }
    }
    const fault = this.keep(drafts);
    return fault ? refuse(fault) : { changed: drafts.map(({ path }) => this.shown(path)) };
  }

  #overInput(path: string): Diagnostic {
    const file = this.shown(path);
    return overInput.at(startOf(file), { file });
  }

  /** Opens a file that takes its place when it is kept; not one that this call was given to read. */
  draft(path: string): Draft | { readonly fault: Diagnostic } {
    const target = this.#target(path);
    return typeof target === 'string' ? this.#open(path, target) : target;
  }

  #open(path: string, target: string): Draft | { readonly fault: Diagnostic } {
    try {
      return new Draft(path, target);
    } catch (error) {
      return { fault: this.unwritable(path, error) };
    }
  }

  /** The file that is written: behind a link the one that it leads to. Or why none may be written there. */
  #target(path: string): string | { readonly fault: Diagnostic } {
    const absolute = this.absolute(path);
    try {
      const target = writeTarget(absolute);
      if (this.#inputs.has(absolute) || this.#inputs.has(target.real))
        return { fault: this.#overInput(path) };
      if (leadsOut(absolute, target, this.#cwd)) {
        const params = { file: this.shown(path), target: target.real };
        return { fault: linkLeadsOut.at(startOf(params.file), params) };
      }
      const there = statSync(target.real, { throwIfNoEntry: false });
      if (there && !there.isFile())
        throw Object.assign(new Error(path), { code: there.isDirectory() ? 'EISDIR' : 'EEXIST' });
      return target.linked ? target.real : absolute;
    } catch (error) {
      return { fault: this.unwritable(path, error) };
    }
  }

  /** Lets drafts take their places, all or none, or says why they cannot. */
  keep(drafts: readonly Draft[]): Diagnostic | undefined {
    const kept: Draft[] = [];
    for (const draft of drafts) {
      try {
        draft.keep();
        kept.push(draft);
      } catch (error) {
        for (const one of kept) one.undo();
        return this.unwritable(draft.path, error);
      }
    }
    for (const draft of drafts) draft.settle();
    return undefined;
  }

  /** Why a file could not be written, from what the system said. */
  unwritable(path: string, error: unknown): Diagnostic {
    const file = this.shown(path);
    return unwritable.at(startOf(file), { file, reason: reasonOf(error) });
  }

  /** Removes files, and folders that become empty by it, up to (not including) `root`; says what cannot be removed. */
  remove(paths: readonly string[], root: string): ReadonlyMap<string, Diagnostic> {
    const faults = new Map<string, Diagnostic>();
    for (const path of paths) {
      try {
        rmSync(this.absolute(path), { force: true });
      } catch (error) {
        const file = this.shown(path);
        faults.set(path, unremovable.at(startOf(file), { file, reason: reasonOf(error) }));
        continue;
      }
      const end = this.absolute(root) + sep;
      for (let at = dirname(this.absolute(path)); at.startsWith(end) && isRemoved(at); at = dirname(at));
    }
    return faults;
  }
}

/** Whether a folder could be removed: not one that holds something. */
function isRemoved(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function isLink(absolute: string): boolean {
  try {
    return lstatSync(absolute).isSymbolicLink();
  } catch {
    // Nothing is there yet, or nothing can be: no link in either case.
    return false;
  }
}

function standingAt(absolute: string): Standing {
  try {
    const found = lstatSync(absolute, { throwIfNoEntry: false });
    if (!found) return { kind: 'none' };
    return found.isFile()
      ? { kind: 'file', text: new TextDecoder().decode(readFileSync(absolute)) }
      : { kind: 'other' };
  } catch {
    // It cannot be read, or a part of its path is a file.
    return { kind: 'other' };
  }
}

/** The files of an earlier reading, by their absolute paths. */
export type KnownPages = Map<string, { readonly stamp: string; readonly bytes: Uint8Array }>;

function readIfChanged(absolute: string, known: KnownPages): Uint8Array {
  const { mtimeMs, ctimeMs, size, ino } = statSync(absolute);
  const stamp = `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  const before = known.get(absolute);
  if (before?.stamp === stamp) return before.bytes;
  const bytes = readFileSync(absolute);
  known.set(absolute, { stamp, bytes });
  return bytes;
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EEXIST: 'something of that name is in the way',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
