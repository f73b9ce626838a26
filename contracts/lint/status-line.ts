import type { Fence } from '../../generator/markdown/page.ts';
import { defineFinding } from './finding.ts';
import { samplePage } from './sample-pages.ts';

export const statusLine = defineFinding({
  code: 'lint/status-line',
  severity: 'warning',
  summary: 'The status line of an example answer has no HTTP version.',
  why: 'It is no HTTP message (RFC 9112, 4): tools that read examples do not see the answer.',
  help: 'Begin the line with HTTP/1.1.',
  examples: [
    {
      name: 'no version',
      page: samplePage({ answer: ['HTTP 201 Created'] }),
      finds: ['13:1 this status line has no HTTP version'],
    },
    { name: 'a version', page: samplePage({ answer: ['HTTP/1.1 201 Created'] }), finds: [] },
    { name: 'a request', page: samplePage(), finds: [] },
  ],
  check: ({ page, file }) =>
    page.blocks
      .filter((block): block is Fence => block.kind === 'fence' && /^\s*HTTP[ \t]/i.test(block.content))
      .flatMap((fence) => {
        const { content } = fence;
        const match = /^\s*(HTTP)[ \t]+[1-5]\d\d\b/i.exec(content);
        const start = content.search(/\S/);
        if (!match) return [];
        const at = { ...page.place({ start: fence.offsetOf(start), end: fence.offsetOf(start + 4) }), file };
        return [
          {
            at,
            message: 'this status line has no HTTP version',
            suggestion: { at, replacement: 'HTTP/1.1' },
          },
        ];
      }),
});
