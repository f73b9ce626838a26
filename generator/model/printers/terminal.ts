/**
 * Foreign text for a terminal or a log: one line, no escape sequences, no characters that move the cursor or reverse
 * the reading order.
 */
export function terminalText(text: string): string {
  return text.replace(/\r\n?|[\n\u2028\u2029]/g, '\u23ce').replace(/\p{C}/gu, '\ufffd');
}
