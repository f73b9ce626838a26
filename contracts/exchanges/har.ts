import { type Diagnostic, defineProblem, type Problem } from '../../generator/model/diagnostic.ts';
import { isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
import type { TextDocument } from '../../generator/model/text-document.ts';
import type { Interaction } from '../pact/interaction.ts';
import {
  type ExchangeFormat,
  exchangeOf,
  type RecordedBody,
  type RecordedField,
  recordedBytes,
  recordedText,
} from './exchange.ts';

const foreignHost = defineProblem<{ count: number; first: string }>({
  code: 'verify/foreign-host',
  severity: 'info',
  summary: 'Exchanges of a recording went to hosts that are no servers of the spec.',
  message: (p) =>
    `${p.count} ${p.count === 1 ? 'exchange' : 'exchanges'} with other hosts, the first ${p.first}, left out`,
  help: (p) => `Give --host ${p.first} to count it in.`,
});
const unanswered = defineProblem<{ count: number; first: string }>({
  code: 'verify/unanswered',
  severity: 'info',
  summary: 'Requests of a recording have no answer.',
  message: (p) => `${p.count} ${p.count === 1 ? 'request' : 'requests'} without an answer left out`,
});
const notHttp = defineProblem<{ count: number; first: string }>({
  code: 'verify/not-http',
  severity: 'info',
  summary: 'Entries of a recording went to addresses that are not HTTP.',
  message: (p) =>
    `${p.count} ${p.count === 1 ? 'entry' : 'entries'} not of HTTP left out, the first to ${JSON.stringify(p.first.slice(0, 60))}`,
});

/** HTTP Archive 1.2: what browsers and proxies record. */
export const har: ExchangeFormat = {
  name: 'har',
  summary: 'recordings of browsers and proxies (HTTP Archive 1.2)',
  recognises: (root) => isArray(member(member(root, 'log'), 'entries')),
  read(document, hosts) {
    const log = member(document.root, 'log');
    const entries = member(log, 'entries');
    const exchanges: (() => Interaction)[] = [];
    const others = new LeftOut(document);
    for (const [i, entry] of (isArray(entries) ? entries : []).entries()) {
      const pointer = at('/log/entries', i);
      const address = addressOf(entry);
      if (!address) others.add(notHttp, pointer, addressText(entry));
      else if (!isAnswered(entry)) others.add(unanswered, pointer, '');
      else if (hosts && address.host !== undefined && !hosts.has(address.host))
        others.add(foreignHost, pointer, address.host);
      else exchanges.push(() => exchange(entry, address, pointer));
    }
    return {
      exchanges: {
        file: document.file,
        source: stringMember(member(log, 'creator'), 'name') ?? 'a recording',
        exchanges,
        place: document.place,
      },
      diagnostics: others.diagnostics(),
    };
  },
};

/** Entries that nobody judges: of each kind how many, and the first. */
class LeftOut {
  readonly #document: TextDocument;
  readonly #found = new Map<
    Problem<{ count: number; first: string }>,
    { pointer: string; first: string; count: number }
  >();

  constructor(document: TextDocument) {
    this.#document = document;
  }

  add(problem: Problem<{ count: number; first: string }>, pointer: string, first: string): void {
    const found = this.#found.get(problem);
    if (found) found.count++;
    else this.#found.set(problem, { pointer, first, count: 1 });
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.#found].map(([problem, { pointer, first, count }]) =>
      problem.at(this.#document.place(pointer), { count, first }),
    );
  }
}

interface Address {
  /** Undefined where only a path was written down: that is no other host. */
  readonly host: string | undefined;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

function addressText(entry: Json): string {
  return stringMember(member(entry, 'request'), 'url') ?? '';
}

function addressOf(entry: Json): Address | undefined {
  const written = addressText(entry);
  const isPath = /^\/(?!\/)/.test(written);
  const url = isPath ? `http://localhost${written}` : written;
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  // Parameters are an object of their own, made when somebody asks for them.
  const query = parsed.search === '' ? [] : [...parsed.searchParams];
  return { host: isPath ? undefined : parsed.host, path: parsed.pathname, query };
}

/** A request that was cancelled or blocked has the status 0. */
function isAnswered(entry: Json): boolean {
  const status = member(member(entry, 'response'), 'status');
  return typeof status === 'number' && status >= 100;
}

function exchange(entry: Json, { path, query }: Address, pointer: string): Interaction {
  const [request, response] = [member(entry, 'request'), member(entry, 'response')];
  const [asked, answered] = [at(pointer, 'request'), at(pointer, 'response')];
  const method = stringMember(request, 'method') ?? 'GET';
  const status = member(response, 'status');
  return exchangeOf({
    pointer,
    description: `${method} ${path}`,
    request: {
      pointer: asked,
      method,
      path: { value: path, pointer: at(asked, 'url') },
      query: query.map(([name, value]) => ({ name, value, pointer: at(asked, 'url') })),
      headers: headersOf(request, asked),
      body: sentBody(request, asked),
    },
    response: {
      pointer: answered,
      status: typeof status === 'number' ? status : 0,
      headers: headersOf(response, answered),
      body: answeredBody(response, answered),
    },
  });
}

/** What begins with a colon is no header but a part of the request line of HTTP/2 (RFC 9113, 8.3). */
function headersOf(part: Json | undefined, pointer: string): readonly RecordedField[] {
  const list = member(part, 'headers');
  const here = at(pointer, 'headers');
  const headers: RecordedField[] = [];
  for (const [i, header] of (isArray(list) ? list : []).entries()) {
    const name = stringMember(header, 'name') ?? '';
    if (name !== '' && !name.startsWith(':'))
      headers.push({ name, value: stringMember(header, 'value') ?? '', pointer: at(here, i) });
  }
  return headers;
}

function sentBody(request: Json | undefined, pointer: string): RecordedBody {
  const sent = member(request, 'postData');
  const here = at(pointer, 'postData');
  if (!isObject(sent)) return { pointer: here, value: { text: '' }, contentType: undefined };
  const contentType = stringMember(sent, 'mimeType');
  const text = stringMember(sent, 'text');
  if (text !== undefined)
    return { pointer: at(here, 'text'), value: recordedText(text, contentType), contentType };
  const params = member(sent, 'params');
  if (!isArray(params)) return { pointer: here, value: undefined, contentType };
  const pairs = params.map((one) => [stringMember(one, 'name') ?? '', stringMember(one, 'value') ?? '']);
  return { pointer: at(here, 'params'), value: { text: new URLSearchParams(pairs).toString() }, contentType };
}

function answeredBody(response: Json | undefined, pointer: string): RecordedBody {
  const content = member(response, 'content');
  const here = at(pointer, 'content');
  const contentType = stringMember(content, 'mimeType') || undefined;
  const text = stringMember(content, 'text');
  const size = member(content, 'size');
  if (text === undefined)
    // A body that was too large, or of another origin, is not recorded.
    return { pointer: here, value: size === 0 ? { text: '' } : undefined, contentType };
  const value =
    stringMember(content, 'encoding') === 'base64'
      ? recordedBytes(Buffer.from(text, 'base64'), contentType)
      : recordedText(text, contentType);
  return { pointer: at(here, 'text'), value, contentType };
}
