import type { Page } from '../../markdown/page.ts';

const titled = /\bresource(?: type)?$|\benum(?:eration)?(?: type)?$|\bcomplex type$/i;

/** `ship resource type`: the title says that the page describes a type. */
export function isTitledAsType(page: Page): boolean {
  return titled.test(page.root.sections[0]?.title ?? '');
}

/**
 * What only pages of this reference have: a `doc_type`, apidoctor's annotations, "x resource type". A page without them
 * that names endpoints in headings or tables is of another dialect, and one with them is not.
 */
export function isMarked(page: Page): boolean {
  if (page.frontMatter?.entries.some((entry) => entry.key === 'doc_type')) return true;
  return isTitledAsType(page) || page.text.includes('"blockType"');
}
