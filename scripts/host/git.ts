import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { library } from '../../generator/model/library.ts';
import { startOf } from '../../generator/model/place.ts';
import { slashed } from './shown-path.ts';

const noGit = defineProblem<{ file: string }>({
  code: 'config/git-absent',
  severity: 'error',
  summary: 'Git is not installed.',
  message: (p) => `${p.file} cannot be read: there is no git`,
  help: 'Install Git, or name a file.',
});
const noRepository = defineProblem<{ file: string }>({
  code: 'config/git-no-repository',
  severity: 'error',
  summary: 'The working folder is in no Git repository.',
  message: (p) => `${p.file} cannot be read: the working folder is in no Git repository`,
  help: 'Run docpact in a checkout, or name a file.',
});
const foreign = defineProblem<{ file: string }>({
  code: 'config/git-owner',
  severity: 'error',
  summary: 'Git does not read a checkout that belongs to another user.',
  message: (p) => `${p.file} cannot be read: the checkout belongs to another user, and Git leaves it alone`,
  help: 'In a container: git config --global --add safe.directory and the folder of the checkout.',
});
const unknownRevision = defineProblem<{ file: string; revision: string }>({
  code: 'config/git-revision',
  severity: 'error',
  summary: 'Git knows no such revision.',
  message: (p) => `${p.file} cannot be read: there is no revision ${p.revision}`,
  help: 'A branch of a remote is called origin/main; git fetch gets what is not here yet.',
});
const shallow = defineProblem<{ file: string; revision: string }>({
  code: 'config/git-shallow',
  severity: 'error',
  summary: 'The history of the checkout is cut off, and the revision is not in it.',
  message: (p) => `${p.file} cannot be read: there is no revision ${p.revision}, the history is shallow`,
  help: 'Fetch it: git fetch --unshallow, or fetch-depth: 0 of actions/checkout.',
});
const missing = defineProblem<{ file: string; path: string; revision: string }>({
  code: 'config/git-path',
  severity: 'error',
  summary: 'The revision has no such file.',
  message: (p) => `${p.file} cannot be read: ${p.revision} has no file ${p.path}`,
  help: 'Paths are relative to the working folder.',
});
const unwritten = defineProblem<{ file: string }>({
  code: 'config/git-name',
  severity: 'error',
  summary: 'A file of a Git revision is not named as git:REVISION:path.',
  message: (p) => `${p.file} is not of the form git:REVISION:path`,
  help: 'For example git:origin/main:spec/openapi.yaml.',
});

const childProcess = library<typeof import('node:child_process')>('node:child_process');

/** A file as it stood in a revision. */
interface Named {
  readonly file: string;
  readonly revision: string;
  readonly path: string;
}

/** Whether a name is that of a file in a Git revision: `git:main:spec/openapi.yaml`. */
export function isGitFile(file: string): boolean {
  return file.startsWith('git:');
}

/** Reads a file of a revision, without checking anything out; nothing is fetched. Paths are relative to the working folder. */
export async function readGitFile(
  file: string,
  cwd: string,
): Promise<{ bytes: Uint8Array } | { fault: Diagnostic }> {
  const [, revision = '', path = ''] = /^git:([^:]+):(.+)$/s.exec(file) ?? [];
  // What begins like an option must never reach git as one.
  if (revision === '' || revision.startsWith('-') || path.includes('\0'))
    return { fault: unwritten.at(startOf(file), { file }) };
  const named = { file, revision, path };
  const read = await git(cwd, ['cat-file', 'blob', objectName(named)]);
  return read.code === 0 ? { bytes: read.out } : { fault: await faultOf(named, cwd) };
}

/** `./` makes git read a path from the working folder, not from the top of the repository. */
function objectName({ revision, path }: Named): string {
  const slashes = slashed(path);
  return `${revision}:${slashes.startsWith('/') ? slashes.slice(1) : `./${slashes}`}`;
}

/** Why a file could not be read: asked only then, for each answer is another call. */
async function faultOf(named: Named, cwd: string): Promise<Diagnostic> {
  const at = startOf(named.file);
  const inside = await git(cwd, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code === 'absent') return noGit.at(at, named);
  if (inside.code !== 0)
    return (/dubious ownership/.test(inside.complaint) ? foreign : noRepository).at(at, named);
  const known = await git(cwd, ['rev-parse', '--verify', '--quiet', `${named.revision}^{commit}`]);
  if (known.code === 0) return missing.at(at, named);
  const { out } = await git(cwd, ['rev-parse', '--is-shallow-repository']);
  const isShallow = new TextDecoder().decode(out).trim() === 'true';
  return (isShallow ? shallow : unknownRevision).at(at, named);
}

/** In bytes; as much as a document may have. */
const largest = 128 * 1024 * 1024;

/** Nothing of what git could start or ask for: no shell, no prompt, no network. */
const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

/** Runs git; its output, or that there is none. */
export function git(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: number | 'absent'; readonly out: Uint8Array; readonly complaint: string }> {
  const options = { cwd, encoding: 'buffer', maxBuffer: largest, env: { ...process.env, ...quiet } } as const;
  return new Promise((resolve) => {
    childProcess().execFile('git', args, options, (error, out, err) => {
      const code = !error ? 0 : error.code === 'ENOENT' ? 'absent' : 1;
      resolve({ code, out, complaint: new TextDecoder().decode(err) });
    });
  });
}
