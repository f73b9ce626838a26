/**
 * The Pact verifier in a process of its own: its native code prints an account to stdout, which belongs to our result.
 * Handlers of the user's run here too, beside the relay that calls them.
 */
import { Console } from 'node:console';
import type { RequestFilter } from '../../contracts/provider/request-filter.ts';
import type { StateHandler } from '../../contracts/provider/states.ts';
import {
  type Helpers,
  type Played,
  type VerifierRun,
  verifierWith,
} from '../../contracts/provider/verifier.ts';
import { isObject } from '../../generator/model/json.ts';

/** What the process is told: one run, and the modules that help it. */
export interface ToPlay {
  readonly run: VerifierRun;
  /** Absolute paths. */
  readonly modules: { readonly states?: string; readonly filter?: string };
}

/** What it answers; `helpers`: a module of the user's cannot be used. */
export type PlayAnswer =
  | { readonly played: Played | undefined }
  | { readonly unusable: { readonly file: string; readonly reason: string } };

// What handlers print is for people; stdout holds the verifier's account, which nobody reads.
Object.assign(globalThis, { console: new Console(process.stderr, process.stderr) });

class Unusable extends Error {
  readonly file: string;

  constructor(file: string, reason: string) {
    super(reason);
    this.file = file;
  }
}

process.once('message', (message: ToPlay) => {
  play(message).then(
    (answer) => process.send?.(answer, () => process.disconnect()),
    // Not one of the faults that are answered: the process ends with it, and the other side says so.
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function play({ run, modules }: ToPlay): Promise<PlayAnswer> {
  try {
    return { played: await verifierWith(await helpersIn(modules))(run) };
  } catch (error) {
    if (error instanceof Unusable) return { unusable: { file: error.file, reason: error.message } };
    throw error;
  }
}

async function helpersIn({ states, filter }: ToPlay['modules']): Promise<Helpers> {
  return {
    ...(states === undefined ? {} : { stateHandlers: await stateHandlersIn(states) }),
    ...(filter === undefined ? {} : { requestFilter: await requestFilterIn(filter) }),
  };
}

/** `export const stateHandlers = { … }`, or that object as the default export. */
async function stateHandlersIn(file: string): Promise<Record<string, StateHandler>> {
  const handlers = await exported(file, 'stateHandlers');
  if (!isObject(handlers)) throw new Unusable(file, 'it exports no object "stateHandlers"');
  const entries = Object.entries(handlers).map(
    ([name, handler]: [string, unknown]): [string, StateHandler] => {
      if (!isHandler(handler))
        throw new Unusable(file, `the state "${name}" is no function and no { setup, teardown }`);
      return [name, handler];
    },
  );
  return Object.fromEntries(entries);
}

function isHandler(value: unknown): value is StateHandler {
  if (typeof value === 'function') return true;
  const parts: readonly [string, unknown][] = isObject(value) ? Object.entries(value) : [];
  return (
    parts.length > 0 &&
    parts.every(([name, part]) => ['setup', 'teardown'].includes(name) && typeof part === 'function')
  );
}

/** `export function requestFilter(request, response, next)`, or that function as the default export. */
async function requestFilterIn(file: string): Promise<RequestFilter> {
  const filter = await exported(file, 'requestFilter');
  if (typeof filter !== 'function') throw new Unusable(file, 'it exports no function "requestFilter"');
  // How many parameters it takes says how it is called: it is handed on as it is.
  return filter as RequestFilter;
}

async function exported(file: string, name: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  let found: unknown;
  try {
    found = await createJiti(import.meta.url, {
      fsCache: false,
      moduleCache: false,
      interopDefault: false,
    }).import(file);
  } catch (error) {
    throw new Unusable(file, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  const members: Readonly<Record<string, unknown>> = isObject(found) ? found : {};
  return members[name] ?? members['default'];
}
