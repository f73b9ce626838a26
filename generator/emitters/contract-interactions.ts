import { type Diagnostic, defineProblem, type Result } from '../model/diagnostic.ts';
import { isArray, isObject, type Json, type JsonObject, member, stringMember } from '../model/json.ts';
import type { Api, MediaType, Operation, Response } from '../openapi/api.ts';
import { isStream } from './contract-body.ts';
import { type Expected, expectedOf } from './contract-matchers.ts';
import { type ContractRequest, contractRequest } from './contract-request.ts';
import type { Routes } from './contract-routes.ts';
import { bodyKind, preferred } from './media.ts';

const leftOut = defineProblem<{ operation: string; reason: string }>({
  code: 'generate/contract-test-left-out',
  severity: 'warning',
  summary: 'An operation has no contract test, because a pact cannot hold its request or its answer.',
  message: (p) => `${p.operation} has no contract test: ${p.reason}`,
  help: 'Write one by hand beside the generated ones.',
});

/** A provider state, as Pact has it. */
export interface ProviderState {
  readonly name: string;
  readonly params: JsonObject | undefined;
}

/** One request and one of its documented successes. */
export interface ContractInteraction {
  readonly operation: Operation;
  readonly states: readonly ProviderState[];
  readonly request: ContractRequest;
  readonly status: number;
  /** The media type of the answer; undefined: it has no body. */
  readonly type: string | undefined;
  /** What the body must be; undefined: the contract leaves it open. */
  readonly body: Expected | undefined;
}

/** The interactions of an operation, one a documented success. */
export function interactionsOf(
  api: Api,
  routes: Routes,
  operation: Operation,
): Result<readonly ContractInteraction[]> {
  const left = (reason: string): Diagnostic =>
    leftOut.at(api.place(operation.pointer, 'key'), { operation: operation.id, reason });
  const successes = successesOf(operation);
  if (successes.length === 0) return { value: [], diagnostics: [left('no success is documented')] };
  const { request, reason } = contractRequest(api, routes, operation);
  if (!request) return { value: [], diagnostics: [left(reason)] };
  const diagnostics: Diagnostic[] = [];
  const interactions = successes.flatMap(({ status, response }): ContractInteraction[] => {
    const media = operation.method === 'head' || status === 204 ? undefined : preferred(response.content);
    if (media && isStream(media.type)) {
      diagnostics.push(left(`its answer ${status} is a stream (${media.type})`));
      return [];
    }
    const states = statesOf(operation, request, status, successes.length > 1);
    return [{ operation, states, request, status, ...answerOf(api, media) }];
  });
  return { value: interactions, diagnostics };
}

interface Success {
  readonly status: number;
  readonly response: Response;
}

/** `2XX` and `default` stand for a status that is not described by itself. */
function successesOf({ responses }: Operation): Success[] {
  const described = new Set(responses.map(({ status }) => status));
  const free = ['200', '201', '202'].find((status) => !described.has(status)) ?? '200';
  const successes = responses.filter(({ status }) => /^2(\d\d|XX)$/.test(status));
  const chosen = successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
  return chosen.map((response) => ({
    status: Number(/^\d+$/.test(response.status) ? response.status : free),
    response,
  }));
}

function answerOf(api: Api, media: MediaType | undefined): Pick<ContractInteraction, 'type' | 'body'> {
  if (!media || !/^[ -~]+$/.test(media.type)) return { type: undefined, body: undefined };
  const { schema, examples } = media;
  const ranged = media.type.includes('*');
  const json = bodyKind(media.type) === 'json' || ranged;
  const type = ranged ? 'application/json' : media.type;
  if (!json || !schema) return { type: ranged ? undefined : type, body: undefined };
  const body = expectedOf(schema, examples[0]?.value, { api, direction: 'response', closed: true });
  return { type, body };
}

/**
 * What the provider must have before it is asked. Where the document says nothing (`x-docpact-provider-states`) that is
 * what the path names, and which of several successes is meant.
 */
function statesOf(
  { id, path, extensions }: Operation,
  { input }: ContractRequest,
  status: number,
  several: boolean,
): ProviderState[] {
  const written = extensions['x-docpact-provider-states'];
  if (isArray(written)) return written.flatMap((one) => stateOf(one) ?? []);
  const values = member(input, 'path');
  const named = isObject(values) ? [{ name: `${path} exists`, params: values }] : [];
  return several ? [...named, { name: `${id} answers with ${status}`, params: undefined }] : named;
}

function stateOf(written: Json): ProviderState | undefined {
  if (typeof written === 'string') return { name: written, params: undefined };
  const name = stringMember(written, 'name');
  const params = member(written, 'params');
  return name === undefined ? undefined : { name, params: isObject(params) ? params : undefined };
}
