import type { Language } from './language.ts';

export interface WordQuery {
  /** Languages that the word belongs to. */
  readonly within: readonly Language[];
  /** Languages that it does not belong to. */
  readonly outside: readonly Language[];
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** `none` is a proof that there is no such word; `unknown` means that the search was given up. */
export type WordAnswer = { readonly word: string } | 'none' | 'unknown';

const maxVisited = 20_000;

type States = readonly number[];

interface Visit {
  /** Where it led to, by language. */
  readonly stops: readonly Stop[];
  readonly length: number;
  readonly symbol: number;
  readonly from: Visit | undefined;
}

/**
 * The shortest word of all languages of `within` and none of `outside`. A ⊆ B asks for a word within A outside B; A and
 * B are disjoint if there is none within both. Breadth-first over sets of states, made as they are met.
 */
export function findWord(query: WordQuery): WordAnswer {
  const [first] = query.within;
  if (!first) return search(query);
  const asked = answers.get(first) ?? [];
  answers.set(first, asked);
  const known = asked.find((one) => isSame(one.query, query));
  if (known) return known.answer;
  const answer = search(query);
  if (asked.length < maxAnswers) asked.push({ query, answer });
  return answer;
}

/** By the first language: members of one format meet the same matcher again and again. */
const answers = new WeakMap<Language, { readonly query: WordQuery; readonly answer: WordAnswer }[]>();
const maxAnswers = 20;

function isSame(a: WordQuery, b: WordQuery): boolean {
  return (
    a.minLength === b.minLength &&
    a.maxLength === b.maxLength &&
    areSame(a.within, b.within) &&
    areSame(a.outside, b.outside)
  );
}

function areSame(a: readonly Language[], b: readonly Language[]): boolean {
  return a.length === b.length && a.every((language, i) => language === b[i]);
}

function search(query: WordQuery): WordAnswer {
  const languages = [...query.within, ...query.outside];
  const symbols = representatives(languages);
  const minLength = query.minLength ?? 0;
  const maxLength = query.maxLength ?? Number.POSITIVE_INFINITY;
  const walked = languages.map(walkedOf);
  const first: Visit = { stops: walked.map(({ start }) => start), length: 0, symbol: 0, from: undefined };
  const seen = new Set<string>([keyOf(first, minLength)]);
  const queue: Visit[] = [first];
  for (let next = 0; next < queue.length; next++) {
    const visit = queue[next] as Visit;
    if (visit.length >= minLength && isAccepted(query, visit)) return { word: wordOf(visit) };
    if (visit.length >= maxLength) continue;
    for (const symbol of symbols) {
      const stops = stepped(walked, visit.stops, symbol, query.within.length);
      if (!stops) continue;
      const following: Visit = { stops, length: visit.length + 1, symbol, from: visit };
      const key = keyOf(following, minLength);
      if (seen.has(key)) continue;
      if (seen.size >= maxVisited) return 'unknown';
      seen.add(key);
      queue.push(following);
    }
  }
  return 'none';
}

/** Where a symbol leads to; undefined if one of the languages that come first has no word that goes on so. */
function stepped(
  walked: readonly Walked[],
  from: readonly Stop[],
  symbol: number,
  within: number,
): readonly Stop[] | undefined {
  const stops: Stop[] = [];
  for (const [i, stop] of from.entries()) {
    const to = walked[i]?.step(stop, symbol);
    if (!to || (i < within && to.states.length === 0)) return undefined;
    stops.push(to);
  }
  return stops;
}

/** Whether a text is a word of a language: one step a character, whatever the expression was. */
export function hasWord(language: Language, text: string): boolean {
  const walked = walkedOf(language);
  let at = walked.start;
  for (let i = 0; i < text.length; i++) {
    const symbol = text.codePointAt(i) ?? 0;
    if (symbol > 0xffff) i++;
    at = walked.step(at, symbol);
  }
  return at.accepts;
}

/** Where a text may have led to, and where ASCII leads to from there. */
interface Stop {
  readonly states: States;
  readonly key: string;
  readonly accepts: boolean;
  readonly next: (Stop | undefined)[];
}

/** Sets of states that are kept of one language: a spec may come from anybody. */
const maxStops = 500;
const ascii = 128;
const walks = new WeakMap<Language, Walked>();

function walkedOf(language: Language): Walked {
  const walked = walks.get(language) ?? new Walked(language);
  walks.set(language, walked);
  return walked;
}

/** What was met of a language as a deterministic automaton: texts of real documents walk the same ways. */
class Walked {
  readonly start: Stop;
  readonly #language: Language;
  readonly #stops = new Map<string, Stop>();

  constructor(language: Language) {
    this.#language = language;
    this.start = this.#stop(closure(language, [language.start]));
  }

  step(from: Stop, symbol: number): Stop {
    const known = symbol < ascii ? from.next[symbol] : undefined;
    if (known) return known;
    const to = this.#stop(step(this.#language, from.states, symbol));
    if (symbol < ascii && this.#stops.size < maxStops) from.next[symbol] = to;
    return to;
  }

  #stop(states: States): Stop {
    const key = states.join(',');
    const known = this.#stops.get(key);
    if (known) return known;
    const made: Stop = { states, key, accepts: states.includes(this.#language.accept), next: [] };
    if (this.#stops.size < maxStops) this.#stops.set(key, made);
    return made;
  }
}

function isAccepted(query: WordQuery, { stops }: Visit): boolean {
  return stops.every(({ accepts }, i) => accepts === i < query.within.length);
}

/** From the least length on the shortest way to a place is the best: what leads on from there leads on from it. */
function keyOf(visit: Visit, minLength: number): string {
  return `${Math.min(visit.length, minLength)}|${visit.stops.map(({ key }) => key).join('|')}`;
}

function wordOf(visit: Visit): string {
  const symbols: number[] = [];
  for (let at: Visit | undefined = visit; at?.from; at = at.from) symbols.push(at.symbol);
  return String.fromCodePoint(...symbols.reverse());
}

function step(language: Language, states: States, symbol: number): States {
  const reached: number[] = [];
  for (const state of states) {
    for (const { on, to } of language.reading[state] ?? []) {
      if (on.some(([low, high]) => symbol >= low && symbol <= high)) reached.push(to);
    }
  }
  return reached.length === 0 ? [] : closure(language, reached);
}

/** Closures of single states: those of sets are put together of them. */
const closures = new WeakMap<Language, (States | undefined)[]>();

function closure(language: Language, from: readonly number[]): States {
  const [only, ...others] = from;
  if (only !== undefined && others.length === 0) return closureOf(language, only);
  const reached = new Set<number>();
  for (const state of new Set(from)) for (const to of closureOf(language, state)) reached.add(to);
  return [...reached].sort((a, b) => a - b);
}

function closureOf(language: Language, state: number): States {
  const known = closures.get(language) ?? [];
  const found = known[state];
  if (found) return found;
  const reached = new Set([state]);
  for (const one of reached) for (const to of language.silent[one] ?? []) reached.add(to);
  const made = [...reached].sort((a, b) => a - b);
  known[state] = made;
  closures.set(language, known);
  return made;
}

/**
 * One code point for each class of those that no language tells apart; a readable one where the class has any.
 * Surrogates are no characters, so they are never chosen.
 */
function representatives(languages: readonly Language[]): number[] {
  const cuts = new Set<number>([0, 0xd800, 0xe000]);
  for (const language of languages) {
    for (const edges of language.reading) {
      for (const { on } of edges) {
        for (const [low, high] of on) {
          cuts.add(low);
          cuts.add(high + 1);
        }
      }
    }
  }
  const sorted = [...cuts].filter((cut) => cut <= 0x10ffff).sort((a, b) => a - b);
  const chosen: number[] = [];
  for (const [i, low] of sorted.entries()) {
    if (low >= 0xd800 && low < 0xe000) continue;
    const high = (sorted[i + 1] ?? 0x110000) - 1;
    chosen.push(readable.find((code) => code >= low && code <= high) ?? low);
  }
  return chosen.sort((a, b) => rank(a) - rank(b) || a - b);
}

const readable = [...'aAb0123_- .:/xyz'].map((symbol) => symbol.codePointAt(0) ?? 0);

function rank(code: number): number {
  const place = readable.indexOf(code);
  return place === -1 ? (code > 32 && code < 127 ? readable.length : readable.length + 1) : place;
}
