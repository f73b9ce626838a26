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

/** An attribute with its quotes: ` title="…"`. */
export function htmlAttribute(name: string, value: string): string {
  return ` ${name}="${htmlText(value)}"`;
}

/** An `id` or fragment: letters, digits, `-`, `_` and `.` only, other characters as their code point. */
export function htmlId(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]/gu, (c) => `-${codePoint(c)}-`);
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
