import { answersOf, type BatchRequest, fromBatchResponse, root, toBatchRequest } from './batch-format.ts';
import type { Connection } from './connection.ts';
import type { CallInput, CallOptions, Descriptor } from './descriptor.ts';
import type { Draft } from './draft.ts';
import { ApiError, NetworkError } from './error.ts';
import { type Operation, operation } from './operation.ts';
import { draftOf, type RequestSettings } from './request.ts';
import { settle } from './response.ts';
import { pauseBefore, type RetrySettings, sleep } from './retry.ts';
import { defined } from './text.ts';
import type { InputArgs, ResultOf } from './types.ts';

/** One request of a batch. */
export interface Part<T> {
  readonly descriptor: Descriptor;
  readonly input: CallInput;
  /** The names of the parts that must have succeeded before. */
  readonly dependsOn: readonly string[];
  /** For the compiler alone. */
  readonly types?: T;
}

/** What became of a part. */
export type Outcome<T> =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly data: ResultOf<T> }
  | { readonly ok: false; readonly error: ApiError | NetworkError };

/** What became of each part, by its name. */
export type Outcomes<Parts> = {
  [Name in keyof Parts]: Parts[Name] extends Part<infer T> ? Outcome<T> : never;
};

/** How a batch is sent. */
export interface BatchOptions extends CallOptions {
  /** Where batches go below the service's root: `/$batch`. */
  readonly path?: string;
  /** How many requests go into one batch: 20, as Microsoft Graph has it. */
  readonly size?: number;
}

/** A request for a batch: an operation with its input, and the names of the parts that must have succeeded before. */
export function part<T>(
  operation: Operation<T>,
  ...rest: readonly [...input: InputArgs<T>, options?: { readonly dependsOn?: readonly string[] }]
): Part<T> {
  const [input = {}, { dependsOn = [] } = {}] = rest as readonly unknown[] as readonly [
    CallInput?,
    { dependsOn?: string[] }?,
  ];
  return { descriptor: operation.descriptor, input, dependsOn };
}

interface Task extends Part<unknown> {
  readonly name: string;
  attempt: number;
  outcome: Outcome<unknown> | undefined;
}

/**
 * Sends requests as JSON batches (Microsoft Graph, OData JSON 4.01, 19) and resolves with what became of each, under
 * its name. More requests than fit go into several batches, one after the other; those that the service throttles go
 * again after the longest pause that it asks for. Rejected only when a batch as a whole fails.
 */
export async function batch<
  const Parts extends Readonly<Record<string, Part<unknown>>> | readonly Part<unknown>[],
>(connection: Connection, parts: Parts, options: BatchOptions = {}): Promise<Outcomes<Parts>> {
  const { path = '/$batch', size = 20, ...call } = options;
  const tasks = new Map<string, Task>();
  for (const [name, part] of Object.entries<Part<unknown>>(parts))
    tasks.set(name, { ...part, name, attempt: 0, outcome: undefined });
  const send = batchOperation([...tasks.values()], path);
  for (;;) {
    const round = chooseRound(tasks, size);
    if (round.length === 0) break;
    const requests = await Promise.all(round.map((task) => requestOf(task, tasks, connection)));
    const answers = answersOf(await send(connection, { ...call, body: { requests } }));
    let pause = 0;
    for (const task of round)
      pause = Math.max(pause, await judge(task, tasks, answers.get(task.name), { ...connection, ...call }));
    if (pause > 0) await (connection.sleep ?? sleep)(pause, call.signal ?? new AbortController().signal);
  }
  const outcomes = [...tasks].map(([name, { outcome }]) => [name, outcome] as const);
  const made = Array.isArray(parts) ? outcomes.map(([, outcome]) => outcome) : Object.fromEntries(outcomes);
  // Each part has its outcome here, under its own name or index.
  return made as Outcomes<Parts>;
}

interface BatchTypes {
  body: { requests: readonly BatchRequest[] };
  result: unknown;
}

/** The operation that sends a batch: to the server of its parts, with the scopes that any of them needs. */
function batchOperation(tasks: readonly Task[], path: string): Operation<BatchTypes> {
  const { api = {}, server, variables } = tasks[0]?.descriptor ?? {};
  const wanted = new Map<string, Set<string>>();
  for (const { descriptor } of tasks) {
    const { security = descriptor.api.security ?? [] } = descriptor;
    for (const [scheme, scopes] of Object.entries(security[0] ?? {}))
      wanted.set(scheme, new Set([...(wanted.get(scheme) ?? []), ...scopes]));
  }
  const schemes = Object.fromEntries([...wanted].map(([scheme, scopes]) => [scheme, [...scopes]]));
  return operation<BatchTypes>(api, 'batch', 'POST', path, {
    body: 'application/json',
    ...(server === undefined ? {} : { server }),
    ...(variables === undefined ? {} : { variables }),
    ...(api.schemes === undefined ? {} : { security: [schemes] }),
  });
}

/** The parts that can go now: what they depend on has succeeded or goes along. */
function chooseRound(tasks: ReadonlyMap<string, Task>, size: number): Task[] {
  const round = new Set<Task>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const task of tasks.values()) {
      if (task.outcome || round.has(task)) continue;
      const needed = task.dependsOn.map((name) => {
        const found = tasks.get(name);
        if (!found) throw new TypeError(`${task.name} depends on ${name}, which is no part of the batch`);
        return found;
      });
      const failed = needed.some(({ outcome }) => outcome?.ok === false);
      const ready = needed.every((one) => one.outcome || round.has(one));
      if (failed) task.outcome = failedDependency(task);
      else if (ready && round.size < size) round.add(task);
      else continue;
      changed = true;
    }
  }
  const [stuck] = round.size > 0 ? [] : [...tasks.values()].filter(({ outcome }) => !outcome);
  if (stuck) throw new TypeError(`${stuck.name} depends on itself`);
  return [...round];
}

function failedDependency({ descriptor }: Task): Outcome<unknown> {
  const answer = { status: 424, statusText: 'Failed Dependency', headers: new Headers(), body: undefined };
  return { ok: false, error: new ApiError({ ...answer, operation: descriptor.id, documented: false }) };
}

function draftOfTask({ descriptor, input }: Task, { lists }: RequestSettings): Draft {
  return draftOf(descriptor, input, { baseUrl: root, lists });
}

function requestOf(
  task: Task,
  tasks: ReadonlyMap<string, Task>,
  settings: RequestSettings,
): Promise<BatchRequest> {
  const unsettled = task.dependsOn.filter((name) => !tasks.get(name)?.outcome);
  return toBatchRequest(task.name, draftOfTask(task, settings), unsettled);
}

/** Gives a part its outcome, or the pause after which it goes again. */
async function judge(
  task: Task,
  tasks: ReadonlyMap<string, Task>,
  answer: unknown,
  settings: RequestSettings & RetrySettings,
): Promise<number> {
  const { descriptor, input, dependsOn } = task;
  task.attempt++;
  try {
    const response = fromBatchResponse(answer);
    if (!response) throw new NetworkError(descriptor.id, 'the batch has no answer for it');
    const { status, headers } = response;
    task.outcome = { ok: true, status, headers, data: (await settle(descriptor, response)) as never };
    return 0;
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
    // What it depends on goes again, and takes it along.
    const goesAlong = error instanceof ApiError && error.status === 424;
    if (goesAlong && dependsOn.some((name) => !tasks.get(name)?.outcome)) return 0;
    const options = { ...settings, ...defined(input) };
    const pause = pauseBefore(error, draftOfTask(task, settings), options, task.attempt);
    if (pause === undefined) task.outcome = { ok: false, error };
    return pause ?? 0;
  }
}
