const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text between tags or inside a quoted attribute. Controls that HTML forbids become U+FFFD; format characters, which
 * would show a reviewer another order than what stands there, are named instead.
 */
export function htmlText(text: string): string {
  return text
    .replace(/[&<>"']/g, (c) => named[c] ?? c)
    .replace(/(?![\n\r\t])[\p{Cc}\p{Cs}]/gu, '\ufffd')
    .replace(/(?!\u200d)\p{Cf}/gu, (c) => `[U+${codePoint(c).toUpperCase().padStart(4, '0')}]`);
}

/** An `id` or fragment: letters, digits, `-`, `_` and `.` only, other characters as their code point. */
export function htmlId(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]/gu, (c) => `-${codePoint(c)}-`);
}

/** Markup that was made by `element`; a plain string is text and will be escaped. */
export interface Html {
  readonly html: string;
}

export type Child = Html | string | undefined | readonly Child[];

/** `undefined` leaves the attribute out, `true` writes it without a value. */
export type Attributes = Readonly<Record<string, string | true | undefined>>;

const empty = new Set(['br', 'hr', 'input', 'link', 'meta', 'wbr']);

/** The only way to markup: tag and attribute names are ours, everything else is escaped. */
export function element(tag: string, attributes: Attributes, ...children: Child[]): Html {
  const written = Object.entries(attributes).map(([name, value]) => attribute(name, value));
  const open = `<${tag}${written.join('')}>`;
  return { html: empty.has(tag) ? open : `${open}${inner(children)}</${tag}>` };
}

function attribute(name: string, value: string | true | undefined): string {
  if (value === undefined) return '';
  return value === true ? ` ${name}` : ` ${name}="${htmlText(value)}"`;
}

function inner(children: readonly Child[]): string {
  return children.map(childHtml).join('');
}

function childHtml(child: Child): string {
  if (child === undefined) return '';
  if (typeof child === 'string') return htmlText(child);
  return 'html' in child ? child.html : inner(child);
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
