import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from './host.ts';

/** What a configuration file is called, the preferred name first. */
export const configNames = [
  'docpact.config.ts',
  'docpact.config.mjs',
  'docpact.config.js',
  'docpact.config.json',
];

/**
 * The nearest folder with a configuration file, from the working folder upward as far as lilconfig looks for it. By
 * itself: most calls need neither lilconfig nor what is in the file.
 */
export async function configFolder(host: Host): Promise<string | undefined> {
  for (let folder = host.cwd; ; folder = dirname(folder)) {
    for (const name of configNames)
      if ((await host.files.kind(join(folder, name))) === 'file') return host.files.shown(folder);
    if (folder === homedir() || folder === dirname(folder)) return undefined;
  }
}
