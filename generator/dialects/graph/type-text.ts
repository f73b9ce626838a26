import type { Inline } from '../../markdown/page.ts';
import type { TypeText } from '../fact.ts';

const collectionOf = /^(?:a\s+)?(?:collection|array|list)\s*(?:\(\s*(.*?)\s*\)|\s+of\s+(.*))$/i;
const trailingCollection = /\s+(?:collections?|array)\b.*$/i;
const remark = /\s*\((?:read-?only|optional|required|enum|flags?)\)\s*$/i;

/**
 * The type that a cell names: `String`, `Edm.Int32`, `String collection`, `Collection(Edm.String)`,
 * `[user](../resources/user.md) collection`, `[user][]`. Undefined for an empty cell.
 */
export function typeText(cell: Inline): TypeText | undefined {
  const { text, links } = cell;
  if (text === '') return undefined;
  const link = links[0];
  const plain = text.replace(remark, '');
  const wrapped = collectionOf.exec(plain);
  const inner = wrapped ? (wrapped[1] ?? wrapped[2] ?? '') : plain;
  const collection = wrapped !== null || trailingCollection.test(plain) || /\[\]$/.test(plain);
  const name = link ? link.text : inner;
  return { text, name: bare(name), collection, target: link?.target };
}

/** `user resource` → `user`, `String collection` → `String`; a name that merely ends in "Collection" stays. */
function bare(name: string): string {
  return name
    .replace(trailingCollection, '')
    .replace(/\[\]$/, '')
    .replace(/\s+(?:resource|object|type|entity|enum)s?\b.*$/i, '')
    .replace(/^#/, '')
    .trim();
}
