import type { Diagnostic } from '../generator/model/diagnostic.ts';
import { placeText } from '../generator/model/place.ts';
import { pointer as at } from '../generator/model/pointer.ts';
import { readSpec, type Spec } from '../generator/openapi/spec-input.ts';
import { exchangeOf, type RecordedBody, type RecordedField, recordedText } from './exchanges/exchange.ts';
import type { Policies } from './rules/policies.ts';
import { verifyExchanges } from './verify.ts';

export { type Spec, SpecRefused } from '../generator/openapi/spec-input.ts';
export type { Diagnostic, Policies };

/** How exchanges are judged. */
export interface CheckOptions {
  readonly policies?: Partial<Policies>;
}

/** What the spec says of one request and its answer. */
export interface Check {
  /** Nothing breaks the spec. What could not be told breaks nothing. */
  readonly valid: boolean;
  readonly findings: readonly Diagnostic[];
  /** For people: a line a finding, with the lines of the spec behind it. */
  readonly text: string;
}

/** Judges requests and answers by one spec. */
export interface Checker {
  /** Judges an exchange. Bodies are read from copies: request and response can be read by others afterwards. */
  check(request: Request, response: Response): Promise<Check>;
  /** A `fetch` that rejects with a `SpecMismatch` where request or answer break the spec. */
  fetch(inner?: typeof globalThis.fetch): typeof globalThis.fetch;
  /** For `expect.extend` of vitest and jest: `await expect({ request, response }).toMatchSpec()`. */
  readonly matchers: { toMatchSpec(exchange: Exchanged): Promise<MatcherResult> };
  /** Listens to the exchanges of MSW 2 and 3; what broke the spec is in `findings()` until `forget()`. */
  watch(server: MswServer): Watched;
}

/** A request with the answer that it got. */
export interface Exchanged {
  readonly request: Request;
  readonly response: Response;
}

/** What a matcher tells vitest or jest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** What is used of MSW's servers and workers (`setupServer`, `setupWorker`). */
export interface MswServer {
  readonly events: {
    on(
      event: 'response:mocked' | 'response:bypass',
      listener: (told: { readonly request: Request; readonly response: Response }) => void,
    ): unknown;
  };
}

/** What was seen of a server of MSW since it is watched, or since `forget()`. */
export interface Watched {
  /** All that was answered so far, judged. Rejects with a `SpecMismatch` where something breaks the spec. */
  settled(): Promise<readonly Check[]>;
  forget(): void;
}

/** What a checked `fetch` or `settled()` rejects with: `checks` are the exchanges that break the spec, the message says how. */
export class SpecMismatch extends Error {
  readonly checks: readonly Check[];

  constructor(checks: readonly Check[]) {
    super(checks.map(({ text }) => text).join('\n'));
    this.name = 'SpecMismatch';
    this.checks = checks;
  }
}

/**
 * Judges what a unit test asks and is answered, with the rules and codes of `docpact verify`.
 *
 *     const checker = createChecker(spec);
 *     const client = createClient({ baseUrl, auth: 'token', fetch: checker.fetch() });
 *
 * Throws a `SpecRefused` when the spec cannot be read.
 */
export function createChecker(spec: Spec, { policies = {} }: CheckOptions = {}): Checker {
  const api = readSpec(spec);
  const check = async (request: Request, response: Response): Promise<Check> => {
    const name = `${request.method} ${new URL(request.url).pathname}`;
    const exchange = await exchanged(name, request, response);
    const place = (pointer: string) => ({ file: name, line: 1, column: 1, pointer });
    const from = { file: name, source: '', exchanges: [() => exchange], place };
    const { diagnostics } = verifyExchanges(api, undefined, [from], policies);
    const text = diagnostics.map(textOf).join('\n');
    return { valid: diagnostics.every(({ severity }) => severity !== 'error'), findings: diagnostics, text };
  };
  return {
    check,
    fetch:
      (inner = globalThis.fetch) =>
      async (input, init) => {
        const request = new Request(input, init);
        // The copy is read after the answer has come: by then the request itself is spent.
        const copy = request.clone();
        const response = await inner(request);
        const judged = await check(copy, response);
        if (!judged.valid) throw new SpecMismatch([judged]);
        return response;
      },
    matchers: {
      async toMatchSpec({ request, response }) {
        const { valid, text } = await check(request, response);
        const message = () => (valid ? `${request.method} ${request.url} is what the spec allows` : text);
        return { pass: valid, message };
      },
    },
    watch: (server) => watched(server, check),
  };
}

function watched(server: MswServer, check: Checker['check']): Watched {
  let pending: Promise<Check>[] = [];
  const listener = ({ request, response }: Exchanged) => {
    pending.push(check(request, response));
  };
  server.events.on('response:mocked', listener);
  server.events.on('response:bypass', listener);
  return {
    async settled() {
      const checks = await Promise.all(pending);
      const broken = checks.filter(({ valid }) => !valid);
      if (broken.length > 0) throw new SpecMismatch(broken);
      return checks;
    },
    forget() {
      pending = [];
    },
  };
}

/** `error verify/response-body at GET /items/1 /response/body/id: must be string` and where the spec says so. */
function textOf({ code, severity, message, at: where, related }: Diagnostic): string {
  const lines = related.map((one) => `  ${one.message}: ${placeText(one.at)}`);
  return [`${severity} ${code} ${where.file} at ${where.pointer ?? ''}: ${message}`, ...lines].join('\n');
}

async function exchanged(name: string, request: Request, response: Response) {
  const url = new URL(request.url);
  return exchangeOf({
    pointer: '',
    description: name,
    request: {
      pointer: '/request',
      method: request.method,
      path: { value: url.pathname, pointer: '/request/url' },
      query: [...url.searchParams].map(([key, value]) => ({ name: key, value, pointer: '/request/url' })),
      headers: fieldsOf(request.headers, '/request/headers'),
      body: await bodyOf(request, '/request/body'),
    },
    response: {
      pointer: '/response',
      status: response.status,
      headers: fieldsOf(response.headers, '/response/headers'),
      body: await bodyOf(response, '/response/body'),
    },
  });
}

function fieldsOf(headers: Headers, pointer: string): readonly RecordedField[] {
  return [...headers].map(([name, value]) => ({ name, value, pointer: at(pointer, name) }));
}

async function bodyOf(message: Request | Response, pointer: string): Promise<RecordedBody> {
  const contentType = message.headers.get('content-type') ?? undefined;
  // Somebody has read it before: what stood there is not known.
  if (message.bodyUsed) return { pointer, value: undefined, contentType };
  const text = await message.clone().text();
  const binary =
    contentType !== undefined && /^(image|audio|video|font)\/|octet-stream|\bzip\b|pdf/i.test(contentType);
  return {
    pointer,
    value: binary && text !== '' ? { bytes: true } : recordedText(text, contentType),
    contentType,
  };
}
