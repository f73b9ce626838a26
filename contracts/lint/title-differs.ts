import { defineFinding } from './finding.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

export const titleDiffers = defineFinding({
  code: 'lint/title-differs',
  severity: 'info',
  summary: 'The heading of a resource page gives the type another name than its annotation.',
  why: 'Readers look for the name that they see in "@odata.type", and do not find the page.',
  help: 'Write the name of the type in the heading.',
  examples: [
    {
      name: 'another name',
      page: resourcePage({ rows: ['id|String|Key.'], json: ['  "id": "String"'] }).map((line) =>
        line.replace('# widget', '# part'),
      ),
      finds: ['1:3 the type is called widget, and part in the heading'],
    },
    {
      name: 'the same',
      page: resourcePage({ rows: ['id|String|Key.'], json: ['  "id": "String"'] }),
      finds: [],
    },
  ],
  check(page) {
    const [title, representation] = [page.says('title')[0], page.says('representation')[0]];
    const name = /^(\w+) (?:resource|complex type|entity type)(?: type)?$/.exec(title?.value ?? '')?.[1];
    if (!title || name === undefined || !representation) return [];
    const type = withoutNamespace(representation.subject.name);
    // A page that shows several types is called after none of them.
    const names = new Set(
      page.says('representation').map(({ subject }) => withoutNamespace(subject.name).toLowerCase()),
    );
    if (names.has(name.toLowerCase()) || names.size > 1) return [];
    return [
      {
        at: title.at,
        message: `the type is called ${type}, and ${name} in the heading`,
        related: [{ message: 'the representation', at: representation.at }],
      },
    ];
  },
});
