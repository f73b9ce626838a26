import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { type ApiConfig, apisOf, judgingPolicies, type LoadedConfig, type NamedApi } from '../config.ts';
import type { CoverageRequest } from './coverage.ts';
import { type ProviderFlags, providerSettings } from './provider-options.ts';
import type { ExchangeRequest, VerifyRequest } from './verify.ts';

const nothingToVerify = defineProblem<{ what: string }>({
  code: 'config/nothing-to-verify',
  severity: 'error',
  summary:
    'No spec, or nothing to hold against it, is given, neither on the command line nor in the configuration.',
  message: (p) => `no ${p.what} given`,
  help: 'Give --spec and --pact or --exchanges, or set "spec" and "pacts" or "exchanges" in docpact.config.ts.',
});

const providerOfSeveral = defineProblem<{ count: number }>({
  code: 'config/provider-of-several',
  severity: 'error',
  summary: 'One URL is given for the providers of several APIs.',
  message: (p) => `--provider names one URL and the configuration has ${p.count} APIs with contracts`,
  help: 'Give --provider without a URL and set "provider.url" for each API, or give --spec and --pact for one.',
});

type Env = Readonly<Record<string, string | undefined>>;

interface Given {
  readonly spec: string | undefined;
  readonly pacts: readonly string[];
  readonly strict: boolean;
  readonly only?: string;
  readonly coverage?: CoverageRequest;
  /** Asked for on the command line: then pacts are judged if they are asked for too. */
  readonly exchanges?: ExchangeRequest;
  readonly playing?: ProviderFlags;
}

/** What the command line leaves open comes from the configuration: one request for each of its APIs with pacts. */
export function verifyRequests(
  loaded: LoadedConfig,
  given: Given,
  env: Env = {},
): { readonly requests: readonly VerifyRequest[]; readonly faults: readonly Diagnostic[] } {
  if (loaded.faults.length > 0) return { requests: [], faults: loaded.faults };
  const apis = apisOf(loaded.config ?? {});
  const faults: Diagnostic[] = [];
  const requests = apis.flatMap((api) => requestFor(api, given, env, faults));
  if (typeof given.playing?.provider === 'string' && requests.length > 1)
    faults.push(providerOfSeveral.at(startOf('--provider'), { count: requests.length }));
  if (requests.length > 0 || faults.length > 0) return { requests, faults };
  const noSpec = given.spec === undefined && apis.every((api) => api.spec === undefined);
  const what = noSpec ? 'spec is' : 'pacts or exchanges are';
  return { requests, faults: [nothingToVerify.at(startOf('docpact.config.ts'), { what })] };
}

function requestFor(api: NamedApi, given: Given, env: Env, faults: Diagnostic[]): VerifyRequest[] {
  const spec = given.spec ?? api.spec;
  const brokered = given.playing?.broker !== undefined;
  const asked = given.pacts.length > 0 || given.exchanges !== undefined || brokered;
  const pacts = asked ? given.pacts : [api.pacts ?? []].flat();
  const exchanges = asked ? given.exchanges : configuredExchanges(api);
  if (spec === undefined || (pacts.length === 0 && !exchanges && !brokered)) return [];
  const { strict, only, coverage } = given;
  const playing = given.playing && providerSettings(given.playing, api.provider, env);
  faults.push(...(playing?.faults ?? []));
  return [
    {
      ...(api.name === '' ? {} : { api: api.name }),
      spec,
      pacts,
      strict,
      policies: judgingPolicies(api),
      ...(exchanges ? { exchanges } : {}),
      ...(only === undefined ? {} : { only }),
      ...(coverage ? { coverage } : {}),
      ...(playing ? { playing: playing.settings } : {}),
    },
  ];
}

/** What a configuration names beside pacts. */
export function configuredExchanges({ exchanges }: ApiConfig): ExchangeRequest | undefined {
  if (!exchanges) return undefined;
  const { files = [], hosts = [], examples = false } = exchanges;
  return { files: [files].flat(), hosts: [hosts].flat(), documented: examples };
}
