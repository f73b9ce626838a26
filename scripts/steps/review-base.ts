import type { PolicyName } from '../../contracts/changes/change.ts';
import { compare } from '../../contracts/changes/compare.ts';
import { changesSince, pagesBehind } from '../../contracts/review/compared.ts';
import type { Review, ReviewedChanges } from '../../contracts/review/review.ts';
import type { ReviewedSide } from '../../contracts/review/side.ts';
import type { Diagnostic, Result } from '../../generator/model/diagnostic.ts';
import { Lines } from '../../generator/model/lines.ts';
import type { Place } from '../../generator/model/place.ts';
import { isGitFile, readGitFile } from '../host/git.ts';
import type { Host } from '../host/host.ts';
import { mergeBase } from '../host/merge-base.ts';
import { readSide } from '../host/read-side.ts';
import type { ReadSpec } from '../host/read-spec.ts';

/** The document that the spec is compared with. */
export interface ReviewBase {
  /** A file, or one of a Git revision: `git:REV:path`. */
  readonly file: string;
  /** As the page names it. */
  readonly name: string;
  /** What `--base` has to say to mean it again. */
  readonly flag: string;
  readonly read: ReadSpec;
}

/**
 * The base: a file if there is one of that name, else a revision; without a name the merge base with the default branch. A
 * text: why there is none, where nobody asked for one.
 */
export async function reviewBase(
  named: string | undefined,
  spec: string,
  head: ReadSpec | undefined,
  host: Host,
): Promise<Result<ReviewBase | string | undefined>> {
  if (named === undefined) return defaultBase(spec, head, host);
  const isFile = isGitFile(named) || (await host.files.kind(named)) === 'file';
  const file = isFile ? named : gitName(named, spec, host);
  const { value: read, diagnostics } = await readSide(host, file);
  // An API that is new has nothing to be compared with, and its owners want a page all the same.
  const [only] = diagnostics;
  if (!read && !isFile && only?.code === 'config/git-path')
    return { value: `Nothing was compared: ${only.message}.`, diagnostics: [] };
  return { value: read && { file, name: named, flag: named, read }, diagnostics };
}

async function defaultBase(
  spec: string,
  head: ReadSpec | undefined,
  host: Host,
): Promise<Result<ReviewBase | string>> {
  const none = (reason: string) => ({
    value: `Nothing was compared: ${reason}. Name what to compare with: --base REVISION or --base FILE.`,
    diagnostics: [],
  });
  const found = await mergeBase(host.cwd);
  if ('reason' in found) return none(found.reason);
  const { commit, branch } = found;
  const file = gitName(commit, spec, host);
  const { value: read, diagnostics } = await readUnlessSame(file, head, host);
  const short = commit.slice(0, 12);
  if (!read) return none(diagnostics[0]?.message ?? `${short} has no such document`);
  return {
    value: { file, name: `${short}, the merge base with ${branch}`, flag: commit, read },
    diagnostics,
  };
}

/** Most branches leave the spec as it is: then it is not read a second time. */
async function readUnlessSame(
  file: string,
  head: ReadSpec | undefined,
  host: Host,
): Promise<Result<ReadSpec | undefined>> {
  const raw = await readGitFile(file, host.cwd);
  if (head && 'bytes' in raw && Buffer.compare(raw.bytes, head.bytes) === 0)
    return { value: head, diagnostics: [] };
  return readSide(host, file);
}

/** Git takes no path as absolute. */
function gitName(revision: string, spec: string, host: Host): string {
  return `git:${revision}:${host.files.shown(spec)}`;
}

export interface CompareRequest {
  readonly base: ReviewBase;
  readonly head: Omit<ReviewedSide, 'line'>;
  readonly judgements: ReviewedSide['judgements'];
  readonly pages: Review['pages'];
  readonly policy: PolicyName;
  accepted(diagnostic: Diagnostic): { readonly reason: string; readonly expires?: string } | undefined;
}

/** What changed since the base, with the lines of documentation as they stand now and as they stood. */
export async function compareWithBase(request: CompareRequest, host: Host): Promise<ReviewedChanges> {
  const { base, head, judgements, pages, policy, accepted } = request;
  const comparison = compare(base.read.api, head.api, { policy });
  const now = new Map(pages.map(({ file, lines }) => [file, lines]));
  const then = await pagesOfBase(base, pagesBehind(comparison, base.read), now, host);
  const textOf = (known: ReadonlyMap<string, Lines>) => (place: Place) =>
    known.get(place.file)?.line(place.line);
  return changesSince(
    { api: base.read.api, sources: base.read.sources, judgements, line: textOf(then) },
    { ...head, line: textOf(now) },
    { name: base.name, policy, comparison, accepted },
  );
}

/** Each takes a call of git. */
const mostPages = 200;

/** Pages as they stood. Beside a file nobody knows how: what is a page of today as well is left out. */
async function pagesOfBase(
  base: ReviewBase,
  files: readonly string[],
  now: ReadonlyMap<string, Lines>,
  host: Host,
): Promise<ReadonlyMap<string, Lines>> {
  const revision = /^git:([^:]+):/.exec(base.file)?.[1];
  const found = new Map<string, Lines>();
  for (const file of files.slice(0, mostPages)) {
    if (revision === undefined && now.has(file)) continue;
    const read =
      revision === undefined
        ? await host.files.read(file)
        : await readGitFile(`git:${revision}:${file}`, host.cwd);
    if ('bytes' in read) found.set(file, new Lines(new TextDecoder().decode(read.bytes)));
  }
  return found;
}
