import { maskedBody, maskedHeader, maskedUrl } from '../exchanges/masked.ts';
import { secretNames } from '../exchanges/secrets.ts';
import type { Received } from './exchange.ts';
import type { MockResponse } from './record.ts';

/** A request that the mock was asked, as a test looks at it afterwards. Secrets are hidden. */
export interface SeenRequest {
  /** Counted from 1. */
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly operationId?: string;
  readonly status: number;
  /** Whether the spec documents the status for the operation; others follow from HTTP. */
  readonly documented: boolean;
}

/** How many are kept, and how much of a body. */
const most = 200;
const longestBody = 8 * 1024;

/** The latest requests. */
export class Seen {
  #requests: SeenRequest[] = [];
  #dropped = 0;

  get requests(): readonly SeenRequest[] {
    return this.#requests;
  }

  /** How many came before those that are kept. */
  get dropped(): number {
    return this.#dropped;
  }

  clear(): void {
    this.#requests = [];
    this.#dropped = 0;
  }

  add(received: Received, number: number, { status }: MockResponse): void {
    const { request, fields, parts, now } = received;
    const method = request.method.toUpperCase();
    const match = parts.routes.match(received.path);
    const operation =
      match && match !== 'malformed'
        ? parts.api.operationsAt(match.template).find((one) => one.method === method.toLowerCase())
        : undefined;
    const secrets = secretNames(parts.api);
    const body = bodyOf(received);
    const documented = operation?.responses.some((one) => documents(one.status, status)) ?? false;
    this.#requests.push({
      number,
      at: now,
      method,
      url: maskedUrl(request.url, secrets),
      headers: Object.fromEntries(
        [...fields].map(([name, value]) => [name, maskedHeader(name, value, secrets)]),
      ),
      ...(body === undefined ? {} : { body }),
      ...(operation ? { operationId: operation.id } : {}),
      status,
      documented,
    });
    if (this.#requests.length <= most) return;
    this.#requests.shift();
    this.#dropped++;
  }
}

function bodyOf({ request: { body }, fields }: Received): string | undefined {
  if (body === undefined || body.length === 0) return undefined;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const masked = maskedBody(text, fields.get('content-type'));
  return masked.length > longestBody ? `${masked.slice(0, longestBody)}…` : masked;
}

function documents(documented: string, status: number): boolean {
  return documented === String(status) || documented === `${Math.floor(status / 100)}XX`;
}
