/** The named character references that documentation pages use; all others stay as they stand. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    copy: '\u00a9',
    reg: '\u00ae',
    trade: '\u2122',
    hellip: '\u2026',
    mdash: '\u2014',
    ndash: '\u2013',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    bull: '\u2022',
    middot: '\u00b7',
    times: '\u00d7',
    rarr: '\u2192',
    larr: '\u2190',
    lbrace: '{',
    rbrace: '}',
    lbrack: '[',
    rbrack: ']',
    vert: '|',
    ast: '*',
    lowbar: '_',
    num: '#',
    sol: '/',
    bsol: '\\',
  }),
);

const reference = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));/y;

/** The character reference that begins at `at`, decoded, and its length; undefined if there is none. */
export function entityAt(text: string, at: number): { text: string; length: number } | undefined {
  reference.lastIndex = at;
  const match = reference.exec(text);
  if (!match) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const found = name === undefined ? fromNumber(decimal, hexadecimal) : named.get(name);
  return found === undefined ? undefined : { text: found, length: whole.length };
}

/** CommonMark, 2.5: what is no Unicode scalar value becomes U+FFFD. */
function fromNumber(decimal: string | undefined, hexadecimal: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '0', 16) : Number.parseInt(decimal, 10);
  const scalar = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return scalar ? String.fromCodePoint(code) : '\ufffd';
}
