import { type JsonObject, stringMember } from '../model/json.ts';
import { commentLines } from '../model/printers/comment.ts';
import type { Operation } from '../openapi/api.ts';

/** The lines of a JSDoc comment on a schema: what it says, and how its strings are written. */
export function schemaProse(json: JsonObject): readonly string[] {
  const format = stringMember(json, 'format');
  const encoding = stringMember(json, 'contentEncoding');
  const facts: string[] = [];
  if (encoding !== undefined) facts.push(`Encoding: ${encoding}.`);
  else if (format === 'byte') facts.push('Encoding: base64.');
  if (format !== undefined && format !== 'byte') facts.push(`Format: ${format}${formatNote[format] ?? ''}.`);
  if (json['default'] !== undefined) facts.push(`Default: ${shortJson(json['default'])}.`);
  const told = paragraphs([stringMember(json, 'title'), stringMember(json, 'description')]);
  // Authors often say it themselves.
  const says = (word: RegExp) => told.some((line) => word.test(line));
  if (json['readOnly'] === true && !says(/\bread-?only\b/i)) facts.push('Read-only.');
  if (json['writeOnly'] === true && !says(/\bwrite-?only\b/i)) facts.push('Write-only.');
  const lines = [...told, ...facts.flatMap(commentLines)];
  if (json['deprecated'] === true) lines.push('@deprecated');
  return lines;
}

const formatNote: Readonly<Record<string, string>> = {
  'date-time': ' (RFC 3339, kept as text: a Date would lose digits)',
  int64: ' (digits beyond 2^53 are lost in a number)',
};

/** `PATCH /users/{id}` */
export function requestLine(operation: Operation): string {
  return `${operation.method.toUpperCase()} ${operation.path}`;
}

/** The lines of a JSDoc comment on an operation. */
export function operationProse(operation: Operation): readonly string[] {
  const lines = paragraphs([operation.summary, operation.description]);
  const request = commentLines(requestLine(operation));
  const all = lines.length === 0 ? request : [...lines, '', ...request];
  return operation.deprecated ? [...all, '@deprecated'] : all;
}

function paragraphs(texts: readonly (string | undefined)[]): string[] {
  const told = texts.filter((text) => text !== undefined && text.trim() !== '');
  return told.flatMap((text, i) => [...(i === 0 ? [] : ['']), ...commentLines((text ?? '').trim())]);
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** The same in short: what it is for, in one paragraph, and the request. */
export function operationSummary(operation: Operation): readonly string[] {
  return operationProse({ ...operation, summary: purpose(operation), description: undefined });
}

/** What an operation is for, in one paragraph of the document's own text. */
export function purpose({ summary, description }: Operation): string {
  return firstParagraph(summary ?? description ?? '');
}

export function firstParagraph(text: string): string {
  return text.trim().split(/\n[ \t]*\n/)[0] ?? '';
}
