import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  stringMember,
} from '../../../generator/model/json.ts';
import { correlation, refuse } from '../errors.ts';
import type { Parts, Received } from '../exchange.ts';
import { essence, isJsonType, type MockRequest, type MockResponse } from '../record.ts';
import { speaksOData } from './applies.ts';

const most = 20;

interface Item {
  readonly id: string;
  readonly request: MockRequest;
  readonly dependsOn: readonly string[];
}

/** The base path of a batch's address; undefined: it is none. */
export function batchPrefix(parts: Parts, path: string): string | undefined {
  if (!path.endsWith('/$batch')) return undefined;
  const prefix = path.slice(0, -'/$batch'.length);
  const isBase = prefix === '' || parts.routes.prefixes.includes(prefix);
  return isBase && !parts.api.paths.includes('/$batch') && speaksOData(parts) ? prefix : undefined;
}

/** Several requests in one, as Graph documents its JSON batches: each is answered for itself, in the order of the batch. */
export function answerBatch(
  received: Received,
  prefix: string,
  handle: (request: MockRequest) => MockResponse,
): MockResponse {
  const { request, fields } = received;
  const { bodyLimit } = received.parts.options;
  if (request.method.toUpperCase() !== 'POST') {
    const message = `The method ${request.method.toUpperCase()} is not allowed here: POST.`;
    return refuse(received, { status: 405, message, headers: { allow: 'POST' } });
  }
  if (request.oversized || (request.body?.length ?? 0) > bodyLimit)
    return refuse(received, { status: 413, message: `The request body is larger than ${bodyLimit} bytes.` });
  if (!isJsonType(fields.get('content-type') ?? ''))
    return refuse(received, { status: 415, message: 'A batch needs the Content-Type application/json.' });
  const items = itemsOf(received, prefix);
  if (typeof items === 'string') return refuse(received, { status: 400, message: items });
  let delay = 0;
  const answers = answersOf(items, (one) => {
    const response = handle(one);
    delay = Math.max(delay, response.delivery?.delay ?? 0);
    return response;
  });
  const responses = items.map(({ id }) => ({ id, ...answers.get(id) }));
  const headers = { ...correlation(received), 'content-type': 'application/json' };
  const batch = { status: 200, headers, body: JSON.stringify({ responses }) };
  return delay === 0 ? batch : { ...batch, delivery: { delay } };
}

/** The requests of a batch, or what is wrong with it as a whole. */
function itemsOf({ request, fields }: Received, prefix: string): readonly Item[] | string {
  const requests = parsed(request.body)?.['requests'];
  if (!isArray(requests))
    return 'Invalid batch payload format: an object with a list of requests is expected.';
  if (requests.length > most) return `Number of batch request steps exceeds the maximum value of ${most}.`;
  const items: Item[] = [];
  const seen = new Set<string>();
  const origin = /^https?:\/\/[^/?#]+/i.exec(request.url)?.[0] ?? '';
  for (const [i, one] of requests.entries()) {
    const item = itemOf(one, `${origin}${prefix}`, fields);
    if (typeof item === 'string') return `Invalid batch payload format: request ${i + 1} ${item}.`;
    if (seen.has(item.id.toLowerCase()))
      return `The request id '${item.id}' appears more than once in the batch.`;
    seen.add(item.id.toLowerCase());
    items.push(item);
  }
  for (const { id, dependsOn } of items) {
    const stranger = dependsOn.find((other) => !seen.has(other.toLowerCase()));
    if (stranger !== undefined) return `Request '${id}' depends on '${stranger}', which is not in the batch.`;
  }
  return circleIn(items) ?? items;
}

function parsed(body: MockRequest['body']): JsonObject | undefined {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Not JSON: the caller says what is expected.
    return undefined;
  }
}

function itemOf(one: Json, base: string, outer: Received['fields']): Item | string {
  const id = stringMember(one, 'id');
  const method = stringMember(one, 'method');
  const url = stringMember(one, 'url');
  if (!isObject(one) || !id) return 'has no id';
  if (!method || !/^[a-z]+$/i.test(method)) return 'has no method';
  if (url === undefined) return 'has no url';
  if (/^([a-z][a-z0-9+.-]*:)?\/\//i.test(url)) return 'has a url that is not relative';
  if (/(^|\/)\$batch([?#]|$)/.test(url)) return 'is itself a batch';
  const dependsOn = one['dependsOn'] ?? [];
  if (!isArray(dependsOn) || !dependsOn.every((other) => typeof other === 'string'))
    return 'has a dependsOn that is no list of ids';
  const headers = headersOf(one['headers'], outer);
  const body = bodyOf(one['body'], headers['content-type']);
  if (body !== undefined && 'fault' in body) return body.fault;
  const address = `${base}${url.startsWith('/') ? '' : '/'}${url}`;
  return { id, dependsOn, request: { method, url: address, headers, ...body } };
}

/** Credentials and the like come with the batch; what describes its own body does not hold for those within it. */
function headersOf(own: Json | undefined, outer: Received['fields']): Record<string, string> {
  const inherited = [...outer].filter(
    ([name]) => !/^(content-.*|transfer-encoding|prefer|if-.*)$/.test(name),
  );
  const given = Object.entries(isObject(own) ? own : {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return Object.fromEntries([...inherited, ...given]);
}

/** JSON as it stands; of any other type, base64. */
function bodyOf(
  body: Json | undefined,
  type: string | undefined,
): { readonly body: string | Uint8Array } | { readonly fault: string } | undefined {
  if (body === undefined || body === null) return undefined;
  if (type === undefined) return { fault: 'does not contain a Content-Type header for its body' };
  if (isJsonType(type)) return { body: JSON.stringify(body) };
  if (typeof body !== 'string' || !/^[\w+/-]*={0,2}$/.test(body))
    return { fault: 'has a body that is not base64' };
  const plain = body.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (plain.length % 4 === 1) return { fault: 'has a body that is not base64' };
  return { body: Uint8Array.from(atob(plain), (c) => c.charCodeAt(0)) };
}

function circleIn(items: readonly Item[]): string | undefined {
  const done = new Set<string>();
  let open = items;
  while (open.length > 0) {
    const free = open.filter(({ dependsOn }) => dependsOn.every((other) => done.has(other.toLowerCase())));
    if (free.length === 0) return `The requests of the batch depend on each other: '${open[0]?.id}'.`;
    for (const { id } of free) done.add(id.toLowerCase());
    open = open.filter((item) => !free.includes(item));
  }
  return undefined;
}

/** Each when what it depends on has been answered; after a failure it is not tried. */
function answersOf(
  items: readonly Item[],
  handle: (request: MockRequest) => MockResponse,
): ReadonlyMap<string, JsonObject> {
  const byId = new Map(items.map((item) => [item.id.toLowerCase(), item]));
  const answers = new Map<string, JsonObject>();
  const answered = (item: Item): JsonObject => {
    const before = answers.get(item.id);
    if (before) return before;
    const needed = item.dependsOn.flatMap((other) => byId.get(other.toLowerCase()) ?? []);
    const failed = needed.find((other) => Number(answered(other)['status']) >= 400);
    const made = failed ? failedDependency(failed.id) : written(handle(item.request));
    answers.set(item.id, made);
    return made;
  };
  for (const item of items) answered(item);
  return answers;
}

function failedDependency(id: string): JsonObject {
  const message = `The request was not tried: request '${id}', on which it depends, failed.`;
  return { status: 424, headers: {}, body: { error: { code: 'FailedDependency', message } } };
}

const spelled: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  location: 'Location',
  etag: 'ETag',
  'retry-after': 'Retry-After',
  allow: 'Allow',
};

/** Names of fields in the usual spelling: within JSON they are told apart by it. */
function written({ status, headers, body }: MockResponse): JsonObject {
  const fields = Object.entries(headers).map(([name, value]) => [
    Object.hasOwn(spelled, name) ? (spelled[name] ?? name) : name,
    value,
  ]);
  const known = { status, headers: Object.fromEntries(fields) };
  if (body === undefined) return known;
  if (isJsonType(essence(headers['content-type'] ?? ''))) return { ...known, body: JSON.parse(body) };
  const bytes = new TextEncoder().encode(body);
  return { ...known, body: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}
