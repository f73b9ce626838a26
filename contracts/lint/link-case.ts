import { defineFinding } from './finding.ts';
import { linksOf } from './link-places.ts';

const widget = ['# widget resource type', '## Properties', '|Property|Type|', '|---|---|', '|id|String|'];
const tool = (link: string) => ['# tool resource type', '## Properties', `See [widget](${link}).`];

export const linkCase = defineFinding({
  code: 'lint/link-case',
  severity: 'info',
  summary: 'A link writes the name of a file in another letter case.',
  why: 'It works on some systems and file hosts only.',
  help: 'Write the name as the file has it.',
  examples: [
    {
      name: 'a capital',
      pages: {
        'resources/widget.md': widget,
        'resources/tool.md': tool('../resources/Widget.md#properties'),
      },
      finds: ['resources/tool.md:3:14 the file is called widget.md'],
    },
    {
      name: 'as the file has it',
      pages: { 'resources/widget.md': widget, 'resources/tool.md': tool('widget.md') },
      finds: [],
    },
    { name: 'a page that was not read', page: tool('Widget.md'), finds: [] },
  ],
  check(page) {
    return linksOf(page).flatMap(({ target, file, at }) => {
      const there = page.set.page(file)?.file;
      if (there === undefined || there === file) return [];
      const name = target.slice(target.lastIndexOf('/') + 1);
      const right = there.slice(there.lastIndexOf('/') + 1);
      if (name === right || name.toLowerCase() !== right.toLowerCase()) return [];
      const place = at();
      const replacement = target.slice(0, target.length - name.length) + right;
      return [{ at: place, message: `the file is called ${right}`, suggestion: { at: place, replacement } }];
    });
  },
});
