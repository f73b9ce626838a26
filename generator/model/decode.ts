import { type Area, defineProblem, type Problem, type Result } from './diagnostic.ts';
import { Lines } from './lines.ts';
import { startOf } from './place.ts';

/** What the first steps of every reader can say, whatever it reads: bytes, encoding, what it is, size. */
export interface InputProblems {
  readonly encoding: Problem<{ file: string; reason: string }>;
  readonly empty: Problem<{ file: string; wanted: string }>;
  readonly foreign: Problem<{ file: string; found: string; wanted: string }>;
  readonly tooLarge: Problem<{ file: string; bytes: number; limit: number }>;
}

/**
 * The same four problems in the words of one area: `openapi/empty`, `pact/empty` … `kind` tells the files of one area
 * apart: `config/accept-empty`.
 */
export function inputProblems(area: Area, kind?: string): InputProblems {
  const of = `${area}/${kind === undefined ? '' : `${kind}-`}` as const;
  const other = kind === undefined ? `not-${area === 'docs' ? 'a-page' : area}` : 'foreign';
  return {
    encoding: defineProblem({
      code: `${of}encoding`,
      severity: 'error',
      summary: 'The file is not text in UTF-8 or UTF-16.',
      message: (p) => `${p.file} cannot be read as text: ${p.reason}`,
      help: 'Save the file as UTF-8.',
    }),
    empty: defineProblem({
      code: `${of}empty`,
      severity: 'error',
      summary: 'The file is empty.',
      message: (p) => `${p.file} is empty`,
      help: (p) => `Give ${p.wanted}.`,
    }),
    foreign: defineProblem({
      code: `${of}${other}`,
      severity: 'error',
      summary: 'The file is something else than what was asked for.',
      message: (p) => `${p.file} is ${p.found}, not ${p.wanted}`,
      help: (p) => `Give ${p.wanted}.`,
    }),
    tooLarge: defineProblem({
      code: `${of}too-large`,
      severity: 'error',
      summary: 'The file exceeds the size limit.',
      message: (p) => `${p.file} has ${p.bytes} bytes; the limit is ${p.limit}`,
    }),
  };
}

const fatal = { fatal: true };
/** Kept: making one costs more than decoding a page. */
const decoders = {
  'utf-8': new TextDecoder('utf-8', fatal),
  'utf-16le': new TextDecoder('utf-16le', fatal),
  'utf-16be': new TextDecoder('utf-16be', fatal),
};

/**
 * Bytes to text: UTF-8, or UTF-16 by its byte order mark; the mark is dropped. Invalid bytes and NUL are refused,
 * because what they turn into would be reported at the wrong place, or silently kept.
 */
export function decode(bytes: Uint8Array, file: string, problems: InputProblems): Result<string | undefined> {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  let text: string;
  try {
    text = decoders[encoding].decode(bytes);
  } catch {
    const reason = `it holds bytes that are not ${encoding.toUpperCase()}`;
    return { value: undefined, diagnostics: [problems.encoding.at(startOf(file), { file, reason })] };
  }
  // In UTF-8 the byte is the character, and bytes are searched quicker than the text that they make.
  if (encoding === 'utf-8' && !bytes.includes(0)) return { value: text, diagnostics: [] };
  const nul = text.indexOf('\0');
  if (nul === -1) return { value: text, diagnostics: [] };
  const at = { file, ...new Lines(text).position(nul) };
  return {
    value: undefined,
    diagnostics: [problems.encoding.at(at, { file, reason: 'it holds a NUL character' })],
  };
}

/** A phrase for text that is clearly not a document of any kind that we read, with where that shows. */
export function foreignText(text: string): { found: string; offset: number } | undefined {
  const head = text.slice(0, 2000).trimStart();
  if (/^<(!doctype|html)\b/i.test(head)) return { found: 'an HTML page', offset: 0 };
  if (head.startsWith('version https://git-lfs.github.com/spec/'))
    return { found: 'a Git LFS pointer', offset: 0 };
  const merge = mergeMark(text);
  return merge === undefined ? undefined : { found: 'a file with unresolved merge marks', offset: merge };
}

/** Where Git has left two versions in a text, for somebody to choose from. */
export function mergeMark(text: string): number | undefined {
  if (!text.includes('<<<<<<< ')) return undefined;
  return /^<{7} .*$(?=[\s\S]*^={7}$[\s\S]*^>{7} )/m.exec(text)?.index;
}
