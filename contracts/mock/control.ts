import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import type { Json } from '../../generator/model/json.ts';
import { placeText } from '../../generator/model/place.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { type Fault, type FaultPlan, faultsFault } from './faults.ts';
import type { Seed } from './options.ts';
import { readSeed } from './read-seed.ts';
import { readState } from './read-state.ts';
import { fieldsOf, type MockRequest, type MockResponse } from './record.ts';
import type { Seen } from './seen.ts';
import type { Snapshot } from './store.ts';

const prefix = '/_docpact';

/** Whether a path belongs to the mock itself and to no API. */
export function isControl(path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** What is done with a mock from outside. */
interface Controlled {
  readonly api: Api;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  reset(seed?: Seed): void;
}

type Action = (body: string) => MockResponse;

/** What tests ask of a mock over the wire: state, seed, faults, the requests that it saw. */
export class Control {
  readonly #actions: ReadonlyMap<string, Readonly<Record<string, Action>>>;

  constructor(core: Controlled, seen: Seen, plan: FaultPlan) {
    this.#actions = new Map<string, Readonly<Record<string, Action>>>([
      [prefix, { GET: () => data({ docpact: 'mock', paths: [...this.#actions.keys()].slice(1) }) }],
      [
        `${prefix}/reset`,
        {
          POST: () => {
            core.reset();
            seen.clear();
            return done;
          },
        },
      ],
      [`${prefix}/seed`, { PUT: (body) => seeded(core, body) }],
      [
        `${prefix}/state`,
        { GET: () => data(core.snapshot() as unknown as Json), PUT: (body) => restored(core, body) },
      ],
      [
        `${prefix}/requests`,
        {
          GET: () => data({ dropped: seen.dropped, requests: seen.requests as unknown as Json }),
          DELETE: () => {
            seen.clear();
            return done;
          },
        },
      ],
      [
        `${prefix}/faults`,
        {
          GET: () => data(plan.faults as unknown as Json),
          PUT: (body) => withFaults(core, plan, body, false),
          POST: (body) => withFaults(core, plan, body, true),
          DELETE: () => {
            plan.set([]);
            return done;
          },
        },
      ],
    ]);
  }

  handle(request: MockRequest, path: string): MockResponse {
    if (isForeign(fieldsOf(request.headers)))
      return fault(403, ['a page of another origin may not control the mock']);
    const actions = this.#actions.get(path);
    if (!actions) return fault(404, [`there is no ${path}: ${[...this.#actions.keys()].join(', ')}`]);
    const action = Object.hasOwn(actions, request.method) ? actions[request.method] : undefined;
    if (request.oversized) return fault(413, ['the body is too large']);
    if (action) return action(textOf(request.body));
    const allow = Object.keys(actions).sort().join(', ');
    return {
      ...fault(405, [`${request.method} is not allowed here: ${allow}`]),
      headers: { ...json, allow },
    };
  }
}

const json = { 'content-type': 'application/json' };
const done: MockResponse = { status: 204, headers: {}, body: undefined };

function data(value: Json): MockResponse {
  return { status: 200, headers: json, body: JSON.stringify(value) };
}

function fault(status: number, messages: readonly string[]): MockResponse {
  return { status, headers: json, body: JSON.stringify({ errors: messages }) };
}

function textOf(body: string | Uint8Array | undefined): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function told(diagnostics: readonly Diagnostic[]): MockResponse {
  return fault(
    400,
    diagnostics.map(({ code, message, at }) => `${placeText(at)} ${code} ${message}`),
  );
}

function seeded(core: Controlled, body: string): MockResponse {
  const { value, diagnostics } = readSeed(new TextEncoder().encode(body), 'seed', core.api);
  if (!value) return told(diagnostics);
  core.reset(value);
  return done;
}

function restored(core: Controlled, body: string): MockResponse {
  const { value, diagnostics } = readState(new TextEncoder().encode(body), 'state', core.api);
  if (!value) return told(diagnostics);
  core.restore(value);
  return done;
}

/** One fault or a list of them: in the place of those that are set, or after them. */
function withFaults(core: Controlled, plan: FaultPlan, body: string, adds: boolean): MockResponse {
  const parsed = parse(body);
  if (parsed === undefined) return fault(400, ['the body is not well-formed JSON']);
  const given = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  const wrong = faultsFault(core.api, given);
  if (wrong) return fault(400, [`${wrong.pointer}: ${wrong.reason}`]);
  const faults = given as unknown as readonly Fault[];
  plan.set(adds ? [...plan.faults, ...faults] : faults);
  return done;
}

function parse(body: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

/**
 * Any page that a browser has open can send requests to this machine. Those that come from a page say so by `Origin`:
 * it must be served under the name of this machine itself, so that no name that leads here will do (DNS rebinding).
 */
function isForeign(fields: ReadonlyMap<string, string>): boolean {
  const site = fields.get('sec-fetch-site');
  if (site === 'cross-site') return true;
  const origin = fields.get('origin');
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { hostname } = new URL(origin);
  return !/^(localhost|.*\.localhost|\[[0-9a-f:]+\]|\d+(\.\d+){3})$/.test(hostname);
}
