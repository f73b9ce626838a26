import { isObject, member } from '../../generator/model/json.ts';
import { textAt } from './exact-place.ts';
import { responseRoot } from './example-root.ts';
import { defineFinding } from './finding.ts';
import { answered, samplePage, sampleResource } from './sample-pages.ts';

const pages = (row: string, ...json: string[]) => ({
  'resources/thing.md': sampleResource(row),
  'api/thing-get.md': samplePage({ answer: answered(...json) }),
});
const title = 'title|String|A text.';

export const exampleWrapped = defineFinding({
  code: 'lint/example-wrapped',
  severity: 'error',
  summary: 'An example answers with a single resource inside "value".',
  why: 'In OData only collections and primitive values stand below "value" (JSON format, 5 and 13); a client that follows the example finds nothing there.',
  help: 'Put the properties of the resource at the top of the body.',
  examples: [
    {
      name: 'one resource below value',
      pages: pages(title, '{', '  "value": {', '    "title": "x"', '  }', '}'),
      finds: ['api/thing-get.md:17:3 a single thing stands at the top of the body, not below "value"'],
    },
    { name: 'a resource at the top', pages: pages(title, '{ "title": "x" }'), finds: [] },
    {
      name: 'a type that has a property called value',
      pages: pages('value|[thing](thing.md)|Another.', '{ "value": { } }'),
      finds: [],
    },
  ],
  check: (documented) =>
    documented.set.examplesOf(documented).flatMap((example) => {
      const body = example.response?.value.body;
      const inner = member(body?.json, 'value');
      if (!body || !isObject(body.json) || !isObject(inner) || Object.keys(inner).length === 0) return [];
      const type = responseRoot(documented, example);
      if (!type || type.properties.has('value') || type.properties.size === 0) return [];
      const names = Object.keys(body.json).filter((name) => !name.startsWith('@'));
      const known = Object.keys(inner).some((name) => name === '@odata.type' || type.properties.has(name));
      if (names.length !== 1 || !known) return [];
      const whole = Object.keys(body.json).length === 1 && body.fault === undefined;
      const replacement = dedented(textAt(documented.page, body.place('/value')));
      return [
        {
          at: body.place('/value', 'key'),
          message: `a single ${type.name.slice(type.name.lastIndexOf('.') + 1)} stands at the top of the body, not below "value"`,
          ...(whole ? { suggestion: { at: body.at, replacement } } : {}),
        },
      ];
    }),
});

/** The text of an inner object as it reads one level further out: its closing brace stands in the first column. */
function dedented(text: string): string {
  const lines = text.split('\n');
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? '')?.[0] ?? '';
  return lines
    .map((line, i) => (i > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}
