import type { DocumentedPage } from './documented.ts';
import { defineFinding } from './finding.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const described = (name: string, base?: string) =>
  resourcePage({
    name,
    rows: ['id|String|Key.'],
    annotation: base === undefined ? '' : `"baseType": "microsoft.graph.${base}", `,
    json: ['  "id": "String"'],
  });
const widget = resourcePage({
  above: ['A thing.', '', 'Inherits from [gadget](gadget.md)'],
  rows: ['id|String|Key.'],
  annotation: '"baseType": "microsoft.graph.tool", ',
  json: ['  "id": "String"'],
});

export const baseTypeDiffers = defineFinding({
  code: 'lint/base-type-differs',
  severity: 'error',
  summary: 'Sentence and annotation name different base types.',
  why: 'The inherited properties are those of one of the two; nobody can tell which.',
  help: 'Name the base that the service has in both places.',
  examples: [
    {
      name: 'strangers',
      pages: {
        'resources/gadget.md': described('gadget'),
        'resources/tool.md': described('tool'),
        'resources/widget.md': widget,
      },
      finds: ['resources/widget.md:5:1 widget inherits from gadget here, and from tool in its annotation'],
    },
    {
      name: 'one is a base of the other',
      pages: {
        'resources/gadget.md': described('gadget'),
        'resources/tool.md': described('tool', 'gadget'),
        'resources/widget.md': widget,
      },
      finds: [],
    },
    { name: 'bases that no page describes', pages: { 'resources/widget.md': widget }, finds: [] },
  ],
  check(page) {
    return page.says('derived-from').flatMap(({ subject, value, at }) => {
      const annotated = page.says('base-type').find((fact) => fact.subject.name === subject.name);
      if (!annotated) return [];
      const said = page.set.typeOf(value, page).name;
      const named = page.set.named(annotated.value, page);
      if (said === undefined || named === undefined || !strangers(page, said, named)) return [];
      return [
        {
          at,
          message: `${withoutNamespace(subject.name)} inherits from ${withoutNamespace(said)} here, and from ${withoutNamespace(named)} in its annotation`,
          related: [{ message: 'the annotation', at: annotated.at }],
        },
      ];
    });
  },
});

/** Both are described, and neither is a base of the other: a sentence may name a base of the base. */
function strangers({ set }: DocumentedPage, a: string, b: string): boolean {
  const [one, other] = [set.types.get(a), set.types.get(b)];
  if (a === b || !one?.type.described || !other?.type.described) return false;
  return ![one, other].some(({ bases }) => bases.some(({ name }) => name === a || name === b));
}
