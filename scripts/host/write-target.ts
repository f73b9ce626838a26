import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isWithin } from './shown-path.ts';

/** Where what is written to a path ends up: behind symbolic links, in a folder by its real name. */
export interface WriteTarget {
  readonly real: string;
  /** Whether the path itself is a link, and not only a folder above it. */
  readonly linked: boolean;
}

/** As many links behind each other as systems follow. */
const mostLinks = 40;

/** Throws what the system does where links lead in a circle or into a folder that is not there. */
export function writeTarget(absolute: string): WriteTarget {
  let real = inRealFolder(absolute, false);
  for (let links = 0; links <= mostLinks; links++) {
    if (lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink() !== true)
      return { real, linked: links > 0 };
    real = inRealFolder(resolve(dirname(real), readlinkSync(real)), true);
  }
  throw Object.assign(new Error(absolute), { code: 'ELOOP' });
}

/** The folder that a path names need not be there: it will be made. One that a link leads to must. */
function inRealFolder(file: string, linked: boolean): string {
  const folder = dirname(file);
  if (!linked && lstatSync(folder, { throwIfNoEntry: false }) === undefined) return file;
  return join(realpathSync.native(folder), basename(file));
}

/**
 * Whether a link below a folder leads out of it. Links come with repositories that others write to: through one of them
 * any file of whoever runs us could be overwritten.
 */
export function leadsOut(absolute: string, { real, linked }: WriteTarget, folder: string): boolean {
  if (!linked) return false;
  const root = realpathSync.native(folder);
  return isWithin(inRealFolder(absolute, false), root) && !isWithin(real, root);
}

/** The real names of files, folders looked up once. */
export class RealNames {
  readonly #folders = new Map<string, string>();

  of(absolute: string): string {
    const folder = dirname(absolute);
    let real = this.#folders.get(folder);
    if (real === undefined) {
      real = realpathSync.native(folder);
      this.#folders.set(folder, real);
    }
    return real === folder ? absolute : join(real, basename(absolute));
  }
}
