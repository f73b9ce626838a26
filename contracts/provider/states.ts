import { isObject, type JsonObject, parsedJson } from '../../generator/model/json.ts';
import { fetchReason } from './fetch-reason.ts';

export interface StateChange {
  readonly state: string;
  readonly action: 'setup' | 'teardown';
  readonly params: JsonObject;
}

/** Brings the provider into a state. Values that it gives are put where the pact's generators ask for them. */
export interface ProviderStates {
  /** Throws when the provider cannot be brought there. */
  change(change: StateChange): Promise<JsonObject>;
  /** States that were asked for and that nobody knows. */
  readonly unknown: ReadonlySet<string>;
}

type Change = (parameters: JsonObject) => unknown;

/** A function that brings the provider into a state, with the parameters that the pact gives it, or two: there and back. */
export type StateHandler = Change | { readonly setup?: Change; readonly teardown?: Change };

/** States by handlers, as pact-js takes them. */
export function handledStates(handlers: Readonly<Record<string, StateHandler>>): ProviderStates {
  const unknown = new Set<string>();
  return {
    unknown,
    async change({ state, action, params }) {
      const handler = Object.hasOwn(handlers, state) ? handlers[state] : undefined;
      if (handler === undefined) unknown.add(state);
      const change =
        typeof handler === 'function' ? (action === 'setup' ? handler : undefined) : handler?.[action];
      return valuesOf(await change?.(params));
    },
  };
}

/** States by a URL of the provider, asked as the Pact verifier asks: `POST { state, action, params }`. */
export function remoteStates(url: string, timeout: number): ProviderStates {
  return {
    unknown: new Set(),
    async change(change) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
        signal: AbortSignal.timeout(timeout),
      }).catch((error: unknown) => {
        throw new Error(`${url} cannot be asked: ${fetchReason(error)}`);
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
      return valuesOf(parsedJson(text));
    },
  };
}

function valuesOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
