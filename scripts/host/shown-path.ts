import nodePath, { type PlatformPath } from 'node:path';

/** A path with slashes, as reports, patterns and Git have it, whatever the system writes. */
export function slashed(path: string, { sep }: Pick<PlatformPath, 'sep'> = nodePath): string {
  return path.split(sep).join('/');
}

/** Whether a file lies in a folder or is it; both are absolute. */
export function isWithin(
  file: string,
  folder: string,
  { relative, isAbsolute, sep }: PlatformPath = nodePath,
): boolean {
  const inside = relative(folder, file);
  // Windows knows no way from one drive to another.
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** The path as messages show it: relative to the working folder if it lies within, else as it was given. */
export function shownPath(path: string, cwd: string, paths: PlatformPath = nodePath): string {
  const absolute = paths.resolve(cwd, path);
  const shown = isWithin(absolute, cwd, paths) ? paths.relative(cwd, absolute) || '.' : path;
  return slashed(shown, paths);
}
