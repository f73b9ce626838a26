import { correlation, refuse } from './errors.ts';
import type { Exchange, Received } from './exchange.ts';
import type { FaultAnswer, FaultPlan } from './faults.ts';
import { statusAnswer } from './forced.ts';
import type { Handler } from './handlers.ts';
import { locate, perform } from './perform.ts';
import { allowanceFields, type RateLimiter } from './rate-limit.ts';
import { type Delivery, fieldsOf, type MockResponse } from './record.ts';

/** What may come between a request and its answer. */
export interface Troubles {
  readonly plan: FaultPlan;
  readonly limiter: RateLimiter | undefined;
  /** Milliseconds before every answer. */
  readonly latency: number;
  readonly handlers: Map<string, Handler>;
}

/** The answer to a request, or what a fault or a limit makes of it. */
export function troubled(received: Received, troubles: Troubles): MockResponse {
  const found = locate(received);
  const { plan, limiter, latency, handlers } = troubles;
  if (plan.faults.length === 0 && !limiter && latency === 0) return answered(found, handlers);
  const fault = plan.faults.length === 0 ? undefined : plan.next(targetOf(received, found));
  const response = fault ? faulty(found, received, fault, handlers) : limited(found, troubles);
  const delay = (fault?.delay ?? 0) + latency;
  return delay === 0 ? response : { ...response, delivery: { ...response.delivery, delay } };
}

function answered(found: Exchange | MockResponse, handlers: Troubles['handlers']): MockResponse {
  return 'operation' in found ? perform(found, handlers) : found;
}

function targetOf(received: Received, found: Exchange | MockResponse) {
  const match = 'operation' in found ? found.match : undefined;
  return {
    method: received.request.method.toUpperCase(),
    path: match ? received.path.slice(match.prefix.length) : received.path,
    template: match?.template,
    operationId: 'operation' in found ? found.operation.id : undefined,
  };
}

function faulty(
  found: Exchange | MockResponse,
  received: Received,
  fault: FaultAnswer,
  handlers: Troubles['handlers'],
): MockResponse {
  if (fault.drop === true) return { status: 503, headers: {}, body: undefined, delivery: { drop: true } };
  const response =
    fault.status === undefined ? answered(found, handlers) : instead(found, received, fault.status, fault);
  const delivery = deliveryOf(fault, response);
  return delivery ? { ...response, delivery } : response;
}

function deliveryOf({ drop, truncate }: FaultAnswer, { body }: MockResponse): Delivery | undefined {
  if (drop === 'after') return { drop: true };
  if (truncate === undefined || truncate === false) return undefined;
  const length = new TextEncoder().encode(body ?? '').length;
  const kept = truncate === true ? Math.floor(length / 2) : truncate;
  // Of nothing no part can be sent: the connection ends before the answer does.
  return length === 0 ? { drop: true } : { truncate: Math.min(kept, length - 1) };
}

/** An answer of the fault's own: its body, else what is documented for the status. */
function instead(
  found: Exchange | MockResponse,
  received: Received,
  status: number,
  { headers = {}, body, retryAfter }: FaultAnswer,
): MockResponse {
  const own = {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...Object.fromEntries(fieldsOf(headers)),
  };
  if (body !== undefined) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' };
    return { status, headers: { ...correlation(received), ...type, ...own }, body: text };
  }
  const documented =
    'operation' in found
      ? statusAnswer(found, status)
      : refuse(received, { status, message: 'The status was asked for.' });
  // A success that the spec does not know is nothing but its status.
  if (documented.status !== status)
    return { status, headers: { ...correlation(received), ...own }, body: undefined };
  return { ...documented, headers: { ...documented.headers, ...own } };
}

/** With a limit every answer says how much of it is left. */
function limited(found: Exchange | MockResponse, { limiter, handlers }: Troubles): MockResponse {
  if (!limiter || !('operation' in found)) return answered(found, handlers);
  const { parts, operation } = found;
  const allowance = limiter.take(parts.clock.milliseconds(parts.store.requests));
  const fields = allowanceFields(operation, allowance);
  if (!allowance.exceeded) {
    const response = answered(found, handlers);
    return { ...response, headers: { ...response.headers, ...fields } };
  }
  return refuse(found, {
    status: 429,
    message: `Too many requests: ${allowance.limit} are allowed, try again in ${allowance.reset} seconds.`,
    headers: { ...fields, 'retry-after': String(allowance.reset) },
  });
}
