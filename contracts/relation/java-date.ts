/**
 * Java-style date formats (`yyyy-MM-dd'T'HH:mm:ssXXX`), as Pact's date, time and timestamp matchers use them, as
 * regular expressions. `narrow` accepts less than such a parser, `wide` more, so that each can serve one side of a
 * proof; undefined for letters that are not followed.
 */
export function dateExpression(format: string, bound: 'narrow' | 'wide'): string | undefined {
  let source = '';
  for (const token of format.match(/yyyy-MM-dd|'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']/g) ?? []) {
    const part = token.startsWith("'")
      ? literal(token.slice(1, -1).replaceAll("''", "'") || "'")
      : letters(token, bound);
    if (part === undefined) return undefined;
    source += part;
  }
  return source;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const year = '[1-9]\\d{3}';
const leapYear = '(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)';
const days = [
  '(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])',
  '(?:0[13-9]|1[0-2])-(?:29|30)',
  '(?:0[13578]|1[02])-31',
].join('|');

const narrow: Readonly<Record<string, string>> = {
  'yyyy-MM-dd': `(?:${year}-(?:${days})|${leapYear}-02-29)`,
  yyyy: year,
  MM: '(?:0[1-9]|1[0-2])',
  dd: '(?:0[1-9]|1\\d|2[0-8])',
  HH: '(?:[01]\\d|2[0-3])',
  mm: '[0-5]\\d',
  ss: '[0-5]\\d',
  // The core refuses some offsets that exist (+13:45), so the lower bound keeps away from them.
  XXX: '(?:Z|[+-](?:0\\d|1[01]):[0-5]\\d)',
  Z: '[+-](?:0\\d|1[01])[0-5]\\d',
};

/** The core reads numbers with fewer digits than the format has letters. */
const wide: Readonly<Record<string, string>> = {
  'yyyy-MM-dd': '[+-]?\\d+-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\\d|3[01])',
  yyyy: '[+-]?\\d+',
  MM: '(?:0?[1-9]|1[0-2])',
  dd: '(?:0?[1-9]|[12]\\d|3[01])',
  HH: '(?:[01]?\\d|2[0-3])',
  mm: '[0-5]?\\d',
  ss: '(?:[0-5]?\\d|60)',
  XXX: '(?:[Zz]|[+-]\\d\\d:?(?:\\d\\d)?)',
  Z: '(?:[Zz]|[+-]\\d\\d:?\\d\\d)',
};

function letters(token: string, bound: 'narrow' | 'wide'): string | undefined {
  if (!/^[A-Za-z]/.test(token)) return literal(token);
  // A fraction has as many digits as the format has letters; the core is more liberal, so the wide bound is too.
  if (/^S+$/.test(token)) return bound === 'narrow' ? `\\d{${token.length}}` : '\\d+';
  if (bound === 'wide') return wide[token] ?? '.+';
  return narrow[token];
}
