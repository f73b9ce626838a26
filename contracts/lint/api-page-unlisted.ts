import { defineFinding } from './finding.ts';
import { folderOf, pageLinks } from './page-links.ts';
import { getPage, resourcePage } from './sample-resource.ts';

const get = getPage('GET /widgets/{id}', 'a [widget](../resources/widget.md) object', ['{ "id": "1" }']);
const resource = resourcePage({
  methods: ['[List](../api/widget-list.md)|[widget](widget.md) collection|All.'],
  rows: ['id|String|Key.', 'tool|[tool](tool.md)|Its tool.'],
});
const tool = resourcePage({
  name: 'tool',
  above: ['Belongs to a [widget](widget.md).'],
  rows: ['id|String|Key.'],
});

export const apiPageUnlisted = defineFinding({
  code: 'lint/api-page-unlisted',
  severity: 'warning',
  summary: 'No resource page links to the page of an operation.',
  why: 'Readers find operations by the Methods tables: this one is documented and cannot be found.',
  help: 'Add it to the Methods table of the resource that it works on.',
  examples: [
    {
      name: 'no row',
      pages: { 'api/widget-get.md': get, 'resources/tool.md': tool, 'resources/widget.md': resource },
      finds: ['api/widget-get.md:1:3 no resource page links to this page'],
    },
    {
      name: 'a row',
      pages: { 'api/widget-list.md': get, 'resources/tool.md': tool, 'resources/widget.md': resource },
      finds: [],
    },
    {
      name: 'resource pages that were not read may link to it',
      pages: { 'api/widget-get.md': get, 'resources/widget.md': resource },
      finds: [],
    },
  ],
  check(page) {
    const title = page.says('title')[0];
    if (!title || page.says('request-line').length === 0) return [];
    const links = pageLinks(page.set);
    const resources = folderOf(page.file).replace(/(^|\/)api$/i, '$1resources');
    if (resources === folderOf(page.file) || !links.whole(resources)) return [];
    const linked = [...(links.from.get(page.file.toLowerCase()) ?? [])].some((file) =>
      file.startsWith(`${resources.toLowerCase()}/`),
    );
    const name = page.file.slice(page.file.lastIndexOf('/') + 1).replace(/\.md$/i, '');
    return linked || links.absolute.has(name.toLowerCase())
      ? []
      : [{ at: title.at, message: 'no resource page links to this page' }];
  },
});
