import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Api, Operation, Schema } from '../../generator/openapi/api.ts';
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
  500: 'InternalServerError',
  501: 'NotImplemented',
};

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer: Graph's body, unless the spec documents another one for this status. */
export function refuse(received: Received | Exchange, refusal: Refusal): MockResponse {
  const documented =
    'operation' in received ? documentedError(received.operation, refusal.status) : undefined;
  const graph = graphBody(received, refusal);
  const body =
    documented?.schema && 'parts' in received
      ? dressed(received.parts.api, documented.schema, graph, refusal, received.now)
      : graph;
  const headers = {
    ...correlation(received),
    'content-type': documented?.type ?? 'application/json',
    ...refusal.headers,
  };
  return { status: refusal.status, headers, body: JSON.stringify(body) };
}

/** `request-id` is the mock's, `client-request-id` the caller's where it is fit for a header. */
export function correlation({ requestId, fields }: Received): Record<string, string> {
  return { 'request-id': requestId, 'client-request-id': clientRequestId(fields) ?? requestId };
}

function clientRequestId(fields: ReadonlyMap<string, string>): string | undefined {
  const sent = fields.get('client-request-id');
  return sent !== undefined && /^[\x21-\x7e]{1,128}$/.test(sent) ? sent : undefined;
}

function graphBody(received: Received, { status, message }: Refusal): JsonObject {
  const ids = correlation(received);
  const innerError = {
    date: received.now.slice(0, 19),
    'request-id': ids['request-id'] ?? '',
    'client-request-id': ids['client-request-id'] ?? '',
  };
  return { error: { code: codes[status] ?? 'GeneralException', message, innerError } };
}

function documentedError(operation: Operation, status: number) {
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  for (const name of wanted) {
    const response = operation.responses.find((candidate) => candidate.status === name);
    if (response) return jsonContent(response.content);
  }
  return undefined;
}

/** The documented error body: Graph's where it has an `error` object, else made from its schema with our words in it. */
function dressed(api: Api, schema: Schema, graph: JsonObject, refusal: Refusal, now: string): Json {
  const properties = propertiesOf(api, schema);
  const error = properties.get('error');
  if (properties.size === 0 || (error && typesOf(api, error).includes('object'))) return graph;
  if (error && propertiesOf(api, error).size > 0) return graph;
  const made = sample(api, schema, { now });
  const words = new Map(isObject(made) ? Object.entries(made) : []);
  for (const [name, property] of properties) {
    const types = typesOf(api, property);
    if (types.includes('string') && /^(message|detail|error|error_?description)$/i.test(name))
      words.set(name, refusal.message);
    else if (types.includes('string') && /^(title|code)$/i.test(name))
      words.set(name, codes[refusal.status] ?? 'Error');
    else if (/^(status|code)$/i.test(name) && types.includes('integer')) words.set(name, refusal.status);
  }
  return objectOf(words);
}
