import { simpleName } from '../../generator/resolve/type-names.ts';
import { type ShownMember, strangeMembers } from './enum-values.ts';
import { defineFinding, type Found } from './finding.ts';
import { answered, sampleEnum, samplePage, sampleResource } from './sample-pages.ts';

const pages = (type: string, value: string) => ({
  'resources/shape.md': sampleEnum('round', 'flat'),
  'resources/thing.md': sampleResource(`shape|${type}|How it looks.`),
  'api/thing-get.md': samplePage({ answer: answered('{', `  "shape": ${value}`, '}') }),
});
const shape = '[shape](shape.md)';

export const exampleEnumMember = defineFinding({
  code: 'lint/example-enum-member',
  severity: 'error',
  summary: 'An example shows a value that is no member of its enumeration.',
  why: 'Either the enumeration lacks a member, and clients made from it fail on it, or the example shows what cannot be.',
  help: 'Show one of the members by its name, or add the member to its table.',
  examples: [
    {
      name: 'a stranger',
      pages: pages(shape, '"square"'),
      finds: ['api/thing-get.md:17:12 square is no member of shape, which has round, flat'],
    },
    {
      name: 'a number',
      pages: pages(shape, '1'),
      finds: ['api/thing-get.md:17:12 1 is no member of shape, which has round, flat'],
    },
    { name: 'flags', pages: pages(shape, '"round, flat"'), finds: [] },
    { name: 'another letter case', pages: pages(shape, '"Flat"'), finds: [] },
    { name: 'no value', pages: pages(`${shape} collection`, '[]'), finds: [] },
  ],
  check: (page) =>
    strangeMembers(page).flatMap((found) => (found.otherCase === undefined ? [stranger(found)] : [])),
});

function stranger({ shown, pointer, text, type }: ShownMember): Found {
  const names = type.members.map(({ name }) => name);
  const listed = names.length > 6 ? `${names.slice(0, 6).join(', ')} …` : names.join(', ');
  const members = type.members[0]?.origin.places[0];
  return {
    at: shown.body.place(pointer),
    message: `${text} is no member of ${simpleName(type.name)}, which has ${listed}`,
    related: [
      ...(members ? [{ message: 'the members', at: members }] : []),
      { message: `the type of ${shown.name}`, at: shown.declaredAt },
    ],
  };
}
