/**
 * Foreign text for a terminal or a log: one line, no escape sequences, no characters that move the cursor or reverse
 * the reading order.
 */
export function terminalText(text: string): string {
  return text
    .replace(/\r\n?|\n|\u2028|\u2029/g, '\u23ce')
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
