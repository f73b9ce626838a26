import { describe, expect, it } from 'vitest';
import { readFacts } from '../../generator/dialects/read-facts.ts';
import { pageOf } from '../../generator/markdown/read-page.ts';
import { documentationOf } from './documentation.ts';
import { lint } from './lint.ts';
import { resourcePage } from './sample-resource.ts';

const size = 60_000;
const spaces = ' '.repeat(size);
const many = (text: string) => text.repeat(Math.ceil(size / text.length));
const api = (...text: string[]) => ['# Get it', '## HTTP request', '```http', ...text, '```'];

function found(lines: readonly string[]) {
  const page = pageOf(lines.join('\n'), 'docs/v1.0/resources/widget.md');
  return lint(documentationOf([page], readFacts(page).value));
}

/** Pages come from pull requests: what is long must not take long, and names that JavaScript knows are names. */
describe('a page that means harm', () => {
  it.each<[string, readonly string[]]>([
    ['blanks in a request line', api(`GET /a${spaces}b`, `GET /a${spaces}`)],
    ['placeholders', api(`GET /${many('{id}/')}`)],
    ['other placeholders', api(`GET /${Array.from({ length: 20_000 }, (_, i) => `{a${i}}`).join('/')}`)],
    ['links', ['# a resource type', many('[a](b.md) '), many(']('), `](${spaces}`, many('`[a](b.md)')]],
    [
      'definitions',
      ['# a resource type', ...Array.from({ length: 5000 }, (_, i) => `[a${i}]:${' '.repeat(40)}b.md`)],
    ],
    ['a type', resourcePage({ rows: [`a|${many('a.')}|b`, `b|a${spaces}b|b`, `c|${many('a or ')}|c`] })],
    ['a representation', resourcePage({ rows: ['a|String|b'], json: [`  "a": "x${spaces}(y"`] })],
    ['a description', resourcePage({ rows: [`a|String|${many('read-only; ')}`, `b|String|${many('.')}`] })],
    ['cells', resourcePage({ rows: [many('a|'), many('\\|')] })],
    ['rows', resourcePage({ rows: Array.from({ length: 5000 }, (_, i) => `a${i % 50}|String|b`) })],
    ['comments', ['# a resource type', many('<!-- "blockType": "resource" "@odata.type" : '), '-->']],
    [
      'names of JavaScript',
      resourcePage({
        name: '__proto__',
        rows: [
          '__proto__|constructor|a',
          'constructor|[toString](__proto__.md)|b',
          'hasOwnProperty|String|c',
        ],
        annotation: '"keyProperty": "__proto__", "baseType": "constructor", ',
        json: ['  "__proto__": "String",', '  "toString": { "@odata.type": "__proto__" }'],
      }),
    ],
  ])('%s', (_, lines) => {
    const start = performance.now();
    expect(found(lines).every(({ code }) => code.startsWith('lint/'))).toBe(true);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
