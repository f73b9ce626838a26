const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text between tags or inside a quoted attribute. Controls that HTML forbids become U+FFFD. */
export function htmlText(text: string): string {
  return text
    .replace(/[&<>"']/g, (c) => named[c] ?? c)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, (c) => `&#${c.charCodeAt(0)};\u2069`);
}

/** An attribute with its quotes: ` title="…"`. */
export function htmlAttribute(name: string, value: string): string {
  return ` ${name}="${htmlText(value)}"`;
}

/** An `id` or fragment: letters, digits, `-`, `_` and `.` only, other characters as their code point. */
export function htmlId(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]/gu, (c) => `-${(c.codePointAt(0) ?? 0).toString(16)}-`);
}
