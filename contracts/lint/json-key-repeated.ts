import type { ExampleBody } from '../../generator/dialects/fact.ts';
import { bodiesOf, placeInBody } from './example-bodies.ts';
import { defineFinding } from './finding.ts';
import { answered, samplePage } from './sample-pages.ts';

const page = (...json: string[]) => samplePage({ answer: answered(...json) });

export const jsonKeyRepeated = defineFinding({
  code: 'lint/json-key-repeated',
  severity: 'error',
  summary: 'An object in an example has the same property twice.',
  why: 'JSON leaves open which of the two counts (RFC 8259, 4): readers see one value and parsers take another.',
  help: 'Keep one of the two, or correct the name of the other.',
  examples: [
    {
      name: 'twice',
      page: page('{', '  "title": "x",', '  "title": "y"', '}'),
      finds: ['18:3 "title" stands in this object already'],
    },
    {
      name: 'in two objects',
      page: page('{ "a": { "title": "x" }, "b": [{ "title": "y" }, { "title": "\\"title\\":" }] }'),
      finds: [],
    },
  ],
  check: (documented) =>
    bodiesOf(documented).flatMap((body) =>
      body.json === undefined
        ? []
        : repeatedKeys(body)
            .slice(0, most)
            .map(({ key, offset, first }) => ({
              at: placeInBody(documented, body, offset, key.length),
              message: `${key} stands in this object already`,
              related: [{ message: 'the first one', at: placeInBody(documented, body, first, key.length) }],
            })),
    ),
});

/** Whoever mends these sees the others. */
const most = 20;

interface Repeated {
  /** With its quotes. */
  readonly key: string;
  readonly offset: number;
  readonly first: number;
}

/** One walk over the text: parsing forgets what stands twice. */
function repeatedKeys({ text }: ExampleBody): Repeated[] {
  const found: Repeated[] = [];
  const open: (Map<string, number> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{') open.push(new Map());
    else if (c === '[') open.push(undefined);
    else if (c === '}' || c === ']') open.pop();
    else if (c === '/' && (text[i + 1] === '/' || text[i + 1] === '*')) i = endOfComment(text, i);
    else if (c === '"') {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      const key = text.slice(i, end);
      const at = i;
      i = end - 1;
      if (!keys || !isKey(text, end)) continue;
      const first = keys.get(key);
      if (first === undefined) keys.set(key, at);
      else found.push({ key, offset: at, first });
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return Math.min(i + 1, text.length);
}

function endOfComment(text: string, start: number): number {
  const end = text[start + 1] === '/' ? text.indexOf('\n', start) : text.indexOf('*/', start + 2) + 1;
  return end > start ? end : text.length;
}

function isKey(text: string, end: number): boolean {
  let i = end;
  while (text[i] === ' ' || text[i] === '\n' || text[i] === '\t' || text[i] === '\r') i++;
  return text[i] === ':';
}
