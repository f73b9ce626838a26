import { pathSegment } from './path.ts';

/**
 * Text for a paragraph or a table cell of a Markdown file (CommonMark, GFM and what GitHub adds), on one line. It is
 * shown as it stands: no emphasis, link, code, HTML, mention, emoji or formula begins in it, and no cell ends. GitHub looks
 * for mentions and issues after it has taken backslashes away (github/cmark-gfm#181): a blank of no width keeps them apart.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>~&$]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/www\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replace(/^[-+=#>:]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\')
    .replace(/@|#(?=\d)/g, '$&&#8203;')
    .replaceAll('|', '&#124;');
}

/** The same as code. A bar cannot stand in code that stands in a table (GFM, 4.10), so such text is shown plain. */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  if (line.includes('|')) return markdownText(line);
  if (line === '') return '` `';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A link to a place beside the file; `label` is Markdown already. */
export function markdownLink(label: string, target: string): string {
  const url = target.replace(/[^A-Za-z0-9\-._~/#%]/gu, pathSegment);
  return `[${label}](${url})`;
}

/** The fragment under which a heading of this text can be linked to on GitHub. */
export function markdownAnchor(text: string): string {
  const slug = oneLine(text).toLowerCase();
  return `#${slug.replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '').replaceAll(' ', '-')}`;
}

/** Blanks of all kinds are one; what shows nothing by itself is left out. */
function oneLine(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')
    .replace(/ +/g, ' ')
    .trim();
}
