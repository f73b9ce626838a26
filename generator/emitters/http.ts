import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { httpComment, httpJson, isPlainHttp } from '../model/printers/http-file.ts';
import { pathSegment } from '../model/printers/path.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { credentialsOf } from './contract-credentials.ts';
import { type ContractRequest, contractRequest } from './contract-request.ts';
import { Routes } from './contract-routes.ts';
import { defineEmitter, type EmittedFile, type EmitterOptions } from './emitter.ts';
import { purpose, requestLine } from './prose.ts';

const leftOut = defineProblem<{ operation: string; reason: string }>({
  code: 'generate/http-left-out',
  severity: 'info',
  summary: 'An operation has no request in the .http files.',
  message: (p) => `${p.operation} has no request in the .http files: ${p.reason}`,
  help: 'Write one by hand beside the generated ones.',
});

/** Where `docpact mock` listens: for documents that name no server. */
const mock = 'http://127.0.0.1:4010';

/** Requests to try by hand in an editor: files that VS Code (REST Client), JetBrains' IDEs and Visual Studio send from. */
export const http = defineEmitter({
  name: 'http',
  summary: 'Requests to send from an editor: .http files, with variables for address and credentials.',
  byDefault: false,
  async emit(api, options) {
    const routes = new Routes(api);
    const files: EmittedFile[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const [slice, operations] of options.names.slices) {
      const requests = operations.flatMap((operation) => {
        const made = requestOf(api, routes, operation, options);
        if ('reason' in made) diagnostics.push(leftOutOf(api, operation, made.reason));
        return 'reason' in made ? [] : [made];
      });
      if (requests.length > 0) files.push(fileOf(slice, requests, options));
    }
    return { value: files, diagnostics };
  },
});

function leftOutOf(api: Api, operation: Operation, reason: string): Diagnostic {
  return leftOut.at(api.place(operation.pointer, 'key'), { operation: operation.id, reason });
}

/** One request: the variables that it uses, with what they are at first, and its lines. */
interface HttpRequest {
  readonly server: string;
  readonly variables: ReadonlyMap<string, string>;
  lines(baseUrl: string): readonly string[];
}

function requestOf(
  api: Api,
  routes: Routes,
  operation: Operation,
  { names }: EmitterOptions,
): HttpRequest | { readonly reason: string } {
  const { request, reason } = contractRequest(api, routes, operation);
  if (!request) return { reason };
  const variables = new Map<string, string>();
  const headers = headersOf(request, credentialTexts(api, operation), variables);
  const query = queryOf(request, variables);
  const body = request.body && (request.body.text ?? httpJson(request.body.value));
  const foreign = [request.path, ...Object.values(request.headers), body ?? ''];
  if (!foreign.every(isPlainHttp))
    return { reason: 'an editor would not send it as it stands, but put something in' };
  const name = names.operations.get(operation)?.value;
  const lines = (baseUrl: string) => [
    `### ${httpComment([requestLine(operation), purpose(operation)].filter(Boolean).join(': '))}`,
    ...(name !== undefined && /^\w+$/.test(name) ? [`# @name ${name}`] : []),
    ...optional(operation),
    `${operation.method.toUpperCase()} ${baseUrl}${request.path}${query}`,
    ...headers,
    ...(body === undefined ? [] : ['', body]),
  ];
  return { server: serverOf(operation), variables, lines };
}

/** What stands in for credentials in the request (`Bearer token`), and what is to stand there (`Bearer {{token}}`). */
function credentialTexts(api: Api, operation: Operation): ReadonlyMap<string, string> {
  return new Map(Object.entries(credentialsOf(api, operation)?.headers ?? {}));
}

function headersOf(
  { headers }: ContractRequest,
  credentials: ReadonlyMap<string, string>,
  variables: Map<string, string>,
): readonly string[] {
  return Object.entries(headers).map(([name, text]) => {
    if (name === 'Cookie') return `${name}: ${text}`;
    if (credentials.get(name) !== text) return `${name}: ${text}`;
    const [last = '', ...before] = text.split(' ').reverse();
    const variable = before[0] === 'Basic' ? 'basic' : last;
    variables.set(variable, last);
    return `${name}: ${[...before, `{{${variable}}}`].join(' ')}`;
  });
}

function queryOf({ query, keys }: ContractRequest, variables: Map<string, string>): string {
  const fields = Object.entries(query).flatMap(([name, texts]) =>
    texts.map((text) => {
      const isKey = keys.some(([key, shown]) => key === name && shown === text);
      if (isKey) variables.set(text, text);
      return `${queryText(name)}=${isKey ? `{{${text}}}` : queryText(text)}`;
    }),
  );
  return fields.length === 0 ? '' : `?${fields.join('&')}`;
}

/** OData's options are easier to read with their dollar (RFC 3986 lets it stand). */
function queryText(text: string): string {
  return pathSegment(text).replaceAll('%24', '$');
}

function optional({ parameters }: Operation): readonly string[] {
  const names = parameters.filter((one) => one.in === 'query' && !one.required).map(({ name }) => name);
  return names.length === 0 ? [] : [`# Optional in the query: ${httpComment(names.join(', '))}`];
}

function serverOf({ servers }: Operation): string {
  const [first] = servers;
  const url = URL.canParse(first?.url ?? '', mock) ? new URL(first?.url ?? '', mock) : new URL(mock);
  return /^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}`.replace(/\/+$/, '') : mock;
}

function fileOf(slice: string, requests: readonly HttpRequest[], { header }: EmitterOptions): EmittedFile {
  const server = requests[0]?.server ?? mock;
  const variables = new Map(requests.flatMap((one) => [...one.variables]));
  const [made = ''] = header.split(' Do not edit');
  const lines = [
    `# ${httpComment(made.replace(/^\/\/ /, ''))} Once it is changed it is yours: docpact leaves it as it is.`,
    `@baseUrl = ${server}`,
    ...[...variables].sort().map(([name, text]) => `@${name} = ${text}`),
    ...requests.flatMap((one) => ['', ...one.lines(one.server === server ? '{{baseUrl}}' : one.server)]),
  ];
  return { path: `http/${slice}.http`, content: `${lines.join('\n')}\n`, yields: true };
}
