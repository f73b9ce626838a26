import type { ExampleMessage, Fact, FactAbout } from '../dialects/fact.ts';
import type { Example } from '../model/description.ts';
import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { gather } from '../model/gather.ts';
import { listAt } from '../model/list-at.ts';
import type { Place } from '../model/place.ts';
import { camelCase } from '../model/printers/identifier.ts';
import { about, originOf } from './facts-of.ts';
import { type Indexed, PathIndex } from './path-index.ts';
import { pathSegments } from './path-segments.ts';
import { lookupSegments } from './path-template.ts';

const unpaired = defineProblem<{ method: string; url: string }>({
  code: 'docs/example-unpaired',
  severity: 'info',
  summary: 'An example belongs to no documented operation.',
  message: (p) =>
    `no documented operation has the method ${p.method} and a path like ${p.url}; the example is left out`,
});

const unasked = defineProblem<{ status: string }>({
  code: 'docs/example-answer-unpaired',
  severity: 'info',
  summary: 'An example answer has no request, and its page documents several operations.',
  message: (p) => `it is not clear which operation answers with this ${p.status}; the example is left out`,
});

/** What an example needs to know of an operation to find it. */
export interface Candidate extends Indexed {
  readonly file: string;
  readonly others: readonly string[];
  /** The main path of the operation, where this is another way to it. */
  readonly aliasOf: string | undefined;
  /** Its request lines. */
  readonly places: readonly Place[];
}

/** An example request with its answer; one of the two may be missing. */
export interface Pair {
  readonly request: FactAbout<'example-request'> | undefined;
  readonly response: FactAbout<'example-response'> | undefined;
  /** The request of a second answer, which the first one's pair already shows. */
  readonly asked?: FactAbout<'example-request'>;
}

/** Requests with the answers that follow them. */
export function pairsOf(facts: readonly Fact[]): Pair[] {
  const requests = about(facts, 'example-request');
  const answers = new Map<number | undefined, FactAbout<'example-response'>[]>();
  for (const response of about(facts, 'example-response')) {
    listAt(answers, response.value.request).push(response);
  }
  const pairs = gather(requests, (request): Pair[] => {
    const [first, ...more] = answers.get(request.value.index) ?? [];
    return [
      { request, response: first },
      ...more.map((response) => ({ request: undefined, response, asked: request })),
    ];
  });
  const alone = answers.get(undefined) ?? [];
  return pairs.concat(alone.map((response) => ({ request: undefined, response })));
}

/**
 * The operation that an example shows: by method and path, its own page's first; else the page's only one of that
 * method, because example URLs are mistyped more often than pages hold other operations' examples. Where another example
 * of the page fits, one that does not even name what the path ends in is of another operation.
 */
export class ExampleOwners<C extends Candidate> {
  readonly #index: PathIndex<C>;
  readonly #byFile = new Map<string, C[]>();
  readonly #diagnostics: Diagnostic[];

  constructor(candidates: readonly C[], diagnostics: Diagnostic[]) {
    this.#index = new PathIndex(candidates);
    this.#diagnostics = diagnostics;
    for (const candidate of candidates)
      for (const file of new Set([candidate.file, ...candidate.others])) {
        listAt(this.#byFile, file).push(candidate);
      }
  }

  /** For each example of a page in order. */
  ofPage(pairs: readonly Pair[], file: string): (C | undefined)[] {
    const own = this.#byFile.get(file) ?? [];
    const fitting = pairs.map((pair) => this.#ofRequest(pair, own));
    const shown = new Set(fitting.filter((one) => one !== undefined && own.includes(one)));
    return pairs.map((pair, i) => fitting[i] ?? this.#byPage(pair, own, shown, file));
  }

  #ofRequest({ request, asked }: Pair, own: readonly C[]): C | undefined {
    const shown = (request ?? asked)?.value;
    if (!shown) return undefined;
    const method = shown.method.toLowerCase();
    const path = pathOf(shown.url);
    const found = this.#fitting(method, path, own);
    return found ?? (isElsewhere(shown.url) ? undefined : this.#ending(method, path, own));
  }

  #byPage(pair: Pair, own: readonly C[], shown: ReadonlySet<unknown>, file: string): C | undefined {
    const request = pair.request ?? pair.asked;
    if (!request) return this.#ofAnswer(pair, own, file);
    const { method, url } = request.value;
    const same = isElsewhere(url)
      ? undefined
      : onlyOne(own.filter((target) => target.method === method.toLowerCase()));
    if (same && (shown.size === 0 || endsAlike(same.path, pathOf(url)))) return same;
    if (pair.request) this.#diagnostics.push(unpaired.at(request.at, { method, url }));
    return undefined;
  }

  #fitting(method: string, path: string, own: readonly C[]): C | undefined {
    for (const spelling of [path, ...otherSpellings(path)]) {
      const fitting = this.#index.find(method, spelling);
      const found = fitting.find((candidate) => own.includes(candidate)) ?? fitting[0];
      if (found) return found;
    }
    return undefined;
  }

  /** Pages may leave out where a thing is kept (`/workbook/…`), and show it in full (`/me/drive/items/{id}/workbook/…`). */
  #ending(method: string, path: string, own: readonly C[]): C | undefined {
    if (!own.some((candidate) => candidate.method === method)) return undefined;
    for (let from = path.indexOf('/', 1); from !== -1; from = path.indexOf('/', from + 1)) {
      const found = this.#index.find(method, path.slice(from)).find((candidate) => own.includes(candidate));
      if (found) return found;
    }
    return undefined;
  }

  /** Without a request: the page's only operation, or the only one whose line stands above the answer. */
  #ofAnswer(pair: Pair, own: readonly C[], file: string): C | undefined {
    const line = pair.response?.at.line ?? 0;
    const isAbove = (place: Place) => place.file === file && place.line < line;
    const only = onlyOne(own) ?? onlyOne(own.filter(({ places }) => places.some(isAbove)));
    if (!only && pair.response) {
      const { status } = pair.response.value;
      this.#diagnostics.push(unasked.at(pair.response.at, { status: String(status) }));
    }
    return only;
  }
}

/** Whether an example's path names the last thing that an operation's does, and calls nothing of it. */
function endsAlike(path: string, shown: string): boolean {
  const last = lookupSegments(pathSegments(path)).findLast((segment) => !segment.includes('{'));
  const segments = lookupSegments(pathSegments(shown));
  const at = last === undefined ? 0 : segments.lastIndexOf(last);
  return at !== -1 && !segments.slice(at + 1).some((segment) => segment.includes('('));
}

/** The one operation, by whatever paths. */
function onlyOne<C extends Candidate>(candidates: readonly C[]): C | undefined {
  const mains = candidates.filter((candidate) => candidate.aliasOf === undefined);
  if (mains.length === 1) return mains[0];
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The signed-in user's own things are a user's things. */
function otherSpellings(path: string): string[] {
  if (/^\/me(?=\/|$)/i.test(path)) return [path.replace(/^\/me/i, '/users/{id}')];
  const user = /^\/users\/[^/]+/i.exec(path)?.[0];
  return user === undefined ? [] : [`/me${path.slice(user.length)}`];
}

/** A URL of another service: an upload address that an answer gave. */
function isElsewhere(url: string): boolean {
  return (
    /^https?:\/\/[^/]+\/(?!(?:v1\.0|beta|\{version\})(?:\/|\?|$))/i.test(url) &&
    !/^https?:\/\/graph\./i.test(url)
  );
}

/** `https://graph.microsoft.com/beta/users/{id}?$top=1` → `/users/{id}`. */
function pathOf(url: string): string {
  const relative = url.replace(/^https?:\/\/[^/?]+/i, '').replace(/^\/(?:v1\.0|beta)(?=\/|\?|$)/i, '');
  const path = relative.split('?')[0] ?? relative;
  return path.startsWith('/') ? path : `/${path}`;
}

/** A number that JavaScript may print otherwise; a body without one need not be searched for them. */
const oddNumber =
  /(?:^|[:[,])\s*-?(?:\d+\.\d*0|\d[\d.]*e[+-]?\d+|[\d.]{16,}|0\.000000\d*|0)\s*(?:$|[,}\]/])/im;
const plainNumbers: ReadonlyMap<string, string> = new Map();

/**
 * An example of a body, named after its annotation, its heading, or what the operation does. A body of another media
 * type (CSV, HTML) is a text, unless it reads as JSON all the same.
 */
export function exampleOf(
  fact: FactAbout<'example-request' | 'example-response'>,
  kind: string,
): Example | undefined {
  const message: ExampleMessage = fact.value;
  const { body, heading, name } = message;
  const media = mediaTypeOf(message);
  if (body && media !== undefined && !/\bjson\b/.test(media) && (body.json === undefined || body.fault))
    return {
      name: name === undefined ? kind : camelCase(name),
      mediaType: media,
      summary: heading,
      value: body.text,
      numberTexts: plainNumbers,
      origin: originOf(body.at),
    };
  if (body?.json === undefined) return undefined;
  const wanted = name ?? (heading === '' ? kind : heading.replace(/^example\s*\d*\s*[:.-]?\s*/i, ''));
  return {
    name: /[A-Za-z0-9]/.test(wanted) ? (wanted === kind ? kind : camelCase(wanted)) : kind,
    summary: heading,
    value: body.json,
    numberTexts: oddNumber.test(body.text) ? body.numberTexts() : plainNumbers,
    origin: originOf(body.at),
  };
}

/** The media type of a message by its `Content-Type`, without parameters; JSON where it says nothing. */
export function mediaTypeOf(message: ExampleMessage | undefined): string | undefined {
  const header = message?.headers.find(({ name }) => /^content-type$/i.test(name));
  const type = header?.value.split(';')[0]?.trim().toLowerCase();
  return type && /^[\w.+-]+\/[\w.+*-]+$/.test(type) ? type : undefined;
}
