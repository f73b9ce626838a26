import { isJson } from './body.ts';
import type { Draft } from './draft.ts';
import { own } from './text.ts';

/** A request of a JSON batch (OData JSON 4.01, 19.2). */
export interface BatchRequest {
  readonly id: string;
  readonly method: string;
  /** Relative to the service's root. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/** The service's root, which the URLs of a batch leave out. */
export const root = 'https://batch.invalid';

export async function toBatchRequest(
  id: string,
  draft: Draft,
  dependsOn: readonly string[],
): Promise<BatchRequest> {
  const { method, url, headers, body } = draft;
  // A form's boundary is known when the body is made.
  const sent = new Response(body, { headers });
  const type = sent.headers.get('Content-Type') ?? '';
  return {
    id,
    method,
    url: url.slice(root.length),
    headers: Object.fromEntries(body === null ? headers : sent.headers),
    ...(body === null ? {} : { body: await encoded(sent, type) }),
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
  };
}

async function encoded(sent: Response, type: string): Promise<unknown> {
  if (isJson(type)) return sent.json();
  if (isText(type)) return sent.text();
  const bytes = new Uint8Array(await sent.arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** An answer of a batch as if it had come alone; undefined where it is none. */
export function fromBatchResponse(answer: unknown): Response | undefined {
  const { status, headers: given, body } = Object(answer);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const headers = new Headers();
  for (const [name, value] of Object.entries(Object(given))) headers.set(name, String(value));
  const type = headers.get('Content-Type') ?? '';
  if (body !== undefined && type === '') headers.set('Content-Type', 'application/json');
  // These answers have no body (Fetch, 2.2.3).
  const bare = body === undefined || body === null || [204, 205, 304].includes(status);
  return new Response(bare ? null : decoded(body, type), { status, headers });
}

function decoded(body: unknown, type: string): BodyInit {
  if (type === '' || isJson(type)) return JSON.stringify(body);
  if (typeof body !== 'string' || isText(type)) return String(body);
  const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function isText(type: string): boolean {
  return /^(text\/|[^;]*[/+](xml|yaml)\s*(;|$))/i.test(type);
}

/** The answers by the ids of their requests. */
export function answersOf(body: unknown): ReadonlyMap<string, unknown> {
  const responses = own(Object(body), 'responses');
  const list: readonly unknown[] = Array.isArray(responses) ? responses : [];
  return new Map(list.map((answer) => [String(Object(answer).id), answer]));
}
