import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../generator/model/json.ts';
import { readSpec } from '../../../generator/openapi/spec-input.ts';
import { bind } from './bind.ts';
import type { World } from './bound.ts';
import { readOrFault } from './fault.ts';
import { librarySpec } from './fixtures/library.ts';
import { readMoment } from './instants.ts';
import { parseExpression } from './parser.ts';
import { typeNamed } from './types.ts';

const api = readSpec(librarySpec());
const book = typeNamed(api, 'lib.book');
if (!book) throw new Error('the fixture has no books');

const world: World = { now: () => readMoment('2026-01-01T00:00:00Z') ?? 0n, related: () => undefined };

const rows: readonly JsonObject[] = [
  {
    id: 'a',
    '@odata.type': '#lib.comic',
    artist: 'Uderzo',
    title: 'Asterix',
    subtitle: null,
    isbn: '184EFA21-98c3-4e5d-95ab-d07053a96e67',
    pages: 48,
    price: 9.5,
    isLent: true,
    published: '2020-03-01T10:00:00.1234567Z',
    printed: '2020-02-29',
    opens: '09:30:00',
    reading: 'PT1H30M',
    cover: 'AP+/',
    kind: 'atlas',
    traits: 'large,illustrated',
    tags: ['comic', 'rome'],
    author: { name: 'Goscinny', city: 'Paris', born: '1926-08-14' },
    chapters: [
      { title: 'Village', pages: 20 },
      { title: 'Rome', pages: 28 },
    ],
    extra: { colour: 'red', weight: 3, read: '2021-01-01T00:00:00Z' },
  },
  {
    id: 'b',
    title: 'Blindness',
    subtitle: "Who doesn't see",
    pages: 300,
    price: null,
    isLent: false,
    published: '2020-03-01T12:00:00.1234568+02:00',
    kind: 'novel',
    tags: [],
    author: { name: 'Saramago', city: null },
    chapters: [],
    extra: { colour: 'Blue' },
  },
  { id: 'c', title: 'Charts', pages: 7, kind: 'manual', author: null, published: null },
];

function ids(filter: string, fold = false): string {
  const bound = bind(parseExpression(filter), { api, it: book as never, variables: [], fold });
  return rows
    .filter((entity) => bound.run({ it: { entity, place: undefined }, each: [], world }) === true)
    .map(({ id }) => id)
    .join('');
}

describe('expressions on rows', () => {
  it.each([
    ["title eq 'Asterix'", 'a'],
    ["Title EQ 'Asterix'", 'a'],
    ["title eq 'asterix'", ''],
    ["title ne 'Asterix'", 'bc'],
    ["title gt 'B'", 'bc'],
    ["title in ('Asterix','Charts')", 'ac'],
    ['pages in (7, 48)', 'ac'],
    ['pages ge 48 and pages lt 300', 'a'],
    ['pages eq 48.0', 'a'],
    // Null is equal to null alone, in no order, and makes a negation unknown.
    ['price eq null', 'bc'],
    ['price ne null', 'a'],
    ['price lt 100', 'a'],
    ['not (price lt 100)', 'bc'],
    ['not (price add 1 lt 100)', 'bc'],
    ["not contains(subtitle,'x')", 'b'],
    ["contains(subtitle,'x') or pages eq 7", 'c'],
    ["not (contains(subtitle,'x') and pages eq 7)", 'ab'],
    ["not (contains(subtitle,'x') and pages gt 0)", 'b'],
    ["not (contains(subtitle,'x') or isLent)", 'b'],
    ['isLent', 'a'],
    ['isLent eq false', 'b'],
    ['price in (9.5, null)', 'abc'],
    // Moments keep all their digits, and offsets are offsets.
    ['published lt 2020-03-01T10:00:00.1234568Z', 'a'],
    ['published eq 2020-03-01T11:00:00.1234567+01:00', 'a'],
    ['published ge 2020-03-01', 'ab'],
    ['published gt 2020-03-01T10:00:00.12345675Z', 'b'],
    ['published lt now()', 'ab'],
    ["published add duration'P1D' eq 2020-03-02T10:00:00.1234567Z", 'a'],
    ["published sub 2020-03-01T00:00:00Z gt duration'PT10H'", 'ab'],
    ['printed eq 2020-02-29', 'a'],
    ["printed add duration'P1D' eq 2020-03-01", 'a'],
    ['printed lt 2020-02-29T00:00:01Z', 'a'],
    ['opens eq 09:30', 'a'],
    ["reading mul 2 eq duration'PT3H'", 'a'],
    ["-reading lt duration'PT0S'", 'a'],
    ['totalseconds(reading) eq 5400', 'a'],
    ['year(published) eq 2020 and month(published) eq 3 and day(published) eq 1', 'ab'],
    ['hour(published) eq 10 and minute(published) eq 0 and second(published) eq 0', 'ab'],
    ['date(published) eq 2020-03-01', 'ab'],
    ['time(published) eq 10:00:00.1234568', 'b'],
    ['fractionalseconds(published) gt 0.12345675', 'b'],
    // Ids, enumerations, bytes.
    ['isbn eq 184efa21-98c3-4e5d-95ab-d07053a96e67', 'a'],
    ["isbn eq '184efa21-98C3-4e5d-95ab-d07053a96e67'", 'a'],
    ["isbn in ('184efa21-98C3-4e5d-95ab-d07053a96e67')", 'a'],
    ["kind eq 'novel'", 'b'],
    ["kind eq 'Novel'", 'b'],
    ["kind eq lib.kind'novel' or kind eq 'manual'", 'bc'],
    ["kind in ('novel','atlas')", 'ab'],
    ["kind has 'atlas'", 'a'],
    ["traits has 'illustrated'", 'a'],
    ["traits has 'large,illustrated'", 'a'],
    ["cover eq binary'AP-_'", 'a'],
    // Texts.
    ["startswith(title,'As') or endsWith(title,'ts')", 'ac'],
    ["contains(tolower(title),'a')", 'ac'],
    ["substringof('lind',title)", 'b'],
    ["indexof(title,'s') eq 1", 'a'],
    ["substring(title,1) eq 'harts'", 'c'],
    ["substring(title,1,3) eq 'har'", 'c'],
    ['length(title) eq 6', 'c'],
    ["trim(concat(title,'  ')) eq 'Charts'", 'c'],
    ["toupper(title) eq 'CHARTS'", 'c'],
    ["matchesPattern(title,'^[AC].*s$')", 'c'],
    ["matchesPattern(title,'ind')", 'b'],
    // Numbers.
    ['pages add 2 eq 50', 'a'],
    ['pages sub 7 eq 0', 'c'],
    ['pages mul 2 gt 500', 'b'],
    ['pages div 2 eq 3', 'c'],
    ['pages divby 2 eq 3.5', 'c'],
    ['pages mod 2 eq 1', 'c'],
    ['pages div 0 eq 1 or pages eq 7', 'c'],
    ['-pages lt -100', 'b'],
    ['round(price) eq 10 and floor(price) eq 9 and ceiling(price) eq 10', 'a'],
    ['price lt INF', 'a'],
    ['price eq NaN', ''],
    // Ways.
    ["author/name eq 'Saramago'", 'b'],
    ['author/city eq null', 'bc'],
    ['author eq null', 'c'],
    ['author ne null', 'ab'],
    ['year(author/born) lt 1950', 'a'],
    ["extra/colour eq 'red'", 'a'],
    ['extra/weight gt 2', 'a'],
    ['extra/read lt 2022-01-01T00:00:00Z', 'a'],
    ["extra/COLOUR eq 'Blue'", 'b'],
    // Collections.
    ["tags/any(t:t eq 'rome')", 'a'],
    ["tags/any(t:startswith(t,'c') and not endswith(t,'x'))", 'a'],
    ['tags/any()', 'a'],
    ["not tags/any(t:t eq 'rome')", 'bc'],
    ["tags/all(t:t ne 'rome')", 'bc'],
    ['tags/$count eq 2', 'a'],
    ['chapters/$count lt 1', 'bc'],
    ["chapters/any(c:c/pages gt 20 and c/title eq 'Rome')", 'a'],
    ['chapters/all(c:c/pages gt 20)', 'bc'],
    ['chapters/any(c:c/pages lt pages and $it/isLent)', 'a'],
    ['chapters/any(c:tags/any(t:tolower(c/title) eq t))', 'a'],
    ["'comic' in tags", 'a'],
    ['length(tags) eq 2', 'a'],
    // Types.
    ["isof('lib.comic')", 'a'],
    ['isof(lib.book)', 'abc'],
    ["isof('Comic') or pages eq 7", 'ac'],
    ["lib.comic/artist eq 'Uderzo'", 'a'],
    ["@odata.type eq '#lib.comic'", 'a'],
    ["cast(pages,Edm.String) eq '48'", 'a'],
    ['isof(pages,Edm.Int32)', 'abc'],
    ['null eq null', 'abc'],
    ['null', ''],
  ])('%s', (filter, expected) => {
    expect(ids(filter)).toBe(expected);
  });

  it.each([
    ["title eq 'ASTERIX'", 'a'],
    ["contains(title,'LIND') or startswith(title,'ch')", 'bc'],
    ["tags/any(t:t eq 'Rome')", 'a'],
    ["title in ('charts')", 'c'],
  ])('%s, where letter case does not count', (filter, expected) => {
    expect(ids(filter, true)).toBe(expected);
    expect(ids(filter)).toBe('');
  });

  it.each([
    ['colour eq 1', "Could not find a property named 'colour' on type 'lib.book', at column 1"],
    ['author/age eq 1', "Could not find a property named 'age' on type 'lib.person', at column 8"],
    ['title/x eq 1', "Could not find a property named 'x' on type 'Edm.String', at column 7"],
    [
      'chapters/title eq 1',
      "The parent value for a property access of a property 'title' is not a single value, at column 10",
    ],
    ['tags/any(t:x eq t)', "Could not find a property named 'x' on type 'lib.book', at column 12"],
    [
      "pages eq '7'",
      "A binary operator with incompatible types was detected: 'pages' of type 'Edm.Int32' and a value of type 'Edm.String' for the operator 'eq', at column 7",
    ],
    [
      "published ge '2020-01-01'",
      "A binary operator with incompatible types was detected: 'published' of type 'Edm.DateTimeOffset' and a value of type 'Edm.String' for the operator 'ge', at column 11",
    ],
    [
      "isbn eq 'x'",
      "A binary operator with incompatible types was detected: 'isbn' of type 'Edm.Guid' and a value of type 'Edm.String' for the operator 'eq', at column 6",
    ],
    [
      'title in (1)',
      "A binary operator with incompatible types was detected: 'title' of type 'Edm.String' and a value of type 'Edm.Int32' for the operator 'in', at column 7",
    ],
    [
      'title add 1 eq 1',
      "A binary operator with incompatible types was detected: 'title' of type 'Edm.String' and a value of type 'Edm.Int32' for the operator 'add', at column 7",
    ],
    [
      'author eq 1',
      "A binary operator with incompatible types was detected: 'author' of type 'lib.person' and a value of type 'Edm.Int32' for the operator 'eq', at column 8",
    ],
    ["kind eq 'poem'", "The string 'poem' is not a valid member of the enumeration 'Edm.String'"],
    ['not title', "The operator 'not' does not take 'title' of type 'Edm.String', at column 5"],
    ['title and isLent', "The operator 'and' does not take 'title' of type 'Edm.String', at column 1"],
    ['length(pages) eq 1', "The function 'length' does not take 'pages' of type 'Edm.Int32', at column 8"],
    ['contains(title) eq 1', "The function 'contains' takes 2 operands, not 1, at column 1"],
    ['substring(title)', "The function 'substring' takes 2 or 3 operands, not 1, at column 1"],
    ['soundex(title) eq 1', "An unknown function with name 'soundex' was found, at column 1"],
    ['constructor(title) eq 1', "An unknown function with name 'constructor' was found, at column 1"],
    [
      "title/any(t:t eq 'x')",
      "'any' may only be used following a collection, not 'title' of type 'Edm.String', at column 7",
    ],
    ['pages/$count eq 1', "'pages' is no collection, so it has no $count, at column 7"],
    ["isof('lib.scroll')", "The type 'lib.scroll' is not defined in the model, at column 6"],
    ['lib.scroll/x eq 1', "The type 'lib.scroll' is not defined in the model, at column 1"],
    [
      'matchesPattern(title,subtitle)',
      'The pattern of matchesPattern must be a text as it stands, at column 22',
    ],
    [
      "matchesPattern(title,'(a)\\1')",
      "The mock cannot follow the pattern '(a)\\1' of matchesPattern, at column 22",
    ],
    ['title eq $root/x', "Syntax error: '$root' cannot stand here, at column 10"],
  ])('refuses %s', (filter, message) => {
    const read = readOrFault(() => ids(filter));
    expect('fault' in read && read.fault.message).toBe(message);
  });

  it('does not go back and forth in a pattern', () => {
    const entity = { id: 'x', title: `${'a'.repeat(5000)}b` };
    const bound = bind(parseExpression("matchesPattern(title,'^(a+)+$')"), {
      api,
      it: book,
      variables: [],
      fold: false,
    });
    expect(bound.run({ it: { entity, place: undefined }, each: [], world })).toBe(false);
  });
});

/** The same questions, answered by the letter of OData's rules and nothing else. */
type Asked =
  | { kind: 'is'; property: 'pages' | 'title'; operator: string; value: number | string | null }
  | { kind: 'and' | 'or'; left: Asked; right: Asked }
  | { kind: 'not'; of: Asked };

const comparison: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({
    kind: fc.constant('is' as const),
    property: fc.constant('pages' as const),
    operator: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
    value: fc.option(fc.integer({ min: -3, max: 3 })),
  }),
  fc.record({
    kind: fc.constant('is' as const),
    property: fc.constant('title' as const),
    operator: fc.constantFrom('eq', 'contains', 'startswith'),
    value: fc.constantFrom('a', "b'", 'ab', ''),
  }),
);
const { asked } = fc.letrec<{ asked: Asked }>((tie) => ({
  asked: fc.oneof(
    { maxDepth: 5 },
    comparison,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('asked'),
      right: tie('asked'),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('asked') }),
  ),
}));

function written(question: Asked): string {
  if (question.kind === 'not') return `not (${written(question.of)})`;
  if (question.kind !== 'is')
    return `(${written(question.left)}) ${question.kind} (${written(question.right)})`;
  const { property, operator, value } = question;
  const literal = typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  return /^[a-z]{2}$/.test(operator)
    ? `${property} ${operator} ${literal}`
    : `${operator}(${property},${literal})`;
}

/** Undefined: unknown. */
function answer(question: Asked, row: { pages?: number; title?: string | null }): boolean | undefined {
  if (question.kind === 'not') {
    const inner = answer(question.of, row);
    return inner === undefined ? undefined : !inner;
  }
  if (question.kind !== 'is') {
    const sides = [answer(question.left, row), answer(question.right, row)];
    if (question.kind === 'and')
      return sides.includes(false) ? false : sides.includes(undefined) ? undefined : true;
    return sides.includes(true) ? true : sides.includes(undefined) ? undefined : false;
  }
  const { property, operator, value } = question;
  const found = row[property] ?? null;
  if (operator === 'contains' || operator === 'startswith') {
    if (found === null) return undefined;
    const at = String(found).indexOf(String(value));
    return operator === 'contains' ? at !== -1 : at === 0;
  }
  if (operator === 'eq') return found === value;
  if (operator === 'ne') return found !== value;
  if (found === null || value === null) return false;
  const difference = Number(found) - Number(value);
  return { gt: difference > 0, ge: difference >= 0, lt: difference < 0, le: difference <= 0 }[operator];
}

describe('an expression and its oracle', () => {
  it('say the same of any row', () => {
    const row = fc.record(
      { pages: fc.integer({ min: -3, max: 3 }), title: fc.option(fc.constantFrom('', 'a', "ab'", 'bab')) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(asked, row, (question, entity) => {
        const bound = bind(parseExpression(written(question)), { api, it: book, variables: [], fold: false });
        const found = bound.run({ it: { entity: entity as JsonObject, place: undefined }, each: [], world });
        expect(found).toBe(answer(question, entity) ?? null);
      }),
      { numRuns: 2000 },
    );
  });
});
