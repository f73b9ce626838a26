import { defineFinding, type Found } from './finding.ts';

const page = (line: string) => ['# Get widget', '## HTTP request', '```http', line, '```'];

export const requestLineSlash = defineFinding({
  code: 'lint/request-line-slash',
  severity: 'info',
  summary: 'A request line begins without a slash, or ends with one.',
  why: 'Joined with the address of the service it makes another URL than the one that is meant.',
  help: 'Begin the path with a slash, and end it without one.',
  examples: [
    {
      name: 'none at the start',
      page: page('GET widgets/{id}'),
      finds: ['4:5 the path begins without a slash'],
    },
    { name: 'one at the end', page: page('GET /widgets/'), finds: ['4:13 the path ends with a slash'] },
    { name: 'right', page: page('GET /widgets/{id}?$expand=parts/'), finds: [] },
    { name: 'a whole URL', page: page('GET https://graph.microsoft.com/v1.0/widgets'), finds: [] },
  ],
  check: (page) =>
    page.says('request-line').flatMap(({ at }): Found[] => {
      const line = page.page.lines
        .line(at.line)
        .slice(0, at.endLine === at.line ? at.endColumn - 1 : undefined);
      if (line.length > 2000) return [];
      const [whole, before = '', path = ''] =
        /^(\W*[A-Za-z]+[ \t\u00a0]+)(\S.*?)\s*(?:HTTP\/\d(?:\.\d)?)?$/.exec(line) ?? [];
      if (whole === undefined) return [];
      const place = (start: number, end: number) => ({
        ...at,
        column: start + 1,
        endLine: at.line,
        endColumn: end + 1,
      });
      if (/^[a-z][\w-]*(?:\/|$)/i.test(path) && !path.includes(' ')) {
        const start = place(before.length, before.length);
        return [
          {
            at: start,
            message: 'the path begins without a slash',
            suggestion: { at: start, replacement: '/' },
          },
        ];
      }
      if (!/^\/[^?\s]+\/$/.test(path)) return [];
      const end = place(before.length + path.length - 1, before.length + path.length);
      return [{ at: end, message: 'the path ends with a slash', suggestion: { at: end, replacement: '' } }];
    }),
});
