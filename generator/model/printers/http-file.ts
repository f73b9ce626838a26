import { terminalText } from './terminal.ts';

/**
 * Foreign text in a file of requests (`.http`). Its readers fill `{{…}}` in from variables, some of them from the
 * environment, and take lines that begin in certain ways for the end of the request, for a file to send or for a script.
 */

/** The rest of a line that is already known for a comment. */
export function httpComment(text: string): string {
  return terminalText(text)
    .replace(/\s+/g, ' ')
    .replace(/\{(?=\{)/g, '{ ')
    .trim();
}

/** A body of JSON. It has two braces in a row, and what cannot be seen, within texts alone. */
export function httpJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/(?<=\{)\{/g, escaped)
    .replace(/[^\P{C}\n]|[\u2028\u2029]/gu, escaped);
}

function escaped(text: string): string {
  return text.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a text can stand in a request as it is, line by line. */
export function isPlainHttp(text: string): boolean {
  return !/\{\{|^\s*(?:<@?\s|<>|[>@#]|\/\/)|[^\P{C}\t\n]/mu.test(text);
}
