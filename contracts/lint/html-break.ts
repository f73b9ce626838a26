import { defineFinding } from './finding.ts';
import { resourcePage } from './sample-resource.ts';

export const htmlBreak = defineFinding({
  code: 'lint/html-break',
  severity: 'info',
  summary: 'A line break is written as the end of an element: </br>.',
  why: 'It is no HTML; browsers guess, other renderers and readers of tables do not.',
  help: 'Write <br/>.',
  examples: [
    {
      name: 'an end tag',
      page: resourcePage({ rows: ['id|String|Key.</br>Short.'] }),
      finds: ['7:16 </br> ends nothing'],
    },
    { name: 'a break', page: resourcePage({ rows: ['id|String|Key.<br/>Short. `</br>`'] }), finds: [] },
  ],
  check({ page }) {
    if (!/<\/br/i.test(page.text)) return [];
    return page.blocks.flatMap((block) => {
      if (block.kind === 'fence' || block.kind === 'comment') return [];
      const text = page.text
        .slice(block.range.start, block.range.end)
        .replace(/`[^`\n]{1,200}`/g, (code) => ' '.repeat(code.length));
      return [...text.matchAll(/<\/br\s?\/?>/gi)].map(({ 0: tag, index }) => {
        const start = block.range.start + index;
        const at = page.place({ start, end: start + tag.length });
        return { at, message: `${tag} ends nothing`, suggestion: { at, replacement: '<br/>' } };
      });
    });
  },
});
