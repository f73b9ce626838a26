import type { Json } from '../../generator/model/json.ts';
import { nearest } from '../../generator/model/nearest.ts';
import { once } from '../../generator/model/once.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { compileJsonSchema } from '../relation/json-schema.ts';

/** Something that goes wrong on purpose, as data. */
export interface Fault {
  /** Whom it hits: all that is said must hold. Default: every request. */
  readonly match?: FaultMatch;
  /** So many requests that match are let through first. */
  readonly after?: number;
  /** So many are hit then. Default: all. */
  readonly times?: number;
  readonly answer: FaultAnswer;
}

/** Which requests a fault hits: those for which all holds that is said here. */
export interface FaultMatch {
  readonly operationId?: string;
  readonly method?: string;
  /** The path as the spec writes it, or as it is sent; with `*` at its end all that begins so. */
  readonly path?: string;
}

/** What a fault does; what is not said stays as the mock would do it. */
export interface FaultAnswer {
  /** Answered in place of the mock's own answer; nothing is changed. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: what the spec documents for the status. */
  readonly body?: Json;
  /** Seconds, for `Retry-After`. */
  readonly retryAfter?: number;
  /** Milliseconds before the answer. */
  readonly delay?: number;
  /** The connection is cut: before anything is done, or `after` it was done and before the answer. */
  readonly drop?: boolean | 'after';
  /** The connection is cut within the body: in its middle, or after so many bytes. */
  readonly truncate?: boolean | number;
}

const count = { type: 'integer', minimum: 0 };
const texts = { type: 'object', additionalProperties: { type: 'string' } };
/** As long as timers run. */
const longest = 2 ** 31 - 1;

const check = once(() =>
  compileJsonSchema({
    type: 'array',
    items: {
      type: 'object',
      required: ['answer'],
      additionalProperties: false,
      properties: {
        match: {
          type: 'object',
          additionalProperties: false,
          properties: {
            operationId: { type: 'string' },
            method: { type: 'string' },
            path: { type: 'string', pattern: '^[/*]' },
          },
        },
        after: count,
        times: count,
        answer: {
          type: 'object',
          minProperties: 1,
          additionalProperties: false,
          properties: {
            status: { type: 'integer', minimum: 200, maximum: 599 },
            headers: texts,
            body: true,
            retryAfter: count,
            delay: { ...count, maximum: longest },
            drop: { enum: [true, false, 'after'] },
            truncate: { type: ['boolean', 'integer'], minimum: 0 },
          },
        },
      },
    },
  }),
);

/** What is wrong with a list of faults, and where; undefined: it is one. */
export function faultsFault(
  api: Api,
  value: Json,
): { readonly pointer: string; readonly reason: string } | undefined {
  const wrong = check()(value);
  if (wrong) {
    const extra = wrong.params['additionalProperty'];
    const reason = typeof extra === 'string' ? `must not have '${extra}'` : `${wrong.message}`;
    return { pointer: wrong.instancePath, reason };
  }
  for (const [i, { match }] of (value as unknown as readonly Fault[]).entries()) {
    const id = match?.operationId;
    if (id === undefined || api.operations.some((operation) => operation.id === id)) continue;
    return { pointer: `/${i}/match/operationId`, reason: unknownOperation(api, id) };
  }
  return undefined;
}

export function unknownOperation(api: Api, id: string): string {
  const meant = nearest(
    id,
    api.operations.map((operation) => operation.id),
  );
  return `names no operation: ${id}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

/** What is known of a request when it is decided whether something goes wrong with it. */
export interface FaultTarget {
  /** Upper-case. */
  readonly method: string;
  /** Without the server's base path. */
  readonly path: string;
  readonly template: string | undefined;
  readonly operationId: string | undefined;
}

/** The faults that are set, and how often each was met. */
export class FaultPlan {
  #faults: readonly Fault[] = [];
  #met: number[] = [];

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  set(faults: readonly Fault[]): void {
    this.#faults = faults;
    this.rewind();
  }

  /** All counting begins anew. */
  rewind(): void {
    this.#met = this.#faults.map(() => 0);
  }

  /** What hits a request: of faults that would, the first. Every fault counts all requests that it matches. */
  next(target: FaultTarget): FaultAnswer | undefined {
    let hit: FaultAnswer | undefined;
    for (const [
      i,
      { match, after = 0, times = Number.POSITIVE_INFINITY, answer },
    ] of this.#faults.entries()) {
      if (match && !matches(match, target)) continue;
      const met = this.#met[i] ?? 0;
      this.#met[i] = met + 1;
      if (met >= after && met < after + times) hit ??= answer;
    }
    return hit;
  }
}

function matches(match: FaultMatch, target: FaultTarget): boolean {
  if (match.operationId !== undefined && match.operationId !== target.operationId) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
  const { path } = match;
  if (path === undefined) return true;
  const start = path.endsWith('*') ? path.slice(0, -1) : undefined;
  return [target.path, target.template].some((one) =>
    start === undefined ? one === path : one?.startsWith(start),
  );
}
