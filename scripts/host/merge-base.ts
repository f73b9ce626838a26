import { git } from './git.ts';

/** Where a branch left the default branch, or why that cannot be told. */
export type MergeBase = { readonly commit: string; readonly branch: string } | { readonly reason: string };

/** What the default branch may be called here; the first is what the remote says of itself. */
const candidates = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** The last commit that the checked-out one shares with the default branch. Nothing is fetched. */
export async function mergeBase(cwd: string): Promise<MergeBase> {
  const inside = await git(cwd, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code === 'absent') return { reason: 'git is not installed' };
  if (inside.code !== 0) return { reason: 'the working folder is in no Git repository' };
  for (const branch of candidates) {
    const known = await git(cwd, ['rev-parse', '--verify', '--quiet', `${branch}^{commit}`]);
    if (known.code !== 0) continue;
    const { code, out } = await git(cwd, ['merge-base', 'HEAD', branch]);
    if (code === 0) return { commit: new TextDecoder().decode(out).trim(), branch };
    return { reason: `HEAD and ${branch} have no commit in common here (is the history shallow?)` };
  }
  return { reason: `there is no default branch here: ${candidates.join(', ')}` };
}
