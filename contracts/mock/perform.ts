import { remembered } from '../../generator/model/remembered.ts';
import type { Operation } from '../../generator/openapi/api.ts';
import { notAcceptable, notAcceptableFault } from './answer.ts';
import { behaviourFor } from './behaviours.ts';
import { readBody } from './body.ts';
import { type Refusal, refuse, unknownKey } from './errors.ts';
import type { Exchange, Parts, Received } from './exchange.ts';
import { preferredAnswer } from './forced.ts';
import type { Handler } from './handlers.ts';
import { beyondPaths } from './odata/beyond.ts';
import { overridden } from './overridden.ts';
import { parameterFault } from './parameters.ts';
import type { MockResponse } from './record.ts';
import type { Match } from './routes.ts';
import { securityFault } from './security.ts';

/** Methods are few: what was worked out once is compared quicker, too. */
const lowerCase = remembered((method) => method.toLowerCase(), 100);

/** The operation that a request is for, or the answer to one that is for none. */
export function locate(received: Received): Exchange | MockResponse {
  const { parts } = received;
  const match = parts.routes.match(received.path);
  if (match === 'malformed') return refuse(received, { status: 400, message: 'The URL is not well-formed.' });
  const method = lowerCase(received.request.method);
  const beyond = method === 'get' || method === 'head' ? beyondPaths(parts, received.path, match) : undefined;
  if (beyond) return { ...received, ...beyond };
  if (!match) return refuse(received, { status: 404, message: `The spec has no path '${received.path}'.` });
  const operations = parts.api.operationsAt(match.template);
  const operation =
    operations.find((candidate) => candidate.method === method) ??
    (method === 'head' ? operations.find((candidate) => candidate.method === 'get') : undefined);
  if (operation) return exchangeOf(received, operation, match);
  return otherMethod(
    received,
    operations.map((candidate) => candidate.method),
  );
}

/** Member by member: an object of one shape is made and read quicker than one that is spread. */
function exchangeOf(received: Received, operation: Operation, match: Match): Exchange {
  const { parts, request, path, query, fields, now, requestId } = received;
  return { parts, request, path, query, fields, now, requestId, operation, match };
}

/** Every resource can be asked what it takes (RFC 9110, 9.3.7), whether the spec says so or not. */
function otherMethod(received: Received, methods: readonly string[]): MockResponse {
  const implied = methods.includes('get') && !methods.includes('head') ? ['head'] : [];
  const allow = [...methods, ...implied]
    .map((method) => method.toUpperCase())
    .sort()
    .join(', ');
  const method = received.request.method.toUpperCase();
  if (method === 'OPTIONS') return { status: 204, headers: { allow: `${allow}, OPTIONS` }, body: undefined };
  const message = `The method ${method} is not allowed here: ${allow}.`;
  return refuse(received, { status: 405, message, headers: { allow } });
}

/** The order of the checks is the order in which a service notices: who, what, how, and only then the state. */
export function perform(exchange: Exchange, handlers: ReadonlyMap<string, Handler>): MockResponse {
  const preferred = preferredAnswer(exchange);
  if (preferred) return preferred;
  const refused = securityFault(exchange) ?? parameterFault(exchange);
  if (refused) return refuse(exchange, refused);
  if (!exchange.beyond && notAcceptableFault(exchange)) return notAcceptable(exchange);
  const resource = exchange.parts.resources.at(exchange.operation.path);
  const body = readBody(exchange, resource?.entity);
  if ('status' in body) return refuse(exchange, body);
  const own = (): MockResponse => {
    const orphan = missingParent(exchange.parts, exchange.match);
    if (orphan) return refuse(exchange, orphan);
    return behaviourFor(exchange, resource)(exchange, body);
  };
  const handler = exchange.beyond ? undefined : handlers.get(exchange.operation.id);
  return handler ? overridden(exchange, body, handler, own) : own();
}

/** An item above the addressed path does not exist: `/users/{nobody}/messages`. */
function missingParent(parts: Parts, match: Match): Refusal | undefined {
  for (const above of parts.resources.above(match.template)) {
    const key = match.parameters.get(above.keyParameter) ?? '';
    const set = above.collectionPath.replace(/\{([^{}]+)\}/g, (_, name: string) =>
      encodeURIComponent(match.parameters.get(name) ?? ''),
    );
    const rows = parts.store.rows(set);
    if (!rows.has(key)) return unknownKey(key, rows);
  }
  return undefined;
}
