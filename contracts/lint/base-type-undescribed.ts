import { defineFinding } from './finding.ts';
import { folderOf, pageLinks } from './page-links.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const page = (base: string) =>
  resourcePage({
    above: ['See [widget](widget.md) and [tool](tool.md).'],
    rows: ['id|String|Key.'],
    annotation: `"baseType": "microsoft.graph.${base}", `,
    json: ['  "id": "String"'],
  });
const tool = resourcePage({
  name: 'tool',
  above: ['See [widget](widget.md) and [tool](tool.md).'],
  rows: ['id|String|Key.'],
  json: ['  "id": "String"'],
});

export const baseTypeUndescribed = defineFinding({
  code: 'lint/base-type-undescribed',
  severity: 'warning',
  summary: 'No page describes the base type of a type.',
  why: 'The inherited properties are documented nowhere, or the base has another name than the annotation says.',
  help: 'Describe the base type on a page of its own, or correct its name.',
  examples: [
    {
      name: 'a whole folder, and no such page',
      pages: { 'resources/tool.md': tool, 'resources/widget.md': page('gadget') },
      finds: ['resources/widget.md:9:33 widget has the base type gadget, which no page describes'],
    },
    {
      name: 'a folder of which only a part was read',
      pages: { 'resources/widget.md': page('gadget') },
      finds: [],
    },
    { name: 'a page', pages: { 'resources/tool.md': tool, 'resources/widget.md': page('tool') }, finds: [] },
    {
      name: 'the root of all entities needs none',
      pages: { 'resources/tool.md': tool, 'resources/widget.md': page('entity') },
      finds: [],
    },
  ],
  check(page) {
    return page.says('base-type').flatMap(({ subject, value, at }) => {
      if (page.set.named(value, page) !== undefined || /(?:^|\.)entity$/i.test(value)) return [];
      if (!pageLinks(page.set).whole(folderOf(page.file))) return [];
      const [own, base] = [withoutNamespace(subject.name), withoutNamespace(value)];
      return [{ at, message: `${own} has the base type ${base}, which no page describes` }];
    });
  },
});
