import { simpleName } from '../../generator/resolve/type-names.ts';
import { strangeMembers } from './enum-values.ts';
import { textAt } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { answered, sampleEnum, samplePage, sampleResource } from './sample-pages.ts';

const pages = (value: string) => ({
  'resources/shape.md': sampleEnum('round', 'longAndThin'),
  'resources/thing.md': sampleResource('shape|[shape](shape.md)|How it looks.'),
  'api/thing-get.md': samplePage({ answer: answered('{', `  "shape": ${value}`, '}') }),
});

export const exampleEnumCase = defineFinding({
  code: 'lint/example-enum-case',
  severity: 'info',
  summary: 'An example writes a member of an enumeration in another letter case than its table.',
  why: 'Members are compared letter by letter in most languages; a client made from the table does not know the other spelling.',
  help: 'Write the member as the table does, or correct the table.',
  examples: [
    {
      name: 'a capital',
      pages: pages('"Round"'),
      finds: ['api/thing-get.md:17:12 the members of shape have round, not Round'],
    },
    { name: 'as documented', pages: pages('"longAndThin"'), finds: [] },
  ],
  check: (page) =>
    strangeMembers(page).flatMap(({ shown, pointer, text, otherCase, type }) => {
      if (otherCase === undefined || typeof text !== 'string') return [];
      const at = shown.body.place(pointer);
      const replacement = textAt(page.page, at).replace(text, otherCase);
      const member = type.members.find(({ name }) => name === otherCase)?.origin.places[0];
      return [
        {
          at,
          message: `the members of ${simpleName(type.name)} have ${otherCase}, not ${text}`,
          related: member ? [{ message: 'the member', at: member }] : [],
          suggestion: { at, replacement },
        },
      ];
    }),
});
