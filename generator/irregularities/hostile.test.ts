import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Includes } from '../dialects/includes.ts';
import { readFacts } from '../dialects/read-facts.ts';
import { importPages } from '../import-pages.ts';
import type { Page } from '../markdown/page.ts';
import { pageOf, readPage } from '../markdown/read-page.ts';
import { harbour } from './fixtures/harbour.ts';

const pages = Object.entries(harbour).map(([file, lines]) => ({ file, text: lines.join('\n') }));

/** What hostile hands and bad editors do to a page. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('cut' as const),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(200),
  }),
  fc.record({ kind: fc.constant('swap' as const), a: fc.nat(60), b: fc.nat(60) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom(
      '|',
      '`',
      '```',
      '<',
      '<!--',
      '{',
      '}',
      '[',
      '](',
      '\r',
      '\0',
      '\u00a0',
      '\u200b',
      '#',
      '>',
      '\\',
      '__proto__',
      '\ud800',
      '€',
    ),
    over: fc.boolean(),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function changed(text: string, changes: readonly Change[]): string {
  let made = text;
  for (const one of changes) {
    if (one.kind === 'cut') {
      const from = Math.floor(one.from * made.length);
      made = made.slice(0, from) + made.slice(from + one.length);
    } else if (one.kind === 'swap') {
      const lines = made.split('\n');
      const [a, b] = [one.a % lines.length, one.b % lines.length];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      made = lines.join('\n');
    } else {
      const at = Math.floor(one.at * made.length);
      made = made.slice(0, at) + one.text + made.slice(one.over ? at + one.text.length : at);
    }
  }
  return made;
}

const mutatedOf = (from: readonly { readonly file: string; readonly text: string }[]) =>
  fc
    .tuple(fc.constantFrom(...from), fc.array(change, { minLength: 1, maxLength: 8 }))
    .map(([page, changes]) => ({ file: page.file, text: changed(page.text, changes) }));
const mutated = mutatedOf(pages);

const folder = new URL('../../../shared/corpus/', import.meta.url);
const sample = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && file.includes('/'))
      .map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }))
  : [];

interface PlaceLike {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Every place in a value, however deep; bodies are asked for the places of their members. */
function placesIn(value: unknown, found: PlaceLike[] = [], depth = 0): PlaceLike[] {
  if (typeof value !== 'object' || value === null || depth > 12) return found;
  if ('file' in value && 'line' in value && 'column' in value) found.push(value as PlaceLike);
  if ('place' in value && typeof value.place === 'function')
    for (const pointer of ['', '/name', '/value/0/id', '/nowhere'])
      found.push(value.place(pointer), value.place(pointer, 'key'));
  for (const [key, inner] of Object.entries(value)) if (key !== 'json') placesIn(inner, found, depth + 1);
  return found;
}

function outside(place: PlaceLike, known: ReadonlyMap<string, Page>): string | undefined {
  const page = known.get(place.file);
  if (!page) return `no page ${place.file}`;
  const lines = page.text.split('\n');
  const fits = (line: number, column: number) =>
    line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1] ?? '').length + 2;
  const good =
    fits(place.line, place.column) &&
    (place.endLine === undefined || fits(place.endLine, place.endColumn ?? 1)) &&
    (place.endLine ?? place.line) >= place.line;
  return good ? undefined : `${place.file}:${place.line}:${place.column}-${place.endLine}:${place.endColumn}`;
}

function expectReadable({ file, text }: { file: string; text: string }, part: string): void {
  readPage(new TextEncoder().encode(text), file);
  const page = pageOf(text, file);
  const included = pageOf(part, 'includes/part.md');
  const { value, diagnostics } = readFacts(page, new Includes([included]));
  const known = new Map([page, included].map((each) => [each.file, each]));
  const wrong = placesIn([value, diagnostics]).flatMap((place) => outside(place, known) ?? []);
  expect(wrong).toEqual([]);
}

describe('mutated pages', () => {
  it('are read without a throw, and every place lies inside its page', () => {
    fc.assert(fc.property(mutated, mutated, (page, part) => expectReadable(page, part.text)));
  });

  it.skipIf(sample.length === 0)('of the sample, too, whole or broken', () => {
    for (const page of sample) expectReadable(page, page.text);
    fc.assert(
      fc.property(mutatedOf(sample.length === 0 ? pages : sample), (page) => expectReadable(page, '')),
    );
  });

  it('are imported without a throw, together with whole ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutated, { minLength: 1, maxLength: 4 }), async (list) => {
        const bad = new Map(list.map(({ file, text }) => [file, text]));
        const files = pages.map(({ file, text }) => ({
          file,
          bytes: new TextEncoder().encode(bad.get(file) ?? text),
        }));
        const { value, diagnostics } = await importPages(files);
        const faults = diagnostics.filter((d) => d.code.startsWith('openapi/'));
        expect(faults.map((d) => d.message)).toEqual([]);
        expect(value).toBeDefined();
      }),
      { numRuns: 15 },
    );
  });
});
