import { readdir, readFile } from 'node:fs/promises';
import { compareText } from '../../generator/model/diagnostic.ts';

/** The source files of `generator/runtime`, which generated code is given a copy of. The package ships them as source. */
export async function runtimeSources(): Promise<{ path: string; content: string }[]> {
  // Above `scripts/` in a checkout, above `dist/scripts/` in the package: what is compiled there is no source.
  for (const above of ['../../../generator/runtime/', '../../generator/runtime/']) {
    const folder = new URL(above, import.meta.url);
    const names = await readdir(folder).catch(() => []);
    const sources = names.filter((name) => /^[\w-]+\.ts$/.test(name)).sort(compareText);
    if (!sources.includes('index.ts')) continue;
    return Promise.all(
      sources.map(async (path) => ({ path, content: await readFile(new URL(path, folder), 'utf8') })),
    );
  }
  throw new Error('the sources of generator/runtime are not in the package');
}
