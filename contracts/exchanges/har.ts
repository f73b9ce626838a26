import { defineProblem } from '../../generator/model/diagnostic.ts';
import { isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import { pointer as at } from '../../generator/model/pointer.ts';
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
  help: 'Give --host to count a host in.',
});
const unanswered = defineProblem<{ count: number }>({
  code: 'verify/unanswered',
  severity: 'info',
  summary: 'Requests of a recording have no answer.',
  message: (p) => `${p.count} ${p.count === 1 ? 'request' : 'requests'} without an answer left out`,
});

/** HTTP Archive 1.2: what browsers and proxies record. */
export const har: ExchangeFormat = {
  name: 'har',
  summary: 'recordings of browsers and proxies (HTTP Archive 1.2)',
  recognises: (root) => isArray(member(member(root, 'log'), 'entries')),
  read(document, hosts) {
    const log = member(document.root, 'log');
    const entries = member(log, 'entries');
    const exchanges: Interaction[] = [];
    const foreign: string[] = [];
    const silent: string[] = [];
    for (const [i, entry] of (isArray(entries) ? entries : []).entries()) {
      const pointer = at('/log/entries', i);
      const url = urlOf(entry);
      if (!url || !isAnswered(entry)) silent.push(pointer);
      else if (hosts && !hosts.has(url.host)) foreign.push(pointer);
      else exchanges.push(exchange(entry, url, pointer));
    }
    const [first] = foreign;
    const [unheard] = silent;
    const entryAt = (pointer: string) =>
      isArray(entries) ? entries[Number(pointer.split('/').at(-1))] : undefined;
    return {
      exchanges: {
        file: document.file,
        source: stringMember(member(log, 'creator'), 'name') ?? 'a recording',
        exchanges,
        place: document.place,
      },
      diagnostics: [
        ...(first === undefined
          ? []
          : [
              foreignHost.at(document.place(first), {
                count: foreign.length,
                first: urlOf(entryAt(first))?.host ?? '',
              }),
            ]),
        ...(unheard === undefined ? [] : [unanswered.at(document.place(unheard), { count: silent.length })]),
      ],
    };
  },
};

function urlOf(entry: Json | undefined): URL | undefined {
  const written = stringMember(member(entry, 'request'), 'url') ?? '';
  return /^https?:/i.test(written) && URL.canParse(written) ? new URL(written) : undefined;
}

/** A request that was cancelled or blocked has the status 0. */
function isAnswered(entry: Json): boolean {
  const status = member(member(entry, 'response'), 'status');
  return typeof status === 'number' && status >= 100;
}

function exchange(entry: Json, url: URL, pointer: string): Interaction {
  const [request, response] = [member(entry, 'request'), member(entry, 'response')];
  const [asked, answered] = [at(pointer, 'request'), at(pointer, 'response')];
  const method = stringMember(request, 'method') ?? 'GET';
  const status = member(response, 'status');
  return exchangeOf({
    pointer,
    description: `${method} ${url.pathname}`,
    request: {
      pointer: asked,
      method,
      path: { value: url.pathname, pointer: at(asked, 'url') },
      query: [...url.searchParams].map(([name, value]) => ({ name, value, pointer: at(asked, 'url') })),
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
  return (isArray(list) ? list : []).flatMap((header, i) => {
    const name = stringMember(header, 'name') ?? '';
    const here = at(pointer, 'headers', i);
    return name === '' || name.startsWith(':')
      ? []
      : [{ name, value: stringMember(header, 'value') ?? '', pointer: here }];
  });
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
