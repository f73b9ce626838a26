import type { Section } from '../../generator/markdown/page.ts';
import { defineFinding } from './finding.ts';

const page = (...text: string[]) => [
  '# Delete widget',
  '## HTTP request',
  '```http',
  'DELETE /widgets/{id}',
  '```',
  ...text,
];

export const responseMissing = defineFinding({
  code: 'lint/response-missing',
  severity: 'warning',
  summary: 'An operation is documented without its answer.',
  why: 'Readers must guess the status code and whether there is a body.',
  help: 'Add a "Response" section with the status code and the type that is returned.',
  examples: [
    { name: 'no section', page: page(), finds: ['1:3 the page has no section "Response"'] },
    {
      name: 'no status code',
      page: page('## Response', 'If successful, it is gone.'),
      finds: ['6:4 the section "Response" names no status code'],
    },
    {
      name: 'in the example only',
      page: page('## Example', '### Response', '```http', 'HTTP/1.1 204 No Content', '```'),
      finds: ['1:3 the page has no section "Response"'],
    },
    {
      name: 'a section for each of several steps',
      page: page('## Start', '### Response', '```http', 'HTTP/1.1 204 No Content', '```'),
      finds: [],
    },
    { name: 'documented', page: page('## Response', 'It answers `204 No Content`.'), finds: [] },
    { name: 'in words', page: page('## Response', 'It answers with No Content.'), finds: [] },
  ],
  check(page) {
    const title = page.says('title')[0];
    if (!title || page.says('request-line').length === 0 || page.says('response').length > 0) return [];
    const [first] = responseSections(page.page.root);
    if (!first?.heading) return [{ at: title.at, message: 'the page has no section "Response"' }];
    const text = page.page.text.slice(first.range.start, first.range.end);
    if (/\b[1-5]\d\d\b|\b(?:OK|no content|created|accepted)\b/i.test(text)) return [];
    const at = page.page.place(first.heading.inline.range);
    return [{ at, message: `the section "${first.title}" names no status code` }];
  },
});

/** Sections called "Response" below an example are parts of it. */
function responseSections(root: Section): Section[] {
  return root.sections.flatMap((section) => {
    if (/^examples?\b/i.test(section.title)) return [];
    const own = /\b(?:responses?|returns?)\b/i.test(section.title) && !/\berror/i.test(section.title);
    return [...(own ? [section] : []), ...responseSections(section)];
  });
}
