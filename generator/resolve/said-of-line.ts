import type { Fact, FactAbout } from '../dialects/fact.ts';
import { words } from '../model/printers/identifier.ts';
import { about } from './facts-of.ts';
import type { MessageInput } from './message-input.ts';
import type { PageContent } from './page-content.ts';
import { singular } from './path-template.ts';

type Stated = FactAbout<'response'>;
type Loose = FactAbout<'response-body'>;
type Line = FactAbout<'request-line'>;

/** What a page's "Response" sections say of the one of its request lines that an operation is made of. */
export function saidOf(page: PageContent, input: MessageInput): readonly Stated[] {
  return ofItsDeed(ofItsHeading(about(page.facts, 'response'), page, input), page, input);
}

/** The sentences about bodies without a status code, of the same. */
export function looselySaidOf(page: PageContent, input: MessageInput): readonly Loose[] {
  return ofItsHeading(about(page.facts, 'response-body'), page, input);
}

/**
 * "Response for getting the photo" answers what stands below "Get the photo", and says nothing of the lines below "Get
 * the metadata of the photo" where these have a part of their own or another heading.
 */
function ofItsHeading<F extends Stated | Loose>(
  facts: readonly F[],
  page: PageContent,
  { lines }: MessageInput,
): readonly F[] {
  if (!facts.some(({ value }) => partOf(value) !== '')) return facts;
  const all = about(page.facts, 'request-line');
  if (new Set(all.map(headingOf)).size < 2) return facts;
  const said = [...about(page.facts, 'response'), ...about(page.facts, 'response-body')];
  const partOfLine = partsOfLines(page.facts, all, said);
  const own = new Set(all.filter((line) => lines.includes(line.at)).map((line) => partOfLine.get(line)));
  const taken = new Set(partOfLine.values());
  const isOwn = ({ value }: Stated | Loose) => own.has(partOf(value)) || !taken.has(partOf(value));
  return said.some(isOwn) ? facts.filter(isOwn) : facts;
}

const known = new WeakMap<readonly Fact[], ReadonlyMap<Line, string | undefined>>();

/** The part that answers each line of a page, which is asked once for each of its lines. */
function partsOfLines(
  facts: readonly Fact[],
  lines: readonly Line[],
  said: readonly (Stated | Loose)[],
): ReadonlyMap<Line, string | undefined> {
  const before = known.get(facts);
  if (before) return before;
  const titles = new Set(said.map(({ value }) => partOf(value)).filter((part) => part !== ''));
  const parts = [...titles].map((title) => ({ title, words: contentWords(title) }));
  const found = new Map(lines.map((line) => [line, closest(headingOf(line), parts)]));
  known.set(facts, found);
  return found;
}

function partOf(value: { readonly circumstance?: string }): string {
  return value.circumstance ?? '';
}

function headingOf(line: Line): string {
  return line.value.heading ?? '';
}

/** The one part whose title shares most words with a heading, and half of them at least. */
function closest(heading: string, parts: readonly Part[]): string | undefined {
  const own = contentWords(heading);
  if (own.size === 0) return undefined;
  const ranked = parts
    .map(({ title, words }) => ({ title, likeness: likeness(own, words) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [first, second] = ranked;
  if (!first || first.likeness < 0.5 || first.likeness === second?.likeness) return undefined;
  return first.title;
}

interface Part {
  readonly title: string;
  readonly words: ReadonlySet<string>;
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}

const emptyWords = /^(?:an?|the|of|for|to|in|by|with|and|or|get|getting|responses?|requests?|http)$/;

function contentWords(title: string): ReadonlySet<string> {
  const found = words(title).map((word) => singular(word.toLowerCase()));
  return new Set(found.filter((word) => !emptyWords.test(word)));
}

/** What a request line does with what its path addresses. */
type Deed = 'read' | 'make' | 'act' | 'link' | 'change' | 'put' | 'remove';

/**
 * The success codes by which lines that do different things are told apart (RFC 9110, 9.3 and 15.3), in groups: the
 * first of which a page has one. What acts or links may answer with any.
 */
const usualCodes: Readonly<Partial<Record<Deed, readonly (readonly number[])[]>>> = {
  read: [[200, 203, 206]],
  make: [[201]],
  change: [[200, 204]],
  put: [[200, 201, 204]],
  remove: [[204], [200, 202]],
};

/** "Depending on the operation `201 Created` or `202 Accepted`", "`200 OK` for an existing ship". */
const tellsApart = /\bdepend(?:s|ing)? (?:up)?on\b|\bexcept\b|\bexisting\b/i;

/**
 * Several success codes for request lines that do different things, and words or examples that tell them apart: each
 * line has those that what it does is answered with, and those that an example of such a line shows.
 */
function ofItsDeed(facts: readonly Stated[], page: PageContent, input: MessageInput): readonly Stated[] {
  const codes = new Set(facts.map(({ value }) => value.status).filter((status) => status < 300));
  if (codes.size < 2) return facts;
  const lines = about(page.facts, 'request-line');
  const deeds = new Set(lines.map(({ value }) => deedOf(value.method, value.path)));
  if (deeds.size < 2) return facts;
  const shown = shownCodes(page);
  if (!facts.some(({ value }) => tellsApart.test(value.text)) && !areApart(shown)) return facts;
  const deed = deedOf(input.method, input.path);
  const usual = usualCodes[deed]?.find((group) => group.some((code) => codes.has(code)));
  // What is made is what 201 is for, where a page makes something.
  const isUsual = (code: number) => usual?.includes(code) ?? (code !== 201 || !deeds.has('make'));
  const kept = facts.filter(
    ({ value: { status } }) => status >= 300 || isUsual(status) || shown.get(deed)?.has(status),
  );
  return kept.some(({ value }) => value.status < 300) ? kept : facts;
}

/** The success codes of a page's examples by what their requests do. */
function shownCodes(page: PageContent): ReadonlyMap<Deed, ReadonlySet<number>> {
  const found = new Map<Deed, Set<number>>();
  const requests = new Map(
    about(page.facts, 'example-request').map(({ value }) => [value.index, value] as const),
  );
  for (const { value } of about(page.facts, 'example-response')) {
    const request = value.request === undefined ? undefined : requests.get(value.request);
    if (!request || value.status >= 300) continue;
    const deed = deedOf(request.method, request.url.split('?')[0] ?? '');
    const known = found.get(deed) ?? new Set();
    found.set(deed, known.add(value.status));
  }
  return found;
}

/** Whether one thing that lines do is answered by none of the codes that another is answered by. */
function areApart(shown: ReadonlyMap<Deed, ReadonlySet<number>>): boolean {
  const all = [...shown.values()];
  return all.some((a) => all.some((b) => ![...a].some((code) => b.has(code))));
}

/** Collections are called by nouns in the plural: a POST to one makes a member, any other acts. */
function deedOf(method: string, path: string): Deed {
  const last = path.replace(/\/+$/, '').replace(/^.*\//s, '');
  switch (method.toLowerCase()) {
    case 'get':
      return 'read';
    case 'patch':
      return 'change';
    case 'delete':
      return 'remove';
    default:
      if (last === '$ref') return 'link';
      if (method.toLowerCase() === 'put') return 'put';
      return /^[a-z]+$/i.test(last) && singular(last) !== last ? 'make' : 'act';
  }
}
