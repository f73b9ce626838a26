/**
 * Text for a JSDoc comment, as lines without the leading ` * `. Closes no comment, opens no tag that was not ours,
 * and holds no character that reorders what a reviewer sees.
 */
export function commentLines(text: string): string[] {
  return text
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/\*\//g, '*\u2215')
    .replace(/\/\*/g, '\u2215*')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/(^|\s)@(?=[A-Za-z])/g, '$1\\@')
    .split('\n')
    .map((line) => line.trimEnd());
}
