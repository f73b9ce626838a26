import { describe, expect, it } from 'vitest';
import { factsOfText, factsText } from './dialects/fact-text.ts';
import { importPages } from './import-pages.ts';
import { type PageReader, Pages, type SourceFile } from './read-documentation.ts';

const fence = '```';
const files: SourceFile[] = Array.from({ length: 230 }, (_, n) => ({
  file: `api/ship${n}-get.md`,
  bytes: new TextEncoder().encode(
    n % 50 === 7
      ? ''
      : `# Get ship ${n}\n\n[!INCLUDE [note](../includes/note.md)]\n\n## HTTP request\n\n${fence}http\nGET /ships${n}/{shipId}\n${fence}\n\n## Response\n\nReturns \`200 OK\` and a [ship](../resources/ship.md) object.\n`,
  ),
}));
files.push({
  file: 'includes/note.md',
  bytes: new TextEncoder().encode('> **Note:** ships come and go.\n'),
});

/** Reads as a thread does, in its own time. */
class SlowReader implements PageReader {
  taken = 0;
  ended = false;
  #pages = new Pages([]);

  begin(includes: readonly SourceFile[]): void {
    this.#pages = new Pages(includes);
  }

  async read(files: readonly SourceFile[]) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.taken += files.length;
    return factsOfText(factsText(files.map((file) => this.#pages.facts(file))));
  }

  done(): void {
    this.ended = true;
  }
}

describe('pages that several read', () => {
  it('make the same spec, with the same diagnostics in the same order', async () => {
    const readers = [new SlowReader(), new SlowReader()];
    const [alone, together] = [await importPages(files), await importPages(files, { readers })];
    expect(readers.map(({ taken, ended }) => [taken > 0, ended])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(together.value?.text('json')).toBe(alone.value?.text('json'));
    expect(together.value?.sourceMap()).toBe(alone.value?.sourceMap());
    expect(together.value?.text('json')).toContain('ships come and go');
    expect(together.diagnostics).toEqual(alone.diagnostics);
    expect(alone.diagnostics.filter(({ code }) => code === 'docs/empty')).toHaveLength(5);
  });
});
