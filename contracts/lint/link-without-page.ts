import { defineFinding } from './finding.ts';
import { linksOf } from './link-places.ts';
import { folderOf, pageLinks, shortName } from './page-links.ts';

const page = (...text: string[]) => ['# widget resource type', '## Properties', ...text];
const names = [...'abcdefghijkl'];
const all = page(`See ${names.map((name) => `[${name}](${name}.md)`).join(', ')}.`);
const folder = Object.fromEntries(names.map((name) => [`resources/${name}.md`, all]));

export const linkWithoutPage = defineFinding({
  code: 'lint/link-without-page',
  severity: 'warning',
  summary: 'A link leads to a page that does not exist.',
  why: 'Readers get an error instead of the type or operation that they look for.',
  help: 'Correct the link, or write the page.',
  examples: [
    {
      name: 'a page of a folder that was read whole',
      pages: { ...folder, 'resources/widget.md': page('See [gone](gone.md).') },
      finds: ['resources/widget.md:3:12 resources/gone.md does not exist'],
    },
    {
      name: 'code',
      pages: { ...folder, 'resources/widget.md': page('Write `[gone](gone.md)`.') },
      finds: [],
    },
    {
      name: 'a page of a folder that was not',
      pages: { ...folder, 'resources/widget.md': page('See [other](../api/other.md).') },
      finds: [],
    },
    { name: 'only a part was read', page: page('See [gone](gone.md).'), finds: [] },
  ],
  check(page) {
    return linksOf(page).flatMap(({ file, at }) => {
      if (page.set.page(file) || !pageLinks(page.set).whole(folderOf(file))) return [];
      return [{ at: at(), message: `${shortName(file)} does not exist` }];
    });
  },
});
