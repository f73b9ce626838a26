import type { Fact } from '../dialects/fact.ts';
import type { TypeReference } from '../model/description.ts';
import { compareText } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';
import { about, type PageFacts } from './facts-of.ts';
import { pathSegments } from './path-segments.ts';
import type { RowContext } from './properties.ts';
import type { TypeSources } from './structured-types.ts';
import type { TypeBases } from './type-bases.ts';

/** How a segment continues a path. */
const cast = /^(?:microsoft\.)?graph\.[\w.]*\w$/i;
const key = /^\{[^{}]*\}$|^'.*'$|^[0-9a-f]{8}-[0-9a-f-]{20,}$/i;
const call = /^([A-Za-z]\w*)\((.*)\)$/s;
/** What follows `root:`: an item below the one before it, by its path. */
const below = /^\{[^{}]*\}:?$/;

/** What a path leads to. */
export interface Addressed {
  readonly name: string | undefined;
  readonly collection: boolean;
  /** Whether pages of types say each step of it, and not only answers that operations give. */
  readonly declared: boolean;
}

interface Reached extends Addressed {
  readonly name: string;
}

/**
 * What paths lead to, segment by segment: from the type that a path has reached to the one of its navigation or complex
 * property, from a collection by a key to one of its members, by a cast to a derived type. Where types do not say it
 * (entity sets, which nothing but paths declares) the answers that API pages document for the same address do.
 */
export class PathTypes {
  readonly #members: Members;
  readonly #bases: TypeBases;
  readonly #votes: ReadonlyMap<string, readonly Vote[]>;
  /** Page → the addresses that it votes on. */
  readonly #voted = new Map<string, Set<string>>();
  readonly #contextOf: (file: string) => RowContext;
  readonly #memo = new Map<string, Reached | undefined>();

  constructor(
    sources: TypeSources,
    bases: TypeBases,
    pages: readonly PageFacts[],
    contextOf: (file: string) => RowContext,
  ) {
    this.#members = new Members(sources, bases);
    this.#bases = bases;
    this.#votes = votesByShape(pages, this.#members, contextOf);
    this.#contextOf = contextOf;
    for (const [shape, votes] of this.#votes)
      for (const { file } of votes) {
        const known = this.#voted.get(file);
        if (known) known.add(shape);
        else this.#voted.set(file, new Set([shape]));
      }
  }

  /**
   * What a GET on the path answers with; undefined where a segment is not known. It is held against what the pages
   * `without` say, so they have no voice in it.
   */
  addressed(path: string, without: readonly string[]): Addressed | undefined {
    return this.#reachedWithout(pathSegments(path)?.segments ?? [], without);
  }

  #reachedWithout(segments: readonly string[], files: readonly string[]): Reached | undefined {
    const voted = gather(files, (file) => this.#voted.get(file) ?? []);
    if (voted.length === 0 || segments.length > 40) return this.reached(segments);
    const shapes = segments.map(shapeOf);
    const first = shapes.findIndex((_, i) => {
      const shape = shapes.slice(0, i + 1).join('/');
      return voted.some((own) => own.has(shape));
    });
    if (first === -1) return this.reached(segments);
    let reached = this.reached(segments.slice(0, first));
    for (let i = first; i < segments.length; i++)
      reached = this.#next(reached, segments.slice(0, i + 1), shapes.slice(0, i + 1).join('/'), files);
    return reached;
  }

  /** The member of a type or of its bases that has a name, in whatever letter case. */
  member(type: string, name: string): TypeReference | undefined {
    return this.#members.of(type, name);
  }

  reached(segments: readonly string[]): Reached | undefined {
    if (segments.length === 0 || segments.length > 40) return undefined;
    const shape = segments.map(shapeOf).join('/');
    if (this.#memo.has(shape)) return this.#memo.get(shape);
    const found = this.#next(this.reached(segments.slice(0, -1)), segments, shape, []);
    this.#memo.set(shape, found);
    return found;
  }

  /** From what the path before its last segment has led to; else what pages, some left out, answer with. */
  #next(
    before: Reached | undefined,
    segments: readonly string[],
    shape: string,
    without: readonly string[],
  ): Reached | undefined {
    const last = segments.at(-1) ?? '';
    const addressed = segments.at(-2)?.endsWith(':') === true && below.test(last);
    const declared = before ? (addressed ? before : this.#step(before, last)) : this.#castMember(segments);
    if (declared) return declared;
    const all = this.#votes.get(shape) ?? [];
    const votes =
      without.length === 0 ? all : all.filter(({ file, begun }) => begun || !without.includes(file));
    return votes.length === 0 ? undefined : elected(votes, this.#bases);
  }

  /** `{id}/microsoft.graph.x`: one of that type, whatever it is one of. */
  #castMember(segments: readonly string[]): Reached | undefined {
    const last = segments.at(-1) ?? '';
    const name = cast.test(last) && key.test(segments.at(-2) ?? '') ? this.#castTo(last) : undefined;
    return name === undefined ? undefined : { name, collection: false, declared: true };
  }

  #castTo(segment: string): string | undefined {
    const { names, namespace } = this.#contextOf('');
    const name = names.named(segment.replace(/^graph\./i, 'microsoft.graph.'), namespace);
    return name === undefined || !this.#members.isType(name) ? undefined : name;
  }

  #step(from: Reached, segment: string): Reached | undefined {
    if (segment.startsWith('$')) return undefined;
    if (key.test(segment)) return from.collection ? { ...from, collection: false } : undefined;
    if (segment.endsWith(':')) {
      const reached = this.#step(from, segment.slice(0, -1));
      return reached && !reached.collection ? reached : undefined;
    }
    if (cast.test(segment)) {
      const name = this.#castTo(segment);
      return name === undefined ? undefined : { ...from, name };
    }
    const called = call.exec(segment);
    const type = from.collection ? undefined : this.#members.of(from.name, called?.[1] ?? segment);
    if (type?.name === undefined || type.name.startsWith('Edm.')) return undefined;
    // `items('{id}')` is a key; `range(address='…')` a function, which no type's page declares.
    if (called && (!type.collection || /=/.test(called[2] ?? ''))) return undefined;
    return { name: type.name, collection: type.collection && !called, declared: true };
  }
}

/** Members of types by lower-case name, those of bases after the own ones. */
class Members {
  readonly #own = new Map<string, ReadonlyMap<string, TypeReference>>();
  readonly #bases: TypeBases;

  constructor(sources: TypeSources, bases: TypeBases) {
    this.#bases = bases;
    for (const [type, { properties, navigation }] of sources.rows) {
      const own = new Map<string, TypeReference>();
      for (const property of [...navigation, ...properties]) {
        const name = property.name.toLowerCase();
        if (!own.has(name)) own.set(name, property.type);
      }
      this.#own.set(type, own);
    }
  }

  isType(name: string): boolean {
    return this.#own.has(name);
  }

  of(type: string, name: string): TypeReference | undefined {
    const wanted = name.toLowerCase();
    for (const one of this.#bases.chain(type)) {
      const found = this.#own.get(one)?.get(wanted);
      if (found) return found;
    }
    return undefined;
  }
}

function shapeOf(segment: string): string {
  return key.test(segment) ? '{}' : segment.replace(/\{[^{}]*\}/g, '{}').toLowerCase();
}

/**
 * What pages say that an address answers with, by the address without its placeholders' names. Of several types the one
 * that all of them are, else the one that most pages name. A member says of what its collection is.
 */
function votesByShape(
  pages: readonly PageFacts[],
  members: Members,
  contextOf: (file: string) => RowContext,
): ReadonlyMap<string, readonly Vote[]> {
  const votes = new Map<string, Vote[]>();
  for (const page of pages) {
    const { file } = page;
    const all = linesOf(page.facts);
    const answer = all.length === 0 ? undefined : answerOf(page, contextOf(page.file));
    if (answer?.name === undefined) continue;
    const { name: type } = answer;
    const lines = linesToOne(all, (name) => members.of(type, name) !== undefined);
    const begun = lines.length < all.length;
    const vote = (shape: readonly string[], name: string, collection: boolean, weight: number) => {
      const one = { file, ballot: `${collection ? '*' : ''}${name}`, weight, begun };
      listAt(votes, shape.join('/')).push(one);
    };
    for (const { method, shape } of lines) {
      const member = shape.at(-1) === '{}';
      if (member && method !== 'POST') {
        vote(shape, answer.name, false, 2);
        vote(shape.slice(0, -1), answer.name, true, 1);
      } else if (method === 'GET') vote(shape, answer.name, answer.collection, 2);
      else if (method === 'POST' && answer.created && !member) vote(shape, answer.name, true, 1);
    }
  }
  return votes;
}

interface Vote {
  readonly file: string;
  /** The name of the type, with an asterisk before it where it is a collection of that. */
  readonly ballot: string;
  readonly weight: number;
  /** Whether other lines of its page go on from the address: they are held against it, though it is the page's own. */
  readonly begun: boolean;
}

function elected(votes: readonly Vote[], bases: TypeBases): Reached {
  const counted = new Map<string, number>();
  for (const { ballot, weight } of votes) counted.set(ballot, (counted.get(ballot) ?? 0) + weight);
  const sorted = [...counted].sort(([a, x], [b, y]) => y - x || compareText(a, b));
  const [first = ''] = sorted[0] ?? [];
  const collection = first.startsWith('*');
  const name = first.replace('*', '');
  const rivals = sorted.filter(([ballot]) => ballot.startsWith('*') === collection);
  const common = rivals.length > 1 ? bases.common(rivals.map(([ballot]) => ballot.replace('*', ''))) : name;
  return { name: common ?? name, collection, declared: false };
}

interface Line {
  readonly method: string;
  readonly shape: readonly string[];
}

function linesOf(facts: readonly Fact[]): Line[] {
  return gather(about(facts, 'request-line'), ({ value }) => {
    const segments = pathSegments(value.path)?.segments;
    if (!segments || /expand|filter/i.test(value.query)) return [];
    if (segments.some((segment) => segment.startsWith('$'))) return [];
    return [{ method: value.method, shape: segments.map(shapeOf) }];
  });
}

/**
 * The request lines that lead to what the page speaks of: all where they end alike, else those that all others go on
 * from by a member of that; none where they lead to different things.
 */
function linesToOne(lines: readonly Line[], isMember: (name: string) => boolean): readonly Line[] {
  const ends = new Set(lines.map(({ shape }) => lastWord(shape)).filter((word) => word !== 'me'));
  if (ends.size < 2) return lines;
  const goesOn = ({ shape }: Line) => isMember(shape.at(-1) ?? '');
  const first = lines.filter((line) => !goesOn(line));
  const others = lines.filter(goesOn);
  const words = new Set(first.map(({ shape }) => lastWord(shape)));
  const begun = others.every(({ shape }) => first.some((line) => begins(line.shape, shape)));
  return words.size === 1 && begun ? first : [];
}

function begins(shape: readonly string[], longer: readonly string[]): boolean {
  const rest = longer.slice(shape.length);
  return (
    shape.every((segment, i) => segment === longer[i]) &&
    (rest.length === 1 || (rest.length === 2 && rest[0] === '{}'))
  );
}

/** `users`, `user`, and `me` where it stands for one of them. */
function lastWord(shape: readonly string[]): string {
  const literal = shape.findLast((segment) => !segment.includes('{}')) ?? '';
  return literal.replace(/s$/, '');
}

function answerOf(
  page: PageFacts,
  { names, namespace }: RowContext,
): (TypeReference & { created: boolean }) | undefined {
  for (const { value } of about(page.facts, 'response')) {
    if (value.status >= 300 || !value.type || value.others.length > 0) continue;
    const name = names.known(value.type, namespace);
    if (name !== undefined) return { name, collection: value.type.collection, created: value.status === 201 };
  }
  return undefined;
}
