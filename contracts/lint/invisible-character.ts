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
    {
      name: 'in a text it is a letter like others',
      page: page(`{ "title": "Two\\"${noBreak}words" }`),
      finds: [],
    },
    { name: 'in prose it does no harm', page: [...page('GET /widgets'), `Fine${noBreak}print.`], finds: [] },
  ],
  check: ({ page }) =>
    page.blocks.flatMap((block) => {
      if (block.kind !== 'fence') return [];
      const text = page.text.slice(block.body.start, block.body.end);
      return [...text.matchAll(/\u00a0+|(?:\u200b|\u2060|\ufeff)+/g)].flatMap(({ 0: run, index }) => {
        const space = run.startsWith(noBreak);
        if (space && inString(text, index)) return [];
        const start = block.body.start + index;
        const at = page.place({ start, end: start + run.length });
        const message = `${space ? 'a no-break space' : 'a character without width'} stands in this code`;
        return [{ at, message, suggestion: { at, replacement: space ? ' '.repeat(run.length) : '' } }];
      });
    }),
});

/** How far back a line is looked through: hostile ones are longer. */
const reach = 4000;

/** Whether an odd number of quotation marks stands before it in its line. */
function inString(text: string, offset: number): boolean {
  const near = text.slice(Math.max(0, offset - reach), offset);
  const line = near.slice(near.lastIndexOf('\n') + 1).replace(/\\./g, '');
  return line.split('"').length % 2 === 0;
}
