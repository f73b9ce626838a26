import type { Api } from '../../generator/openapi/api.ts';
import { notAcceptable, notAcceptableFault } from './answer.ts';
import { behaviourFor } from './behaviours.ts';
import { readBody } from './body.ts';
import { refuse } from './errors.ts';
import { countedId, type Exchange, type Parts, type Received } from './exchange.ts';
import { answerBatch, batchPrefix } from './odata/batch.ts';
import { beyondPaths } from './odata/beyond.ts';
import { type MockOptions, type Seed, standard } from './options.ts';
import { parameterFault } from './parameters.ts';
import { type ReadyRequest, readyRequests } from './ready.ts';
import { fieldsOf, type MockRequest, type MockResponse } from './record.ts';
import { Resources } from './resources.ts';
import { type Match, Routes } from './routes.ts';
import { securityFault } from './security.ts';
import { seedRows } from './seed.ts';
import { type Snapshot, Store } from './store.ts';
import { UnusableSchema, validatorsOf } from './validator.ts';

/** The mock's heart: records in, records out, and a state that is plain data. */
export interface Core {
  readonly api: Api;
  /** Bytes of a request body that the mock reads. */
  readonly bodyLimit: number;
  handle(request: MockRequest): MockResponse;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** Back to the start: to this seed, or to what the mock was made with. */
  reset(seed?: Seed): void;
  /** Requests to try: one for each operation, up to a limit. */
  ready(limit: number): readonly ReadyRequest[];
}

export function createCore(api: Api, given: MockOptions = {}): Core {
  const options = { ...standard, ...given };
  let seed = given.seed;
  const routes = new Routes(api);
  const found = { api, routes, resources: new Resources(api), validators: validatorsOf(api) };
  const store: Store = new Store((path) => seedRows(found, path, seed, instant(options.clock, 0)));
  const parts: Parts = { ...found, store, options };
  const core: Core = {
    api,
    bodyLimit: options.bodyLimit,
    handle(request) {
      store.requests++;
      const received = receive(request, instant(options.clock, store.requests), store.requests);
      const response = safely(received, () => {
        const prefix = batchPrefix(parts, received.path);
        return prefix === undefined
          ? route(parts, received)
          : answerBatch(received, options, prefix, (inner) => core.handle(inner));
      });
      return request.method.toUpperCase() === 'HEAD' ? { ...response, body: undefined } : response;
    },
    snapshot: () => store.snapshot(),
    restore: (snapshot) => store.restore(snapshot),
    reset(next) {
      seed = next ?? given.seed;
      store.clear();
    },
    ready: (limit) => readyRequests(parts, limit),
  };
  return core;
}

function instant(clock: { start: string; step: number }, ticks: number): string {
  return new Date(Date.parse(clock.start) + ticks * clock.step).toISOString();
}

function receive(request: MockRequest, now: string, count: number): Received {
  const local = request.url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const mark = local.indexOf('?');
  const path = mark === -1 ? local : local.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : local.slice(mark + 1));
  return { request, path, query, fields: fieldsOf(request.headers), now, requestId: countedId('b', count) };
}

/** A schema that cannot be used is the spec's fault and is named; anything else is ours and goes on to the caller. */
function safely(received: Received, work: () => MockResponse): MockResponse {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnusableSchema) return refuse(received, { status: 500, message: error.message });
    throw error;
  }
}

function route(parts: Parts, received: Received): MockResponse {
  const match = parts.routes.match(received.path);
  if (match === 'malformed') return refuse(received, { status: 400, message: 'The URL is not well-formed.' });
  const method = received.request.method.toLowerCase();
  const beyond = method === 'get' || method === 'head' ? beyondPaths(parts, received.path, match) : undefined;
  if (beyond) return perform({ ...received, parts, ...beyond });
  if (!match) return refuse(received, { status: 404, message: `The spec has no path '${received.path}'.` });
  const operations = parts.api.operationsAt(match.template);
  const operation =
    operations.find((candidate) => candidate.method === method) ??
    (method === 'head' ? operations.find((candidate) => candidate.method === 'get') : undefined);
  if (!operation)
    return methodNotAllowed(
      received,
      operations.map((candidate) => candidate.method),
    );
  return perform({ ...received, parts, operation, match });
}

/** The order of the checks is the order in which a service notices: who, what, how, and only then the state. */
function perform(exchange: Exchange): MockResponse {
  const refused = securityFault(exchange) ?? parameterFault(exchange);
  if (refused) return refuse(exchange, refused);
  if (!exchange.beyond && notAcceptableFault(exchange)) return notAcceptable(exchange);
  const resource = exchange.parts.resources.at(exchange.operation.path);
  const body = readBody(exchange, resource?.entity);
  if ('status' in body) return refuse(exchange, body);
  const orphan = missingParent(exchange.parts, exchange.match);
  if (orphan !== undefined)
    return refuse(exchange, { status: 404, message: `Resource '${orphan}' does not exist.` });
  return behaviourFor(exchange, resource)(exchange, body);
}

/** The key of an item above the addressed path that does not exist: `/users/{nobody}/messages`. */
function missingParent(parts: Parts, match: Match): string | undefined {
  const segments = match.template.split('/');
  for (let length = 2; length < segments.length; length++) {
    const template = segments.slice(0, length).join('/');
    const above = parts.resources.at(template);
    if (above?.kind !== 'collection' || above.itemPath !== template) continue;
    const key = match.parameters.get(above.keyParameter) ?? '';
    const set = above.collectionPath.replace(/\{([^{}]+)\}/g, (_, name: string) =>
      encodeURIComponent(match.parameters.get(name) ?? ''),
    );
    if (!parts.store.rows(set).has(key)) return key;
  }
  return undefined;
}

function methodNotAllowed(received: Received, methods: readonly string[]): MockResponse {
  const allowed = methods.includes('get') && !methods.includes('head') ? [...methods, 'head'] : [...methods];
  const allow = allowed
    .map((method) => method.toUpperCase())
    .sort()
    .join(', ');
  const message = `The method ${received.request.method.toUpperCase()} is not allowed here: ${allow}.`;
  return refuse(received, { status: 405, message, headers: { allow } });
}
