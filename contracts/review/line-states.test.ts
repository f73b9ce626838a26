import { describe, expect, it } from 'vitest';
import { pageOf } from '../../generator/markdown/read-page.ts';
import { lineStates } from './line-states.ts';

const text = `---
title: x
---
# Heading

A paragraph
of two lines.

|a|b|
|---|---|
|1|2|
|3|4|

- one
- two

\`\`\`json
{
  "a": 1
}
\`\`\`
<!-- comment -->
> A quote.`;

const marks = { read: 'r', unread: 'u', structure: '.' } as const;

function statesOf(read: readonly number[]): string {
  const page = pageOf(text, 'page.md');
  return lineStates(page, new Set(read))
    .map((state) => marks[state])
    .join('');
}

describe('what became of the lines of a page', () => {
  it('asks only of lines that could say something', () => {
    expect(statesOf([])).toBe('.....uu...uu.uu.uuuuu.u');
  });

  it('reads a paragraph and an example as a whole, a row and an item alone', () => {
    expect(statesOf([6, 11, 15, 17, 23])).toBe('.....rr...ru.ur.rrrrr.r');
  });

  it('believes the map where it names a heading, and nothing beyond the page', () => {
    expect(statesOf([4, 99])).toBe('...r.uu...uu.uu.uuuuu.u');
  });
});
