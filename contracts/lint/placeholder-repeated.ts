import { defineFinding } from './finding.ts';

const page = (path: string) => ['# Get part', '## HTTP request', '```http', `GET ${path}`, '```'];

export const placeholderRepeated = defineFinding({
  code: 'lint/placeholder-repeated',
  severity: 'info',
  summary: 'A path uses one placeholder twice.',
  why: 'The two stand for different keys, but a template with one name can only hold one value.',
  help: 'Call each placeholder after what it is the key of: {user-id}, {message-id}.',
  examples: [
    {
      name: 'id and id',
      page: page('/widgets/{id}/parts/{id}'),
      finds: ['4:25 {id} is in this path twice'],
    },
    { name: 'two names', page: page('/widgets/{widget-id}/parts/{part-id}'), finds: [] },
  ],
  check: (page) =>
    page.says('request-line').flatMap(({ value, at }) => {
      const line = page.page.lines.line(at.line);
      const seen = new Set<string>();
      for (const [placeholder] of value.path.matchAll(/\{[^{}]{1,100}\}/g)) {
        const second = seen.has(placeholder) ? line.indexOf(placeholder, line.indexOf(placeholder) + 1) : -1;
        if (second !== -1)
          return [
            {
              at: { ...at, column: second + 1, endLine: at.line, endColumn: second + 1 + placeholder.length },
              message: `${placeholder} is in this path twice`,
            },
          ];
        seen.add(placeholder);
      }
      return [];
    }),
});
