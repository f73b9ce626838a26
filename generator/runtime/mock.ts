/**
 * What generated MSW handlers stand on: which requests they answer, what a resolver is given, what it may answer. It
 * knows requests and responses only; MSW itself is imported by the generated code.
 */
import { type MockUrl, pathValues, urlPattern } from './mock-url.ts';
import {
  cookieParameter,
  headerParameter,
  pathParameter,
  queryParameter,
  type Reading,
  type Readings,
} from './mock-values.ts';
import type { Status3XX, Status4XX, Status5XX } from './status.ts';

/** What a handler knows of its operation. */
export interface MockFacts extends MockUrl {
  readonly id: string;
  /** The parameters by place, with how they are read. */
  readonly parameters?: { readonly [Place in Places]?: Readings };
  /** How a request body is read. Default: `json` where there is one. */
  readonly body?: 'json' | 'text' | 'form' | 'binary';
  /** The media type of bodies by documented status, where it is not `application/json`. */
  readonly types?: Readonly<Record<string, string>>;
  /** The answer where nobody gives another: the documented example, else one made from the schema. */
  readonly status: number;
  readonly example?: () => unknown;
}

type Places = 'path' | 'query' | 'headers' | 'cookies';

/** Where a handler answers, and how often. */
export interface HandlerOptions {
  /**
   * Where requests go. Default: the servers of the document. `*` is any origin, with the base paths of those servers;
   * a path behind it is the base path.
   */
  readonly baseUrl?: string;
  /** Answers once, then leaves requests to the handlers after it. */
  readonly once?: boolean;
}

/** What a resolver is given of a request: the parameters as the document types them, as far as they were sent. */
export type Call<T, Body = never> = {
  readonly [Name in keyof T as Name extends Places ? Name : never]-?: Exclude<T[Name], undefined>;
} & {
  readonly [Name in keyof T as Name extends 'body' ? Name : never]-?: [Body] extends [never] ? T[Name] : Body;
} & { readonly request: Request };

interface Said<Status> {
  readonly status: Status;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A documented answer: the status decides the type of the body. */
type Answer<Status, Body> = Said<Status> &
  ([Body] extends [undefined] ? { readonly body?: undefined } : { readonly body: Body });

/** The answers that the document knows: successes by status (`S`, true where they have a body), and the errors. */
export type Answers<T, S> =
  | {
      [Key in keyof S]: Answer<StatusOf<Key, keyof S>, S[Key] extends true ? Given<T> : undefined>;
    }[keyof S]
  | ErrorAnswers<T['errors' & keyof T]>;

type Given<T> = Exclude<T['result' & keyof T], undefined>;
type ErrorAnswers<Bodies> = {
  [Key in keyof Bodies]: Answer<StatusOf<Key, keyof Bodies>, Bodies[Key]>;
}[keyof Bodies];

type Status2XX = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;

/** A range and `default` stand for the statuses that are not described by themselves. */
type StatusOf<Key, Keys> = Key extends number
  ? Key
  : Exclude<
      Key extends '2XX'
        ? Status2XX
        : Key extends '3XX'
          ? Status3XX
          : Key extends '4XX'
            ? Status4XX
            : Key extends '5XX'
              ? Status5XX
              : Status4XX | Status5XX,
      Keys
    >;

/** Answers a request as the document lets the service answer; a `Response` for what it says nothing of. */
export type Resolver<T, S, Body = never> = (
  call: Call<T, Body>,
) => Answers<T, S> | Response | Promise<Answers<T, S> | Response>;

/** Makes handlers of one operation. */
export interface HandlerMaker<T, S, Body, Handler> {
  /** Answers with the answer that is given, with what a resolver says, or as `documented` does. */
  (answer?: Answers<T, S> | Resolver<T, S, Body>, options?: HandlerOptions): Handler;
  /** Answers with the documented example, or with a value made from the schema where there is none. */
  documented(options?: HandlerOptions): Handler;
}

/** A request as MSW hands it to a resolver. */
export interface Received {
  readonly request: Request;
  readonly cookies: Readonly<Record<string, string>>;
}

/** What MSW needs of a handler: the pattern of its URLs, and the function that answers. */
export interface Mock {
  readonly pattern: RegExp;
  respond(received: Received): Promise<Response>;
}

type Loose = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Makes the parts of a handler; the types have been said by the maker's. */
export function mockOf(facts: MockFacts, answer: unknown, baseUrl: string | undefined): Mock {
  return {
    pattern: urlPattern(facts, baseUrl),
    async respond(received) {
      if (answer === undefined) return responseOf(facts, { status: facts.status, body: facts.example?.() });
      const said =
        typeof answer === 'function' ? await answer(await callOf(facts, received, baseUrl)) : answer;
      if (said instanceof Response) return said;
      if (isAnswer(said)) return responseOf(facts, said);
      throw new TypeError(`the resolver of ${facts.id} must return an answer`);
    },
  };
}

function isAnswer(said: unknown): said is Loose {
  return typeof said === 'object' && said !== null && 'status' in said && typeof said.status === 'number';
}

async function callOf(
  facts: MockFacts,
  { request, cookies }: Received,
  baseUrl: string | undefined,
): Promise<object> {
  const { path = {}, query, headers, cookies: ofCookies } = facts.parameters ?? {};
  const { href, search } = new URL(request.url);
  const call: Record<string, unknown> = { request };
  const raw = [...pathValues(facts, baseUrl, href.replace(/[?#].*$/s, ''))];
  if (raw.length > 0)
    call['path'] = Object.fromEntries(
      raw.map(([name, text]) => [name, unquoted(facts, name, pathParameter(text, name, own(path, name)))]),
    );
  if (query) call['query'] = read(query, (name, reading) => queryParameter(search, name, reading));
  if (headers)
    call['headers'] = read(headers, (name, reading) => {
      const text = request.headers.get(name);
      return text === null ? undefined : headerParameter(text, reading);
    });
  if (ofCookies)
    call['cookies'] = read(ofCookies, (name, reading) => cookieParameter(cookies, name, reading));
  if (facts.body) call['body'] = await bodyOf(request.clone(), facts.body);
  return call;
}

/** A key in quotes: quotes inside it are doubled (OData 4.01 URL conventions, 5.1.1.1.1). */
function unquoted({ path }: MockFacts, name: string, value: unknown): unknown {
  const isQuoted = typeof value === 'string' && path.includes(`'{${name}}'`);
  return isQuoted ? value.replaceAll("''", "'") : value;
}

function own(readings: Readings, name: string): Reading {
  return Object.hasOwn(readings, name) ? (readings[name] ?? {}) : {};
}

/** What was sent; a parameter that was not has no member. */
function read(readings: Readings, value: (name: string, reading: Reading) => unknown): object {
  const found = Object.entries(readings).map(([name, reading]) => [name, value(name, reading)] as const);
  return Object.fromEntries(found.filter(([, one]) => one !== undefined));
}

async function bodyOf(request: Request, kind: NonNullable<MockFacts['body']>): Promise<unknown> {
  if (kind === 'form') return request.formData();
  if (kind === 'binary') return request.blob();
  const text = await request.text();
  if (kind === 'text' || text === '') return text === '' ? undefined : text;
  return JSON.parse(text);
}

function responseOf(facts: MockFacts, { status, headers = {}, body }: Loose): Response {
  const sent = new Headers(headers);
  if (body === undefined) return new Response(null, { status, headers: sent });
  const type = sent.get('Content-Type') ?? typeOf(facts.types ?? {}, status);
  const isRaw = body instanceof Blob || (typeof body === 'string' && !/[/+]json\s*(;|$)/i.test(type));
  if (!sent.has('Content-Type'))
    sent.set('Content-Type', body instanceof Blob && body.type !== '' ? body.type : type);
  return new Response(isRaw ? body : JSON.stringify(body), { status, headers: sent });
}

function typeOf(types: Readonly<Record<string, string>>, status: number): string {
  const key = [`${status}`, `${Math.floor(status / 100)}XX`, 'default'].find((one) =>
    Object.hasOwn(types, one),
  );
  return (key === undefined ? undefined : types[key]) ?? 'application/json';
}
