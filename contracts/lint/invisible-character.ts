import { defineFinding } from './finding.ts';

const page = (line: string) => ['# Get widget', '## HTTP request', '```http', line, '```'];
const noBreak = '\u00a0';
const zeroWidth = '\u200b';

export const invisibleCharacter = defineFinding({
  code: 'lint/invisible-character',
  severity: 'warning',
  summary: 'A code block holds a no-break space or a character without width.',
  why: 'Nobody sees it, and whoever copies the code gets a request or JSON that is refused.',
  help: 'Write a common space, or nothing.',
  examples: [
    {
      name: 'a no-break space',
      page: page(`GET${noBreak}/widgets`),
      finds: ['4:4 a no-break space stands in this code'],
    },
    {
      name: 'a character without width',
      page: page(`GET /wid${zeroWidth}gets`),
      finds: ['4:9 a character without width stands in this code'],
    },
    { name: 'in prose it does no harm', page: [...page('GET /widgets'), `Fine${noBreak}print.`], finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      if (block.kind !== 'fence') return [];
      const text = page.text.slice(block.body.start, block.body.end);
      return [...text.matchAll(/\u00a0+|(?:\u200b|\u2060|\ufeff)+/g)].map(({ 0: run, index }) => {
        const start = block.body.start + index;
        const at = page.place({ start, end: start + run.length });
        const space = run.startsWith(noBreak);
        return {
          at,
          message: `${space ? 'a no-break space' : 'a character without width'} stands in this code`,
          suggestion: { at, replacement: space ? ' '.repeat(run.length) : '' },
        };
      });
    }),
});
