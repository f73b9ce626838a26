import { compareText, type Suggestion } from '../../generator/model/diagnostic.ts';
import { library } from '../../generator/model/library.ts';
import { listAt } from '../../generator/model/list-at.ts';
import { comparePlaces, type Span } from '../../generator/model/place.ts';
import { type Report, type Reporter, standing } from '../report.ts';

const diffLibrary = library<typeof import('diff')>('diff');

/**
 * All suggested wordings as one unified diff, for `git apply` or `patch -p1` in the working folder. Of suggestions that
 * overlap the first one is taken: the others are found again once it is applied. What is accepted stays as it is.
 */
export const patch: Reporter = {
  name: 'patch',
  summary: 'the suggested wording as a unified diff, for git apply',
  render(report) {
    const { createTwoFilesPatch, FILE_HEADERS_ONLY } = diffLibrary();
    const byFile = suggestionsByFile(report);
    const files = [...byFile.keys()].sort(compareText);
    const folder = commonFolder(files);
    let applied = 0;
    let left = 0;
    const parts: string[] = [];
    for (const file of files) {
      const text = report.source(file);
      const all = byFile.get(file) ?? [];
      const mended = text === undefined || text.includes('\0') ? undefined : mend(text, all);
      applied += mended?.applied ?? 0;
      left += all.length - (mended?.applied ?? 0);
      if (text === undefined || !mended || mended.text === text) continue;
      const name = file.slice(folder.length);
      const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
      parts.push(
        createTwoFilesPatch(`a/${name}`, `b/${name}`, text, mended.text, undefined, undefined, options),
      );
    }
    // Both tools pass over what stands above the first header.
    const where = folder === '' ? '' : `; apply in ${JSON.stringify(folder)}`;
    const rest =
      left === 0 ? '' : `; ${left} more are left out, which overlap others or whose file is not UTF-8`;
    return `# ${applied} suggested ${applied === 1 ? 'wording' : 'wordings'}${where}${rest}\n${parts.join('')}`.replace(
      /\n$/,
      '',
    );
  },
};

function suggestionsByFile({ diagnostics }: Report): Map<string, Suggestion[]> {
  const found = new Map<string, Suggestion[]>();
  for (const { suggestion } of standing(diagnostics)) {
    if (!suggestion) continue;
    listAt(found, suggestion.at.file).push(suggestion);
  }
  return found;
}

/** `../docs/` where files lie outside the working folder: Git takes no patch that climbs out of where it is applied. */
function commonFolder(files: readonly string[]): string {
  if (!files.some((file) => /^(?:\.\.\/|\/|[A-Za-z]:)/.test(file))) return '';
  let common = files[0] ?? '';
  for (const file of files) while (!file.startsWith(common)) common = common.slice(0, -1);
  return common.slice(0, common.lastIndexOf('/') + 1);
}

/** The text with its suggestions, first come first served; the same suggestion twice is one. */
function mend(text: string, suggestions: readonly Suggestion[]): { text: string; applied: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const offset = (line: number, column: number): number =>
    Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1 + (line === 1 ? mark : 0));
  const parts: string[] = [];
  let done = 0;
  let applied = 0;
  let last: { readonly start: number; readonly end: number; readonly replacement: string } | undefined;
  for (const { at, replacement } of [...suggestions].sort((a, b) => bySpan(a.at, b.at))) {
    const edit = { start: offset(at.line, at.column), end: offset(at.endLine, at.endColumn), replacement };
    if (last && edit.start === last.start && edit.end === last.end && replacement === last.replacement) {
      applied++;
      continue;
    }
    // Insertions at one point stand in the order of their findings; anything else at one point overlaps.
    const insertions = edit.start === edit.end && last?.start === last?.end;
    if (last && (edit.start < last.end || (edit.start === last.start && !insertions))) continue;
    parts.push(text.slice(done, edit.start), inLineEndsOf(text, edit.start, replacement));
    done = edit.end;
    applied++;
    last = edit;
  }
  return { text: parts.join('') + text.slice(done), applied };
}

function bySpan(a: Span, b: Span): number {
  return comparePlaces(a, b) || a.endLine - b.endLine || a.endColumn - b.endColumn;
}

/** Suggestions are written with `\n`; the page may use `\r\n`. */
function inLineEndsOf(text: string, at: number, replacement: string): string {
  const end = text.indexOf('\n', at);
  const start = text.lastIndexOf('\n', at - 1);
  const near = end === -1 ? start : end;
  return near > 0 && text[near - 1] === '\r' ? replacement.replace(/\r?\n/g, '\r\n') : replacement;
}
