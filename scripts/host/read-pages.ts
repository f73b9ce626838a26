import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { KnownPages } from './files.ts';
import type { Host } from './host.ts';

export interface PageFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

const noPages = defineProblem<{ folder: string }>({
  code: 'docs/no-pages',
  severity: 'error',
  summary: 'A folder holds no documentation pages.',
  message: (p) => `there is no Markdown page (.md) in ${p.folder} or below it`,
  help: 'Name the folder that holds the reference pages.',
});

/** The pages that paths name: files as they are, folders with all Markdown files below them. Each file once. */
export async function readPages(
  host: Host,
  paths: readonly string[],
  known?: KnownPages,
): Promise<Result<PageFile[] | undefined>> {
  const files = new Set<string>();
  const faults: Diagnostic[] = [];
  for (const path of paths) {
    if ((await host.files.kind(path)) !== 'folder') files.add(host.files.shown(path));
    else {
      const pages = (await host.files.below(path)).filter((file) => /\.md$/i.test(file));
      const folder = host.files.shown(path);
      if (pages.length === 0) faults.push(noPages.at(startOf(folder), { folder }));
      for (const page of pages) files.add(page);
    }
  }
  const read: PageFile[] = [];
  const names = [...files];
  for (const [i, found] of host.files.readMany(names, known).entries()) {
    if ('fault' in found) faults.push(found.fault);
    else read.push({ file: names[i] ?? '', bytes: found.bytes });
  }
  return faults.length > 0 ? { value: undefined, diagnostics: faults } : { value: read, diagnostics: [] };
}
