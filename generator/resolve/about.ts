import type { RequestBody, Response } from '../model/description.ts';
import { simpleName } from './type-names.ts';

/**
 * The type that an API page is about, by its own words alone: a word of the title (or the type answered with, or
 * sent) that the page's file name repeats; else the type answered with, sent, or named last in the path.
 */
export function aboutOf(
  file: string,
  title: string,
  path: string,
  responses: readonly Response[],
  body: RequestBody | undefined,
): string {
  const typed = [...responses.filter((r) => r.status < 300).map((r) => r.type?.name), body?.type?.name]
    .filter((name) => name !== undefined && !name.startsWith('Edm.'))
    .map((name) => simpleName(name ?? ''));
  const words = title.split(/[^\w]+/).filter((word) => word !== '');
  const candidates = [
    ...typed,
    ...words,
    ...words.map((word) => word.replace(/ies$/, 'y').replace(/s$/, '')),
  ];
  const parts = file
    .slice(file.lastIndexOf('/') + 1)
    .replace(/\.md$/i, '')
    .toLowerCase()
    .split(/[-_.]+/);
  for (const part of parts) {
    if (verbs.has(part)) continue;
    const found = candidates.find((candidate) => candidate.toLowerCase() === part);
    if (found !== undefined) return lowerFirst(found);
  }
  const segments = path.split('/').filter((segment) => /^[A-Za-z]\w*$/.test(segment));
  return lowerFirst(typed[0] ?? segments.at(-1) ?? 'operation');
}

const verbs = new Set(
  'list get create update delete post put patch add remove the a an of to for in by'.split(' '),
);

/** Titles begin with capitals; types do not. */
function lowerFirst(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? (name[0] ?? '').toLowerCase() + name.slice(1) : name;
}
