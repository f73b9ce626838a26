const escapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
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
    .replace(/[\\'\n\r\t\v\f]/g, (c) => escapes[c] ?? c)
    .replace(/<(?=[/!])/g, '\\x3C')
    .replace(invisible, escapeCodePoint);
  return `'${body}'`;
}

// Controls, lone surrogates, every blank but the space, line separators, and all that shows nothing by itself.
const invisible = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

function escapeCodePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
