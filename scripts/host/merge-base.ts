import { git } from './git.ts';

/** Where a branch left the default branch, or why that cannot be told. */
export type MergeBase = { readonly commit: string; readonly branch: string } | { readonly reason: string };

/** What the default branch may be called here; the first is what the remote says of itself. */
const candidates = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** The last commit that the checked-out one shares with the default branch. Nothing is fetched. */
export async function mergeBase(cwd: string): Promise<MergeBase> {
  const known = await git(cwd, ['for-each-ref', '--format=%(refname)', ...candidates]);
  if (known.code === 'absent') return { reason: 'git is not installed' };
  if (known.code !== 0) return { reason: 'the working folder is in no Git repository' };
  const there = textOf(known.out).split('\n');
  const reference = candidates.find((one) => there.includes(one));
  const names = candidates.map(nameOf);
  if (reference === undefined) return { reason: `there is no default branch here: ${names.join(', ')}` };
  const branch = nameOf(reference);
  const { code, out } = await git(cwd, ['merge-base', 'HEAD', reference]);
  if (code === 0) return { commit: textOf(out), branch };
  return { reason: `HEAD and ${branch} have no commit in common here (is the history shallow?)` };
}

function nameOf(reference: string): string {
  return reference.replace(/^refs\/(remotes|heads)\//, '');
}

function textOf(out: Uint8Array): string {
  return new TextDecoder().decode(out).trim();
}
