import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Api, MediaType, Operation, Schema } from '../../generator/openapi/api.ts';
import { propertiesOf, typesOf } from '../../generator/openapi/schema-walk.ts';
import type { Exchange, Received } from './exchange.ts';
import type { MockResponse } from './record.ts';
import { jsonContent } from './resources.ts';
import { sample } from './sample.ts';
import { objectOf } from './store.ts';

/** Graph's word for each status (learn.microsoft.com/graph/errors). */
const codes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Forbidden',
  404: 'ResourceNotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  410: 'Gone',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableEntity',
  423: 'Locked',
  428: 'PreconditionRequired',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  501: 'NotImplemented',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
  507: 'InsufficientStorage',
  509: 'BandwidthLimitExceeded',
};

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nothing has this key; the mock names one that something has, for those who only guess at its first rows. */
export function unknownKey(key: string, rows: ReadonlyMap<string, unknown>): Refusal {
  const [other] = rows.keys();
  const known = other === undefined ? '' : `; there is '${other}'`;
  return { status: 404, message: `Resource '${key}' does not exist${known}.` };
}

/** An error answer: in the form that the spec documents for the status, else in the one that the API has for errors. */
export function refuse(received: Received | Exchange, refusal: Refusal): MockResponse {
  const { api } = received.parts;
  const documented =
    'operation' in received ? documentedError(received.operation, refusal.status) : undefined;
  const form = documented ?? houseForm(api);
  const graph = graphBody(received, refusal);
  const body =
    form === 'graph'
      ? graph
      : form === 'problem'
        ? problemBody(refusal)
        : form.schema
          ? dressed(api, form.schema, graph, refusal, received.now)
          : graph;
  const type = form === 'graph' ? json : form === 'problem' ? problem : concrete(form.type);
  const headers = { ...correlation(received), 'content-type': type, ...refusal.headers };
  return { status: refusal.status, headers, body: JSON.stringify(body) };
}

const json = 'application/json';
const problem = 'application/problem+json';

function concrete(type: string): string {
  return type.includes('*') ? json : type;
}

/** `request-id` is the mock's, `client-request-id` the caller's where it is fit for a header. */
export function correlation({ requestId, fields }: Received): Record<string, string> {
  const sent = fields.get('client-request-id');
  const own = sent !== undefined && /^[\x21-\x7e]{1,128}$/.test(sent) ? sent : requestId;
  return { 'request-id': requestId, 'client-request-id': own };
}

function codeOf(status: number): string {
  return codes[status] ?? 'GeneralException';
}

function graphBody(received: Received, { status, message }: Refusal): JsonObject {
  const ids = correlation(received);
  const innerError = {
    date: received.now.slice(0, 19),
    'request-id': ids['request-id'] ?? '',
    'client-request-id': ids['client-request-id'] ?? '',
  };
  return { error: { code: codeOf(status), message, innerError } };
}

/** RFC 9457: what an API says that documents no errors. */
function problemBody({ status, message }: Refusal): JsonObject {
  return { title: codeOf(status).replace(/(?<=[a-z])(?=[A-Z])/g, ' '), status, detail: message };
}

function documentedError(operation: Operation, status: number): MediaType | undefined {
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  for (const name of wanted) {
    const response = operation.responses.find((candidate) => candidate.status === name);
    if (response) return jsonContent(response.content);
  }
  return undefined;
}

type Form = MediaType | 'graph' | 'problem';

const forms = new WeakMap<Api, Form>();

/** How many paths are looked at for an error that is documented: a large spec must not be built for the first 404. */
const looked = 100;

/** The form of errors that no operation documents: that of the first error that any does. */
function houseForm(api: Api): Form {
  let form = forms.get(api);
  if (form === undefined) {
    form = foundForm(api);
    forms.set(api, form);
  }
  return form;
}

function foundForm(api: Api): Form {
  for (const path of api.paths.slice(0, looked)) {
    for (const { responses } of api.operationsAt(path)) {
      const errors = responses.filter(({ status }) => /^([45]|default$)/.test(status));
      const found = errors.map(({ content }) => jsonContent(content)).find((content) => content?.schema);
      if (found) return found;
    }
  }
  return speaksOData(api) ? 'graph' : 'problem';
}

function speaksOData(api: Api): boolean {
  if (api.servers.some(({ url }) => /^https:\/\/graph\.microsoft\./i.test(url))) return true;
  const names = [...api.schemas.keys()];
  if (names.some((name) => /odata/i.test(name))) return true;
  return [...api.schemas.values()]
    .slice(0, looked)
    .some((schema) => [...propertiesOf(api, schema).keys()].some((name) => name.startsWith('@odata.')));
}

/** The documented error body: Graph's where it has an `error` object, else made from its schema with our words in it. */
function dressed(api: Api, schema: Schema, graph: JsonObject, refusal: Refusal, now: string): Json {
  const properties = propertiesOf(api, schema);
  const error = properties.get('error');
  if (properties.size === 0) return graph;
  if (error && (typesOf(api, error).includes('object') || propertiesOf(api, error).size > 0))
    return isGraphs(api, error) ? graph : { error: inWords(api, error, refusal, now) };
  return inWords(api, schema, refusal, now);
}

/** `{ code, message, innerError? }`, whatever else: other services have an `error` too. */
function isGraphs(api: Api, error: Schema): boolean {
  const properties = propertiesOf(api, error);
  return (
    properties.size === 0 ||
    (typesOf(api, properties.get('code')).includes('string') && properties.has('message'))
  );
}

function inWords(api: Api, schema: Schema, { status, message }: Refusal, now: string): Json {
  const made = sample(api, schema, { now });
  const words = new Map(isObject(made) ? Object.entries(made) : []);
  for (const [name, property] of propertiesOf(api, schema)) {
    const types = typesOf(api, property);
    if (types.includes('string') && /^(message|detail|error|error_?description)$/i.test(name))
      words.set(name, message);
    else if (types.includes('string') && /^(title|code)$/i.test(name)) words.set(name, codeOf(status));
    else if (/^(status|code)$/i.test(name) && types.includes('integer')) words.set(name, status);
  }
  return objectOf(words);
}
