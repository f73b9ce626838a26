import type { OperationKind, RequestHeader } from '../model/description.ts';
import { camelCase, words } from '../model/printers/identifier.ts';

/** What a page tells of its operations' kind. */
export interface KindEvidence {
  readonly method: string;
  readonly path: string;
  readonly title: string;
  readonly statuses: readonly number[];
  /** Whether a success answer is a collection. */
  readonly collection: boolean;
  readonly headers: readonly RequestHeader[];
}

/** In OData's words, by path and method first; the title decides between creating and acting. */
export function kindOf(evidence: KindEvidence): OperationKind {
  const { method, path, title } = evidence;
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last === '$ref') return 'ref';
  if (last === '$count') return 'count';
  if (last === '$value' || last === 'content') return 'media';
  switch (method) {
    case 'get':
      if (last.includes('(') || /\bfunction\b/i.test(title)) return 'function';
      return evidence.collection ? 'list' : 'get';
    case 'patch':
      return 'update';
    case 'put':
      return 'replace';
    case 'delete':
      return 'delete';
    default:
      return evidence.statuses.includes(201) || /^(?:create|add|post|new)\b/i.test(title)
        ? 'create'
        : 'action';
  }
}

/** The words of kinds in operation ids. */
const verbs: Readonly<Partial<Record<OperationKind, string>>> = {
  list: 'list',
  get: 'get',
  create: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'replace',
};

/**
 * An id made of the operation's own page alone, so that no other page can move it: type and kind where the page's
 * file says just that (`…enterprisecertificate-update.md` → `enterpriseCertificate_update`), else the file's own words.
 * Further request lines of a page add what their path has beside the first.
 */
export function operationId(
  file: string,
  about: string,
  kind: OperationKind,
  path: string,
  first: string,
): string {
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  const plain = stem.toLowerCase().replace(/[^a-z0-9]/g, '');
  const type = about.toLowerCase();
  const verb = verbs[kind];
  const own = verb !== undefined && plain.endsWith(type + verb) ? `${about}_${verb}` : ofStem(stem, about);
  return path === first ? own : `${own}_${camelCase(distinct(path))}`;
}

/** `subscription-post-subscriptions` → `subscription_postSubscriptions`. */
function ofStem(stem: string, about: string): string {
  const parts = stem.split(/[-_.]+/).filter((part) => part !== '');
  const at = parts.findIndex((part) => part.toLowerCase() === about.toLowerCase());
  const owner = at === -1 ? (parts[0] ?? 'operation') : about;
  const rest = at === -1 ? parts.slice(1) : parts.slice(at + 1);
  return rest.length === 0 ? camelCase(owner) : `${camelCase(owner)}_${camelCase(rest.join(' '))}`;
}

function distinct(path: string): string {
  return words(path.replace(/\{[^{}]*\}/g, ' ')).join(' ') || 'root';
}
