import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWord, hasWord } from './find-word.ts';
import { languageOf } from './language.ts';

function whole(source: string) {
  const language = languageOf(source, { reading: 'whole' });
  if (!language) throw new Error(`not regular: ${source}`);
  return language;
}
function search(source: string) {
  const language = languageOf(source, { reading: 'search' });
  if (!language) throw new Error(`not regular: ${source}`);
  return language;
}

describe('languages of regular expressions', () => {
  it.each([
    ['-?(0|[1-9][0-9]*)', '-?\\d+', 'none'],
    ['-?\\d+', '\\d+', '-0'],
    ['open|paid', 'open|paid|shipped', 'none'],
    ['[a-z]{2,4}', '[a-z]{2,3}', 'aaaa'],
    ['a*', 'a+', ''],
  ])('%s within %s: %s', (a, b, expected) => {
    const answer = findWord({ within: [whole(a)], outside: [whole(b)] });
    expect(typeof answer === 'string' ? answer : answer.word).toBe(expected);
  });

  it('proves that two patterns share no string', () => {
    expect(findWord({ within: [search('^[A-Z]{3}-[0-9]+$'), whole('^[0-9]+-[a-z]+$')], outside: [] })).toBe(
      'none',
    );
  });

  it('reads an unanchored pattern as found anywhere', () => {
    expect(findWord({ within: [search('b')], outside: [whole('b')] })).toEqual({ word: 'ab' });
    expect(
      findWord({ within: [search('^b|c$')], outside: [whole('b[\\s\\S]*|[\\s\\S]*c')], maxLength: 3 }),
    ).toBe('none');
  });

  it.each([
    ['(a|^b)c', undefined, ['bc', 'ac', 'xac'], ['xbc']],
    ['(^(env|svc)-([0-9]{2}$))', undefined, ['env-12'], ['xenv-12', 'env-123']],
    ['.*(^arn:((aws)|(aws-cn)):s3:::)([a-z]+$).*', undefined, ['arn:aws:s3:::a'], ['xarn:aws:s3:::a']],
    ['a?^b', undefined, ['b', 'bc'], ['ab', 'xb']],
    ['(^|,)a($|,)', undefined, ['a', 'x,a', 'x,a,y', 'a,y'], ['xa', 'ax']],
    ['a(b|$)', undefined, ['xa', 'ab', 'xabx'], ['ac']],
    ['/^[a-z]+$/', 'none', [], ['/ab/', 'ab']],
  ] as const)('follows the anchors of %s', (source, inside, taken, refused) => {
    const language = search(source);
    const test = new RegExp(source, 'u');
    for (const text of [...taken, ...refused]) {
      const isTaken = (taken as readonly string[]).includes(text);
      expect([text, test.test(text), hasWord(language, text)]).toEqual([text, isTaken, isTaken]);
    }
    if (inside === 'none') expect(findWord({ within: [language], outside: [] })).toBe('none');
  });

  it.each([
    '(?=a)b',
    '\\bword',
    '(a)\\1',
    '(?i)a',
    'a++',
    '(?<!x)y',
    'a{3,1}',
    '\\p{L}',
    '[[a]b]',
    '(^a)+b',
    'a?($)?^b',
    `${'a?'.repeat(20_000)}^`,
  ])('says that %s is not followed', (source) => {
    expect(languageOf(source, { reading: 'search' })).toBeUndefined();
  });

  it('respects lengths', () => {
    const any = whole('[a-z]*');
    expect(findWord({ within: [any], outside: [whole('[a-z]{0,5}')], maxLength: 5 })).toBe('none');
    expect(findWord({ within: [any], outside: [], minLength: 3 })).toEqual({ word: 'aaa' });
    expect(findWord({ within: [any], outside: [whole('[a-z]*')], maxLength: 30_000 })).toBe('none');
  });

  it('gives up instead of running on', () => {
    const dense = whole('(a|b)*a(a|b){18}');
    expect(findWord({ within: [dense], outside: [whole('(a|b)*b(a|b){18}')], minLength: 60 })).not.toBe(
      'none',
    );
    expect(languageOf('((a{1,90}){1,90}){1,90}', { reading: 'whole' })).toBeUndefined();
  });

  const atom = fc.constantFrom('a', 'b', '0', '[ab]', '[^a]', '\\d', '.', '(a|b0)', '(?:ab)');
  const source = fc
    .array(
      fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{1,2}')).map((p) => p.join('')),
      { maxLength: 4 },
    )
    .map((p) => p.join(''));

  it('agrees with the engine on every word it finds', () => {
    fc.assert(
      fc.property(source, source, (a, b) => {
        const answer = findWord({ within: [whole(a)], outside: [whole(b)] });
        if (typeof answer === 'string') return;
        expect(answer.word).toMatch(new RegExp(`^(?:${a})$`, 'u'));
        expect(answer.word).not.toMatch(new RegExp(`^(?:${b})$`, 'u'));
      }),
      { numRuns: 500 },
    );
  });

  it('takes what the engine takes, wherever anchors stand', () => {
    const anchored = fc
      .array(
        fc.oneof(
          { weight: 3, arbitrary: atom },
          fc.constantFrom('^', '$', '(^|b)', '(a|$)', '(^a)?', '(0$)?', '(^a|b$)', '(?:^[ab]$)', '(b*^)'),
          fc.constantFrom('a*', 'b?', '(a|)', '.*'),
        ),
        { maxLength: 5 },
      )
      .map((parts) => parts.join(''));
    const text = fc.string({ unit: fc.constantFrom(...'ab0'), maxLength: 6 });
    fc.assert(
      fc.property(anchored, fc.array(text, { maxLength: 20 }), (pattern, texts) => {
        for (const reading of ['search', 'whole'] as const) {
          const language = languageOf(pattern, { reading });
          const test = new RegExp(reading === 'whole' ? `^(?:${pattern})$` : pattern, 'u');
          for (const one of texts)
            if (language) expect([one, hasWord(language, one)]).toEqual([one, test.test(one)]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('never says "none" when the engine knows a word', () => {
    fc.assert(
      fc.property(
        source,
        source,
        fc.array(fc.stringMatching(/^[ab0 ]{0,5}$/), { maxLength: 20 }),
        (a, b, words) => {
          const inA = new RegExp(`^(?:${a})$`, 'u');
          const inB = new RegExp(`^(?:${b})$`, 'u');
          if (findWord({ within: [whole(a)], outside: [whole(b)] }) === 'none') {
            for (const word of words) expect(inA.test(word) && !inB.test(word)).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
