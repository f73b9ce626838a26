const escapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

/**
 * A TypeScript string literal in single quotes. Everything that could end the literal, the line or the script,
 * or that an editor shows in another order than it stands (bidirectional controls), is escaped; lone surrogates
 * are escaped because they cannot be written as UTF-8.
 */
export function stringLiteral(text: string): string {
  const body = text
    .replace(/[\\'\n\r\t\b\f\v]/g, (c) => escapes[c] ?? c)
    .replace(/<(?=[/!])/g, '\\x3C')
    .replace(invisible, escapeUnit)
    .replace(loneSurrogate, escapeUnit);
  return `'${body}'`;
}

// Controls, soft hyphen, no-break and zero-width characters, bidi controls, U+2028/9, BOM and interlinear marks.
const invisible =
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
