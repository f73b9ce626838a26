import { findWord } from '../model/regular/find-word.ts';
import { languageOf } from '../model/regular/language.ts';
import type { Schema } from './api.ts';
import { numbersOf, ownKeyword } from './schema-walk.ts';

const byFormat: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  duration: 'PT1M',
  time: '00:00:00Z',
  byte: '',
};

/** Texts as patterns of real documents ask for them. */
const usual = [
  ...[
    'a',
    'A',
    '0',
    '1',
    '-',
    '/',
    '*',
    'a1',
    'A1',
    'ab',
    'AB',
    '00',
    'abc',
    'ABC',
    '000',
    'a-b',
    'a_b',
    'a.b',
  ],
  ...['a/b', 'a:b', '/a', '0000', '1.0', 'en-US', 'abcd', '00000', '1.0.0', 'v1.0.0', '#000000', '10:00:00'],
  ...['abcdefgh', '00000000', '2024-01-01', 'a@b.example', '+15555550100', 'https://example.com/'],
  ...['application/json', '0'.repeat(32), '0'.repeat(40), '0'.repeat(64), '2024-01-01T00:00:00Z'],
];

/** A text of the parts' format, else one that fits their lengths and patterns, else the shortest. */
export function sampleText(parts: readonly Schema[], now: string): string {
  const format = parts.map((part) => ownKeyword(part, 'format')).find((value) => typeof value === 'string');
  if (format === 'date-time') return now;
  if (format === 'date') return now.slice(0, 10);
  if (format !== undefined && Object.hasOwn(byFormat, format)) return byFormat[format] ?? '';
  const least = Math.max(0, ...numbersOf(parts, 'minLength'));
  const shortest = 'x'.repeat(Math.min(least, 10_000));
  const patterns = parts
    .map((part) => ownKeyword(part, 'pattern'))
    .filter((value) => typeof value === 'string');
  if (patterns.length === 0) return shortest;
  const most = Math.min(...numbersOf(parts, 'maxLength'));
  const tests = patterns.map(testOf);
  const fitting = [shortest, byFormat['uuid'] ?? '', ...usual].find(
    (text) => text.length >= least && text.length <= most && tests.every((test) => test(text)),
  );
  return fitting ?? wordOf(patterns, least, most) ?? shortest;
}

/** The shortest text that all patterns allow, where they are regular. */
function wordOf(patterns: readonly string[], minLength: number, maxLength: number): string | undefined {
  const languages = patterns.map((pattern) => languageOf(pattern, { reading: 'search' }));
  if (!languages.every((language) => language !== undefined)) return undefined;
  const found = findWord({ within: languages, outside: [], minLength, maxLength });
  return typeof found === 'object' ? found.word : undefined;
}

/**
 * Patterns are foreign: one is tried only where trying ends soon whatever it says, that is on short texts, and with few
 * repetitions in it.
 */
function testOf(pattern: string): (text: string) => boolean {
  const repetitions = pattern.match(/[*+{?]/g)?.length ?? 0;
  const nested = /\)[*+{?]/.test(pattern);
  const longest = nested ? 10 : 64;
  if (repetitions > (nested ? 6 : 5)) return () => false;
  const regex = regexOf(pattern);
  return (text) => text.length <= longest && regex?.test(text) === true;
}

function regexOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
