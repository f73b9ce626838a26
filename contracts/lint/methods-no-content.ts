import type { DocumentedPage } from './documented.ts';
import { defineFinding } from './finding.ts';
import { noContentBody } from './no-content-body.ts';
import { shortName } from './page-links.ts';
import { returnedBy, returnsCell } from './returned-type.ts';
import { getPage, resourcePage } from './sample-resource.ts';

const resource = (returns: string) =>
  resourcePage({
    methods: [`[Update](../api/widget-update.md)|${returns}|Changes it.`],
    rows: ['id|String|Key.'],
  });
const update = (code: string, more = '') => [
  '# Update widget',
  '## HTTP request',
  '```http',
  'PATCH /widgets/{id}',
  '```',
  '## Response',
  `If successful, this method returns a \`${code}\` response code${more}.`,
];

export const methodsNoContent = defineFinding({
  code: 'lint/methods-no-content',
  severity: 'error',
  summary: 'The Methods table names a type, but the API page answers 204 only.',
  why: 'There is no body to read: code that waits for the object of the table fails.',
  help: 'Write None in the table, or document the answer with a body.',
  examples: [
    {
      name: '204 only',
      pages: {
        'api/widget-update.md': update('204 No Content'),
        'resources/widget.md': resource('[widget](widget.md)'),
      },
      finds: [
        'resources/widget.md:7:36 the table says widget, but api/widget-update.md answers 204 without a body',
      ],
    },
    {
      name: 'the name of a type without a link',
      pages: {
        'api/widget-update.md': update('204 No Content'),
        'resources/widget.md': resource('widget'),
      },
      finds: [
        'resources/widget.md:7:36 the table says widget, but api/widget-update.md answers 204 without a body',
      ],
    },
    {
      name: 'other words',
      pages: {
        'api/widget-update.md': update('204 No Content'),
        'resources/widget.md': resource('No content'),
      },
      finds: [],
    },
    {
      name: '204, and the object all the same',
      pages: {
        'api/widget-update.md': update(
          '204 No Content',
          ' and an updated widget object in the response body',
        ),
        'resources/widget.md': resource('[widget](widget.md)'),
      },
      finds: [],
    },
    {
      name: 'none',
      pages: { 'api/widget-update.md': update('204 No Content'), 'resources/widget.md': resource('None') },
      finds: [],
    },
    {
      name: 'a body',
      pages: {
        'api/widget-update.md': getPage(
          'PATCH /widgets/{id}',
          'an updated [widget](../resources/widget.md) object',
          ['{}'],
        ),
        'resources/widget.md': resource('[widget](widget.md)'),
      },
      finds: [],
    },
  ],
  check(page) {
    const links = page.set.methodsTo(page);
    const returned = links.length > 0 ? returnedBy(page) : undefined;
    // A sentence that promises a body with its 204 has a finding of its own, and the table may be right.
    const promised = page.says('response').some(({ value }) => noContentBody(value.status, value.text));
    if (returned?.kind !== 'nothing' || promised) return [];
    return links.flatMap((link) => {
      const { returns, returnsText } = link.row.value;
      const name = returns && page.set.typeOf(returns, link.from).name;
      // Only what certainly is a type: cells hold "No content" in many words.
      if (name === undefined || !isType(page, name, returns?.target)) return [];
      const at = returnsCell(link);
      return [
        {
          at,
          message: `the table says ${returnsText}, but ${shortName(page.file)} answers 204 without a body`,
          related: [{ message: 'the API page', at: returned.at }],
          suggestion: { at, replacement: 'None' },
        },
      ];
    });
  },
});

function isType({ set }: DocumentedPage, name: string, target: string | undefined): boolean {
  return name.startsWith('Edm.') || target !== undefined || set.types.get(name)?.type.described === true;
}
