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

/** The nearest configuration file, from the working folder upward to the user's own, as the host shows paths. */
export async function configFile(host: Host): Promise<string | undefined> {
  const home = homeFolder();
  for (let folder = host.cwd; ; folder = dirname(folder)) {
    for (const name of configNames) {
      const path = join(folder, name);
      if ((await host.files.kind(path)) === 'file') return host.files.shown(path);
    }
    if (folder === home || folder === dirname(folder)) return undefined;
  }
}

/** None where a container runs as a user of whom the system knows nothing. */
function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    // No user of that number, and no HOME: the search ends at the top.
    return undefined;
  }
}
