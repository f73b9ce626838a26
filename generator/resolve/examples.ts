import type { ExampleMessage, Fact, FactAbout } from '../dialects/fact.ts';
import type { Example } from '../model/description.ts';
import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { camelCase } from '../model/printers/identifier.ts';
import { about, originOf } from './facts-of.ts';
import { matchingSegments } from './path-template.ts';

const unpaired = defineProblem<{ method: string; url: string }>({
  code: 'docs/example-unpaired',
  severity: 'info',
  summary: 'An example belongs to no documented operation.',
  message: (p) =>
    `no documented operation has the method ${p.method} and a path like ${p.url}; the example is left out`,
});

/** What an example needs to know of an operation to find it. */
export interface Candidate {
  readonly method: string;
  readonly path: string;
  readonly file: string;
}

/** An example request with its answer; one of the two may be missing. */
export interface Pair {
  readonly request: FactAbout<'example-request'> | undefined;
  readonly response: FactAbout<'example-response'> | undefined;
}

/** Requests with the answers that follow them. */
export function pairsOf(facts: readonly Fact[]): Pair[] {
  const responses = about(facts, 'example-response');
  const pairs: Pair[] = about(facts, 'example-request').map((request) => ({
    request,
    response: responses.find((response) => response.value.request === request.value.index),
  }));
  const alone = responses.filter((response) => response.value.request === undefined);
  return pairs.concat(alone.map((response) => ({ request: undefined, response })));
}

/**
 * The operation that an example shows: by method and path, its own page's first; else the page's only one of that
 * method, because example URLs are mistyped more often than pages hold other operations' examples.
 */
export function operationOf<C extends Candidate>(
  pair: Pair,
  file: string,
  candidates: readonly C[],
  diagnostics: Diagnostic[],
): C | undefined {
  const own = candidates.filter((candidate) => candidate.file === file);
  const request = pair.request;
  if (!request) return own.length === 1 ? own[0] : undefined;
  const method = request.value.method.toLowerCase();
  const path = pathOf(request.value.url);
  const found = best(own, method, path) ?? best(candidates, method, path);
  if (found) return found;
  const same = own.filter((candidate) => candidate.method === method);
  if (same.length === 1) return same[0];
  diagnostics.push(unpaired.at(request.at, { method: request.value.method, url: request.value.url }));
  return undefined;
}

function best<C extends Candidate>(candidates: readonly C[], method: string, path: string): C | undefined {
  let found: C | undefined;
  let most = -1;
  for (const candidate of candidates) {
    const same = candidate.method === method ? matchingSegments(path, candidate.path) : -1;
    if (same > most) {
      most = same;
      found = candidate;
    }
  }
  return found;
}

/** `https://graph.microsoft.com/beta/users/{id}?$top=1` → `/users/{id}`. */
function pathOf(url: string): string {
  const relative = url.replace(/^https?:\/\/[^/?]+/i, '').replace(/^\/(?:v1\.0|beta)(?=\/|\?|$)/i, '');
  const path = relative.split('?')[0] ?? relative;
  return path.startsWith('/') ? path : `/${path}`;
}

/** An example of a body, named after its annotation, its heading, or what the operation does. */
export function exampleOf(
  fact: FactAbout<'example-request' | 'example-response'>,
  kind: string,
): Example | undefined {
  const message: ExampleMessage = fact.value;
  const { body, heading, name } = message;
  if (body?.json === undefined) return undefined;
  const wanted = name ?? (heading === '' ? kind : heading.replace(/^example\s*\d*\s*[:.-]?\s*/i, ''));
  return {
    name: /[A-Za-z0-9]/.test(wanted) ? (wanted === kind ? kind : camelCase(wanted)) : kind,
    summary: heading,
    value: body.json,
    numberTexts: body.numberTexts(),
    origin: originOf(body.at),
  };
}

/** The media type of a message by its `Content-Type`, without parameters; JSON where it says nothing. */
export function mediaTypeOf(message: ExampleMessage | undefined): string | undefined {
  const header = message?.headers.find(({ name }) => /^content-type$/i.test(name));
  const type = header?.value.split(';')[0]?.trim().toLowerCase();
  return type && /^[\w.+-]+\/[\w.+*-]+$/.test(type) ? type : undefined;
}
