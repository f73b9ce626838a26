/**
 * Text for a JSDoc comment, as lines without the leading ` * `. Closes no comment, opens no tag that was not ours,
 * and holds no character that reorders what a reviewer sees.
 */
export function commentLines(text: string): string[] {
  // Nearly all there is, and all that follows leaves it as it is.
  if (/^[\x20-\x29\x2b-\x2e\x30-\x3f\x41-\x7e]*$/.test(text)) return [text.trimEnd()];
  return (
    text
      .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '')
      // Last: what is left out may stand between the two.
      .replace(/\*\//g, '*\u2215')
      .replace(/\/\*/g, '\u2215*')
      .replace(/(^|\s)@(?=[A-Za-z])/g, '$1\\@')
      .split('\n')
      .map((line) => line.trimEnd())
  );
}
