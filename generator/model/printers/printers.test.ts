import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { commentLines } from './comment.ts';
import { element, htmlId, htmlText } from './html.ts';
import { httpComment, httpJson, isPlainHttp } from './http-file.ts';
import { camelCase, pascalCase, UniqueNames } from './identifier.ts';
import { jsonLiteral } from './json-literal.ts';
import { stringLiteral } from './literal.ts';
import { markdownAnchor, markdownCode, markdownLink, markdownText } from './markdown.ts';
import { fileName, pathSegment } from './path.ts';
import { propertyKey } from './property-key.ts';
import { shellWord } from './shell.ts';
import { terminalText } from './terminal.ts';

/** Text as attackers write it: the characters that end or bend each context, and any others between them. */
const fragment = fc.constantFrom(
  ...[
    "'",
    '"',
    '`',
    '${x}',
    '\\',
    '*/',
    '/*',
    '//',
    '\n',
    '\r',
    '\u2028',
    '\u2029',
    '\u202e',
    '\0',
    '</script>',
    '<!--',
  ],
  ...[
    '__proto__',
    'constructor',
    '\ud800',
    '\udfff',
    '@see',
    '../',
    '$(id)',
    ';',
    '&',
    '#',
    '?',
    '%2e',
    '\u00a0',
    '😀',
  ],
);
/** What some printers leave out: a mark that it parts must not come together. */
const invisible = fc.constantFrom('\0', '\x7f', '\u200b', '\u202e', '\ufeff', '\ufe0f');
const parted = fc
  .tuple(fragment, invisible, fc.nat())
  .map(([text, mark, n]) => `${text.slice(0, n % text.length)}${mark}${text.slice(n % text.length)}`);
const hostile = fc
  .array(fc.oneof(fragment, parted, fc.string({ unit: 'binary' })), { maxLength: 8 })
  .map((parts) => parts.join(''));

function evaluate(expression: string): unknown {
  // The point of the test: what was printed is run as code, in strict mode.
  return new Function(`'use strict'; return (${expression});`)();
}

describe('string literals', () => {
  it('print what they were given, on one line of printable text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = stringLiteral(text);
        expect(evaluate(literal)).toBe(text);
        expect(literal).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|<\/|<!/u);
      }),
    );
  });

  it('escape each character that ends a literal or hides in one', () => {
    expect(stringLiteral("a'b\\c\n\u2028\u202e\ud800</script>\u00a0")).toBe(
      "'a\\'b\\\\c\\n\\u2028\\u202e\\ud800\\x3C/script>\\u00a0'",
    );
  });
});

describe('JSON literals', () => {
  it('evaluate to the same value, __proto__ as a member included', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(evaluate(jsonLiteral(value as Json))).toStrictEqual(value);
      }),
    );
    const value = JSON.parse('{"__proto__": {"polluted": true}}');
    const copy = evaluate(jsonLiteral(value));
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('property keys', () => {
  it('make a member of exactly that name', () => {
    fc.assert(
      fc.property(hostile, (key) => {
        expect(Object.keys(evaluate(`{ ${propertyKey(key)}: 1 }`) as object)).toEqual([key]);
      }),
    );
  });
});

describe('identifiers', () => {
  it('can be declared in strict code, whatever the name was', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        for (const identifier of [camelCase(name), pascalCase(name)]) {
          expect(evaluate(`(() => { const ${identifier} = 1; return ${identifier}; })()`)).toBe(1);
          expect(identifier.length).toBeLessThanOrEqual(201);
        }
      }),
    );
  });

  it('keep known names and turn reserved ones aside', () => {
    expect(camelCase('enterpriseCertificate_update')).toBe('enterpriseCertificateUpdate');
    expect(pascalCase('microsoft.graph.enterpriseCertificate')).toBe('MicrosoftGraphEnterpriseCertificate');
    expect(camelCase('delete')).toBe('delete_');
    expect(pascalCase('array')).toBe('Array_');
    expect(camelCase('2fa')).toBe('_2fa');
    expect(camelCase('IDToken')).toBe('idToken');
  });

  it('are told apart even where only letter case differs', () => {
    const names = new UniqueNames();
    expect(['user', 'User', 'user', 'user2'].map((name) => names.take(name))).toEqual([
      'user',
      'User2',
      'user3',
      'user22',
    ]);
  });
});

describe('comments', () => {
  it('cannot be left, whatever stands in them', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const comment = `/**\n${commentLines(text)
          .map((line) => ` * ${line}`)
          .join('\n')}\n */`;
        const source = ts.createSourceFile('x.ts', `${comment}\nconst canary = 1;`, ts.ScriptTarget.Latest);
        expect(source.statements).toHaveLength(1);
        expect(source.statements[0]?.getFullText(source)).toBe(`${comment}\nconst canary = 1;`);
      }),
    );
  });
});

describe('HTML', () => {
  it('holds no markup and no attribute end', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(htmlText(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(element('a', { title: text }, text).html).toMatch(/^<a title="[^"<>]*">[^<>]*<\/a>$/);
        expect(htmlId(text)).toMatch(/^[A-Za-z0-9_.-]*$/);
      }),
    );
  });

  it('names characters that would reverse the reading order', () => {
    expect(htmlText('a\u202eb')).toBe('a[U+202E]b');
  });
});

describe('Markdown', () => {
  /** What is shown of a text: blanks are one, what shows nothing is left out. */
  const shown = (text: string) =>
    text
      .replace(/\p{Cs}/gu, '\ufffd')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')
      .replace(/ +/g, ' ')
      .trim();
  const marks = fc.constantFrom(
    '|',
    '**',
    '_',
    '[a](b)',
    '![',
    '<b>',
    '&amp;',
    '~~',
    '| - |',
    '1. ',
    'www.a.b',
    'http://a.b',
  );
  const text = fc.array(fc.oneof(marks, hostile), { maxLength: 6 }).map((parts) => parts.join(''));

  it('shows a text as it stands: every mark is escaped, and undoing that gives the text', () => {
    fc.assert(
      fc.property(text, (one) => {
        const printed = markdownText(one);
        expect(printed.replaceAll('&#8203;', '').replace(/\\(.)/gs, '$1').replaceAll('&#124;', '|')).toBe(
          shown(one),
        );
        const bare = printed.replace(/\\./gs, 'x').replaceAll('&#124;', 'x').replaceAll('&#8203;', '\u200b');
        expect(bare).not.toMatch(/[\\`*_[\]<>~&$|\n]|@(?!\u200b)|#\d|:\S|www\.|^([-+=#]|\d+[.)])/i);
      }),
    );
  });

  it('keeps code within its fence, and a bar out of it', () => {
    fc.assert(
      fc.property(text, (one) => {
        const printed = markdownCode(one);
        if (shown(one).includes('|')) {
          expect(printed).toBe(markdownText(one));
          return;
        }
        const [, fence = '', body = ''] = /^(`+)(.*?)\1$/s.exec(printed) ?? [];
        expect(body.match(/`+/g) ?? []).not.toContain(fence);
        expect(body.trim()).toBe(shown(one));
      }),
    );
    expect(markdownCode('a `b` ``c``')).toBe('``` a `b` ``c`` ```');
    expect(markdownCode(' ')).toBe('` `');
  });

  it('is what a reader expects in the usual cases', () => {
    expect(markdownText('Get *all* `users`\n| see <b>https://x.y</b>')).toBe(
      'Get \\*all\\* \\`users\\` &#124; see \\<b\\>https\\://x.y\\</b\\>',
    );
    expect(markdownText('- 1. \u202eitem')).toBe('\\- 1. item');
    expect(markdownText('12) item')).toBe('12\\) item');
    expect(markdownText('@team a@b.test, see #12')).toBe('@&#8203;team a@&#8203;b.test, see #&#8203;12');
    expect(markdownLink(markdownText('a_b'), `x/a b.md${markdownAnchor('Get_User $1')}`)).toBe(
      '[a\\_b](x/a%20b.md#get_user-1)',
    );
  });
});

describe('paths, shells and terminals', () => {
  it('make one safe file name', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(fileName(text)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
        expect(fileName(text)).not.toMatch(/\.$/);
      }),
    );
    expect(fileName('../../etc/passwd')).toBe('etc-passwd');
    expect(fileName('con.ts')).toBe('_con.ts');
  });

  it('make one URL path segment that comes back whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(text !== '.' && text !== '..');
        const url = new URL(`http://x/a/${pathSegment(text)}/b`);
        const [, , segment = '', last] = url.pathname.split('/');
        expect(last).toBe('b');
        expect(decodeURIComponent(segment)).toBe(text);
      }),
      { examples: [['a/b ü?#%'], ["it's (1)*!"]] },
    );
  });

  it('cannot make dots travel: URL parsers take %2E for a dot, so the segments of "." and ".." are not kept', () => {
    expect(new URL(`http://x/a/${pathSegment('.')}/b`).pathname).toBe('/a/b');
    expect(new URL(`http://x/a/${pathSegment('..')}/b`).pathname).toBe('/b');
  });

  it('quote shell words', () => {
    expect(shellWord('spec/openapi.yaml')).toBe('spec/openapi.yaml');
    expect(shellWord("a'b $(id)")).toBe("'a'\\''b $(id)'");
    expect(shellWord('')).toBe("''");
  });

  it('print one line without control characters', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(terminalText(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });
});

describe('files of requests', () => {
  it('hold JSON that says the same, without a variable, and comments of one line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, comment) => {
        const shown = httpJson({ value, comment, [comment]: '{{{{x}}}' });
        expect(JSON.parse(shown)).toEqual(
          JSON.parse(JSON.stringify({ value, comment, [comment]: '{{{{x}}}' })),
        );
        expect(isPlainHttp(shown)).toBe(true);
        expect(httpComment(comment)).not.toMatch(/\{\{|[\n\r\u2028\u2029]/);
      }),
    );
  });

  it.each(['{{x}}', '< ./file', 'a\n> {%', 'a\n### b', '@x = 1', '\u202e'])(
    'do not hold %j as it is',
    (foreign) => {
      expect(isPlainHttp(foreign)).toBe(false);
    },
  );
});
