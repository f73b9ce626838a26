import type { Api } from '../../generator/openapi/api.ts';
import { SpecRefused } from '../../generator/openapi/spec-input.ts';
import { Clock } from './clock.ts';
import { Control, isControl } from './control.ts';
import { refuse } from './errors.ts';
import { countedId, type Parts, type Received } from './exchange.ts';
import { type Fault, FaultPlan, unknownOperation } from './faults.ts';
import { type Handler, type OperationName, type OperationTypes, operationName } from './handlers.ts';
import { answerBatch, batchPrefix } from './odata/batch.ts';
import { type MockOptions, type Seed, standard } from './options.ts';
import { RateLimiter } from './rate-limit.ts';
import { specName } from './read-state.ts';
import { type ReadyRequest, readyRequests } from './ready.ts';
import { fieldsOf, type MockRequest, type MockResponse } from './record.ts';
import { Resources } from './resources.ts';
import { Routes } from './routes.ts';
import { seedRows } from './seed.ts';
import { Seen, type SeenRequest } from './seen.ts';
import { servableFaults } from './servable.ts';
import { type Snapshot, Store } from './store.ts';
import { type Troubles, troubled } from './trouble.ts';
import { UnusableSchema, validatorsOf } from './validator.ts';

/** What a mock lets those do who hold it: requests in, answers out, and its state between them. */
export interface Controls {
  /** Bytes of a request body that the mock reads. */
  readonly bodyLimit: number;
  handle(request: MockRequest): MockResponse;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** Back to the start: to this seed, or to what the mock was made with. Counting of faults and limits begins anew. */
  reset(seed?: Seed): void;
  /** What goes wrong from now on; none: nothing. */
  setFaults(faults: readonly Fault[]): void;
  /** Has a function answer an operation; without one the mock answers it again. Throws for an operation that is none. */
  override<T extends OperationTypes>(operation: OperationName, handler?: Handler<T>): void;
  /** The latest requests; empty unless the mock was made with `control`. */
  requests(): readonly SeenRequest[];
}

/** The mock's heart: records in, records out, and a state that is plain data. */
export interface Core extends Controls {
  readonly api: Api;
  /** Goes up with every change of the state. */
  revision(): number;
  /** Requests to try: one for each operation, up to a limit. */
  ready(limit: number): readonly ReadyRequest[];
}

/** Throws a `SpecRefused` when the spec cannot be served. */
export function createCore(api: Api, given: MockOptions = {}): Core {
  const faults = servableFaults(api);
  if (faults.length > 0) throw new SpecRefused(faults);
  const options = { ...standard, ...given };
  const clock = new Clock(options.clock);
  const routes = new Routes(api);
  const found = { api, routes, resources: new Resources(api), validators: validatorsOf(api) };
  const store: Store = new Store((path, isBelowMade) =>
    seedRows(found, path, store.reseeded ?? given.seed, clock.at(0), isBelowMade),
  );
  const parts: Parts = { ...found, store, clock, options };
  const troubles: Troubles = {
    plan: new FaultPlan(),
    limiter: options.rateLimit && new RateLimiter(options.rateLimit),
    latency: options.latency,
    handlers: new Map(),
  };
  troubles.plan.set(options.faults);
  const seen = options.control ? new Seen() : undefined;
  const core: Core = {
    api,
    bodyLimit: options.bodyLimit,
    handle(request) {
      const path = pathOf(request.url);
      if (control && isControl(path)) return control.handle(request, path);
      store.requests++;
      const received = receive(parts, request, path);
      const response = safely(received, () => {
        const prefix = batchPrefix(parts, path);
        return prefix === undefined
          ? troubled(received, troubles)
          : answerBatch(received, prefix, (inner) => core.handle(inner));
      });
      seen?.add(received, store.requests, response);
      return /^head$/i.test(request.method) ? { ...response, body: undefined } : response;
    },
    revision: () => store.revision,
    snapshot: () => store.snapshot(specName(api)),
    restore: (snapshot) => store.restore(snapshot),
    reset(next) {
      store.clear(next);
      troubles.plan.rewind();
      troubles.limiter?.rewind();
    },
    setFaults: (next) => troubles.plan.set(next),
    override(operation, handler) {
      const id = operationName(operation);
      if (!api.operations.some((one) => one.id === id)) throw new TypeError(unknownOperation(api, id));
      // Which operation the types are of is known to the caller alone.
      if (handler) troubles.handlers.set(id, handler as unknown as Handler);
      else troubles.handlers.delete(id);
    },
    requests: () => seen?.requests ?? [],
    ready: (limit) => readyRequests(parts, limit),
  };
  const control = seen && new Control(core, seen, troubles.plan);
  for (const [id, handler] of Object.entries<Handler>(options.handlers)) core.override(id, handler);
  return core;
}

/** The path and query of an address. */
function localOf(url: string): string {
  const local = url.startsWith('/') ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const fragment = local.indexOf('#');
  return fragment === -1 ? local : local.slice(0, fragment);
}

function pathOf(url: string): string {
  const local = localOf(url);
  const mark = local.indexOf('?');
  return mark === -1 ? local : local.slice(0, mark);
}

/** Most requests have none, and to make one takes as much memory as the rest of such a request. */
const noQuery = new URLSearchParams();

function receive(parts: Parts, request: MockRequest, path: string): Received {
  const count = parts.store.requests;
  const sent = localOf(request.url).slice(path.length + 1);
  const fields = fieldsOf(request.headers);
  return {
    parts,
    request,
    path,
    query: sent === '' ? noQuery : new URLSearchParams(sent),
    fields,
    now: parts.clock.at(count),
    requestId: countedId('b', count),
  };
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
