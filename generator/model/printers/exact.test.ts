import { describe, expect, it } from 'vitest';
import { commentLines } from './comment.ts';
import { element, htmlId, htmlText } from './html.ts';
import { camelCase, pascalCase, words } from './identifier.ts';
import { jsonLiteral } from './json-literal.ts';
import { stringLiteral } from './literal.ts';
import { markdownAnchor, markdownCode, markdownLink, markdownText } from './markdown.ts';
import { fileName, pathSegment } from './path.ts';
import { propertyKey } from './property-key.ts';
import { shellWord } from './shell.ts';
import { terminalText } from './terminal.ts';

/** What each printer makes of a text, to the letter: that it is harmless does not say that it is still the text. */
type Case = readonly [text: string, printed: string];

const long = 'x'.repeat(300);

describe.each<[string, (text: string) => string, readonly Case[]]>([
  [
    'a comment',
    (text) => commentLines(text).join('⏎'),
    [
      ['plain  ', 'plain'],
      ['\ud800 \ud800', '\ufffd \ufffd'],
      ['*/ */ /* /*', '*∕ *∕ ∕* ∕*'],
      // What is left out must not bring the two together.
      ['*\0/ /*\0// /\u200b* *\ufe0f/', '*∕ ∕*∕/ ∕* *\ufe0f/'],
      ['a\r\nb\rc\u2028d\u2029e\vf\fg  \nh', 'a⏎b⏎c⏎d⏎e⏎f⏎g⏎h'],
      ['\ud800\udfff ü \ud800', '\u{103ff} ü \ufffd'],
      ['ü\0\u202ea\u200b\tb', 'üa\tb'],
      ['@see ü @param a@b', '\\@see ü \\@param a@b'],
    ],
  ],
  [
    'text of HTML',
    htmlText,
    [
      [`<a href="x">'&'</a>`, '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;'],
      ['a\0\ud800b\n\r\tc', 'a\ufffd\ufffdb\n\r\tc'],
      ['a\u202eb\u00adc\u200dd', 'a[U+202E]b[U+00AD]c\u200dd'],
      ['\u{e0001}', '[U+E0001]'],
    ],
  ],
  ['an id of HTML', htmlId, [['a b/é_.-', 'a-20-b-2f--e9-_.-']]],
  [
    'a name in camel case',
    camelCase,
    [
      ['someThing', 'someThing'],
      ['HTTPServerError oldURLs', 'httpServerErrorOldURLs'],
      ['get2Items', 'get2Items'],
      ['URL', 'url'],
      ['XMLFileHTTPServer', 'xmlFileHTTPServer'],
      ['ÀB', 'ÀB'],
      // A letter that no identifier may hold.
      ['a\u2e2fb\u2e2fc', 'a_b_c'],
      ['Größe_Ändern', 'größeÄndern'],
      ['e\u0301tat civil', 'étatCivil'],
      ['', '_'],
      ['--', '_'],
      ['class', 'class_'],
      ['Class', 'class_'],
      ['4', '_4'],
      ['Istanbul', 'istanbul'],
      [`a ${long}`, `aX${'x'.repeat(198)}`],
    ],
  ],
  [
    'a name in Pascal case',
    pascalCase,
    [
      ['promise', 'Promise_'],
      ['i am', 'IAm'],
      ['straße', 'Straße'],
    ],
  ],
  [
    'a string literal',
    stringLiteral,
    [
      ['\r\t\f\v', "'\\r\\t\\f\\v'"],
      ['\0 \u{e0001}', "'\\u0000 \\u{e0001}'"],
      ['<!--</a><b', "'\\x3C!--\\x3C/a><b'"],
    ],
  ],
  [
    'a property key',
    propertyKey,
    [
      ['a1_$', 'a1_$'],
      ['a-b', "'a-b'"],
      ['__proto__', "['__proto__']"],
      ['1a', "'1a'"],
    ],
  ],
  [
    'text of Markdown',
    markdownText,
    [
      ['a\ud800b\ud800 \u200bc\0\n d ', 'a\ufffdb\ufffd c d'],
      ['WWW.a.b www.c', 'WWW\\.a.b www\\.c'],
      ['+ x', '\\+ x'],
      ['= x', '\\= x'],
      ['# x', '\\# x'],
      ['#1 # 2', '\\#&#8203;1 # 2'],
      ['a: b:c', 'a: b\\:c'],
    ],
  ],
  [
    'code of Markdown',
    markdownCode,
    [
      ['x', '`x`'],
      ['`x', '`` `x ``'],
      ['x`', '`` x` ``'],
      ['a`b', '``a`b``'],
      ['a|b', 'a&#124;b'],
    ],
  ],
  [
    'a target of Markdown',
    (text) => markdownLink('x', text),
    [
      ['ü 1) ü.md#a%20', '[x](%C3%BC%201%29%20%C3%BC.md#a%20)'],
      ['\ud800', '[x](%EF%BF%BD)'],
    ],
  ],
  ['an anchor of Markdown', markdownAnchor, [['A: b_C (d), é-f', '#a-b_c-d-é-f']]],
  [
    'a file name',
    fileName,
    [
      ['.-a/b?? c.-', 'a-b-c'],
      ['e\u0301', '_'],
      [long, 'x'.repeat(80)],
      ['', '_'],
      ['aux', '_aux'],
      ['COM1.txt', '_COM1.txt'],
      ['console', 'console'],
    ],
  ],
  [
    'a segment of a path',
    pathSegment,
    [
      ['.', '%2E'],
      ['..', '%2E%2E'],
      ['...', '...'],
      ["!'()*", '%21%27%28%29%2A'],
      ['\ud800/\udfff', '%EF%BF%BD%2F%EF%BF%BD'],
    ],
  ],
  [
    'a word of a shell',
    shellWord,
    [
      ["a\0b'c'", "'ab'\\''c'\\'''"],
      ['a b', "'a b'"],
    ],
  ],
  [
    'text of a terminal',
    terminalText,
    [['a\r\nb\rc\u2028d\0\u001be', 'a\u23ceb\u23cec\u23ced\ufffd\ufffde']],
  ],
])('%s', (_, print, cases) => {
  it.each(cases)('of %j is %j', (text, printed) => {
    expect(print(text)).toBe(printed);
  });
});

describe('words', () => {
  it('are told apart by letter case, digits and everything between', () => {
    expect(words('parseHTTPUrl2Go, twoBigWords--END')).toEqual([
      'parse',
      'HTTP',
      'Url2',
      'Go',
      'two',
      'Big',
      'Words',
      'END',
    ]);
    expect(words('XMLFileHTTPServer')).toEqual(['XML', 'File', 'HTTP', 'Server']);
    expect(words(' , ')).toEqual([]);
  });
});

describe('JSON literals', () => {
  it('are one line', () => {
    expect(jsonLiteral({ a: [1, -0, 0, 'x'], 'b c': {}, d: null, e: [] })).toBe(
      "{ a: [1, -0, 0, 'x'], 'b c': {}, d: null, e: [] }",
    );
  });
});

describe('elements of HTML', () => {
  it('hold attributes, texts, elements and lists of them, in order', () => {
    const inner = element('b', { hidden: true, title: undefined, id: 'x"' }, 'a<', undefined, 'b');
    expect(inner.html).toBe('<b hidden id="x&quot;">a&lt;b</b>');
    expect(element('p', {}, ['1', [inner, undefined]], '2').html).toBe(`<p>1${inner.html}2</p>`);
    expect(element('br', { class: 'c' }).html).toBe('<br class="c">');
  });
});
