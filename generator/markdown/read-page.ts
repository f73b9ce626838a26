import { decode, foreignText, inputProblems, mergeMark } from '../model/decode.ts';
import { type Diagnostic, defineProblem, type Result } from '../model/diagnostic.ts';
import { Lines } from '../model/lines.ts';
import { type Span, startOf } from '../model/place.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Page, Range } from './page.ts';
import { BlockScan } from './scan.ts';
import { sectionTree } from './sections.ts';

const problems = inputProblems('docs');
const wanted = 'a documentation page in Markdown';

const merged = defineProblem<Record<never, never>>({
  code: 'docs/merge-marks',
  severity: 'error',
  summary: 'A page holds unresolved merge marks.',
  message: () => 'Git left two versions of this part here; both were read',
  help: 'Keep one of the versions, and take the marks out.',
});

/** Bytes of one page; the longest of Microsoft Graph's 11,289 has 0.2 MB. */
const limit = 2 * 1024 * 1024;

/**
 * Bytes to a page, or the reason why not: encoding (`docs/encoding`), size (`docs/too-large`), nothing in it
 * (`docs/empty`), something else than a page (`docs/not-a-page`). Any other text is a page, one with merge marks
 * (`docs/merge-marks`) too: most of it is what both sides say.
 */
export function readPage(bytes: Uint8Array, file: string): Result<Page | undefined> {
  const refuse = (diagnostic: Diagnostic) => ({ value: undefined, diagnostics: [diagnostic] });
  if (bytes.length > limit)
    return refuse(problems.tooLarge.at(startOf(file), { file, bytes: bytes.length, limit }));
  const decoded = decode(bytes, file, problems);
  const text = decoded.value;
  if (text === undefined) return { value: undefined, diagnostics: decoded.diagnostics };
  if (text.trim() === '') return refuse(problems.empty.at(startOf(file), { file, wanted }));
  const foreign = foreignText(text);
  if (foreign) {
    const at = { file, ...new Lines(text).position(foreign.offset) };
    if (mergeMark(text) === foreign.offset)
      return { value: pageOf(withoutMergeMarks(text), file), diagnostics: [merged.at(at, {})] };
    return refuse(problems.foreign.at(at, { file, found: foreign.found, wanted }));
  }
  return { value: pageOf(text, file), diagnostics: [] };
}

/** The page of a decoded text. Never fails: every text has a structure. */
export function pageOf(decoded: string, file: string): Page {
  const text = withLineFeeds(decoded);
  const frontMatter = readFrontMatter(text);
  const scan = new BlockScan(text, frontMatter?.range.end ?? 0);
  scan.run();
  const lines = new Lines(text);
  return {
    file,
    text,
    lines,
    frontMatter,
    blocks: scan.blocks,
    root: sectionTree(scan.blocks),
    definitions: scan.definitions,
    place: (range) => spanOf(lines, file, range),
  };
}

/**
 * CR alone ends a line (CommonMark, 2.1, and editors); front matter that scripts wrote has such. Offsets stay as they
 * are.
 */
function withLineFeeds(text: string): string {
  if (!text.includes('\r') || !/\r(?:[^\r\n]|$)/.test(text)) return text;
  return text.replace(/\r+(\n?)/g, (ends, feed: string) => (feed === '' ? '\n'.repeat(ends.length) : ends));
}

function spanOf(lines: Lines, file: string, range: Range): Span {
  const { line, column } = lines.position(range.start);
  const end = lines.position(range.end);
  return { file, line, column, endLine: end.line, endColumn: end.column };
}

/** Blanks in place of the marks, which would be headings and quotes; offsets stay as they are. */
function withoutMergeMarks(text: string): string {
  return text.replace(/^(?:<{7} .*|={7}|>{7} .*)$/gm, (mark) => ' '.repeat(mark.length));
}
