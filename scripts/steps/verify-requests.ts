import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { LoadedConfig } from '../command.ts';
import { type ApiConfig, apisOf, judgingPolicies } from '../config.ts';
import type { CoverageRequest } from './coverage.ts';
import type { ExchangeRequest, VerifyRequest } from './verify.ts';

const nothingToVerify = defineProblem<{ what: string }>({
  code: 'config/nothing-to-verify',
  severity: 'error',
  summary:
    'No spec, or nothing to hold against it, is given, neither on the command line nor in the configuration.',
  message: (p) => `no ${p.what} given`,
  help: 'Give --spec and --pact or --exchanges, or set "spec" and "pacts" or "exchanges" in docpact.config.ts.',
});

interface Given {
  readonly spec: string | undefined;
  readonly pacts: readonly string[];
  readonly strict: boolean;
  readonly only?: string;
  readonly coverage?: CoverageRequest;
  /** Asked for on the command line: then pacts are judged if they are asked for too. */
  readonly exchanges?: ExchangeRequest;
}

/** What the command line leaves open comes from the configuration: one request for each of its APIs with pacts. */
export function verifyRequests(
  loaded: LoadedConfig,
  given: Given,
): { readonly requests: readonly VerifyRequest[]; readonly faults: readonly Diagnostic[] } {
  if (loaded.faults.length > 0) return { requests: [], faults: loaded.faults };
  const apis = apisOf(loaded.config ?? {});
  const requests = apis.flatMap((api): VerifyRequest[] => {
    const spec = given.spec ?? api.spec;
    const asked = given.pacts.length > 0 || given.exchanges !== undefined;
    const pacts = asked ? given.pacts : [api.pacts ?? []].flat();
    const exchanges = asked ? given.exchanges : configuredExchanges(api);
    if (spec === undefined || (pacts.length === 0 && !exchanges)) return [];
    const { strict, only, coverage } = given;
    const part = {
      ...(api.name === undefined || apis.length < 2 ? {} : { api: api.name }),
      ...(exchanges ? { exchanges } : {}),
      ...(only === undefined ? {} : { only }),
      ...(coverage ? { coverage } : {}),
    };
    return [{ spec, pacts, strict, policies: judgingPolicies(api), ...part }];
  });
  if (requests.length > 0) return { requests, faults: [] };
  const noSpec = given.spec === undefined && apis.every((api) => api.spec === undefined);
  const what = noSpec ? 'spec is' : 'pacts or exchanges are';
  return { requests, faults: [nothingToVerify.at(startOf('docpact.config.ts'), { what })] };
}

/** What a configuration names beside pacts. */
export function configuredExchanges({ exchanges }: ApiConfig): ExchangeRequest | undefined {
  if (!exchanges) return undefined;
  const { files = [], hosts = [], examples = false } = exchanges;
  return { files: [files].flat(), hosts: [hosts].flat(), documented: examples };
}
