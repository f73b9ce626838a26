import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import type { Place } from '../model/place.ts';
import { startOf } from '../model/place.ts';
import type { PageFacts } from './facts-of.ts';

const mixed = defineProblem<{ versions: string }>({
  code: 'docs/versions-mixed',
  severity: 'warning',
  summary: 'Pages of two versions of the API are read as one.',
  message: (p) =>
    `these pages belong to different versions (${p.versions}); what they say of one operation or type was merged`,
  help: 'Import the pages of each version by themselves, into a document of their own.',
});
const silent = defineProblem<{ file: string }>({
  code: 'docs/page-says-nothing',
  severity: 'warning',
  summary: 'A page documents neither an operation nor a type.',
  message: (p) => `${p.file} yields neither an operation nor a type`,
});

/** Pages of which nothing can be made, and pages that do not belong together. */
export function checkPages(pages: readonly PageFacts[], diagnostics: Diagnostic[]): void {
  for (const page of pages) {
    const speaks = page.facts.some(
      ({ predicate, subject, value }) =>
        subject.of === 'type' ||
        predicate === 'request-line' ||
        (predicate === 'malformed' && value.what === 'request-line'),
    );
    if (!speaks) diagnostics.push(silent.at(startOf(page.file), { file: page.file }));
  }
  reportVersions(pages, diagnostics);
}

/** By the folders that pages stand in; where these do not say, by the URLs of their examples. */
function reportVersions(pages: readonly PageFacts[], diagnostics: Diagnostic[]): void {
  const byFolder = firstOf(pages, (page) => folderVersion(page.file));
  if (byFolder.size > 0) {
    report(byFolder, diagnostics);
    return;
  }
  // One page in twenty shows a URL of the other version by mistake: that makes no second version.
  const byUrl = firstOf(pages, urlVersion);
  const total = [...byUrl.values()].reduce((sum, { count }) => sum + count, 0);
  report(new Map([...byUrl].filter(([, { count }]) => count >= total / 5)), diagnostics);
}

interface VersionPages {
  readonly at: Place;
  count: number;
}

function firstOf(
  pages: readonly PageFacts[],
  versionOf: (page: PageFacts) => string | undefined,
): Map<string, VersionPages> {
  const found = new Map<string, VersionPages>();
  for (const page of pages) {
    const version = versionOf(page);
    if (version === undefined) continue;
    const known = found.get(version);
    if (known) known.count++;
    else found.set(version, { at: startOf(page.file), count: 1 });
  }
  return found;
}

function folderVersion(file: string): string | undefined {
  return /(?:^|\/)(v\d+\.\d+|beta)\//i.exec(file)?.[1]?.toLowerCase();
}

/** That of most of the page's example requests. */
function urlVersion(page: PageFacts): string | undefined {
  const found = new Map<string, number>();
  for (const fact of page.facts) {
    if (fact.predicate !== 'example-request') continue;
    const version = /^https?:\/\/[^/]+\/(v\d+\.\d+|beta)(?=[/?]|$)/i.exec(fact.value.url)?.[1]?.toLowerCase();
    if (version !== undefined) found.set(version, (found.get(version) ?? 0) + 1);
  }
  const [most] = [...found].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

function report(found: ReadonlyMap<string, VersionPages>, diagnostics: Diagnostic[]): void {
  const [first, second] = [...found.values()];
  if (!first || !second) return;
  const versions = [...found.keys()].join(', ');
  diagnostics.push(
    mixed.at(second.at, { versions }, [{ message: 'a page of another version', at: first.at }]),
  );
}
