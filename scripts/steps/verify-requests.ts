import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { isArray, type Json } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import type { LoadedConfig, Outcome } from '../command.ts';
import type { ApiConfig } from '../config.ts';
import type { VerifyRequest } from './verify.ts';

const nothingToVerify = defineProblem<{ what: string }>({
  code: 'config/nothing-to-verify',
  severity: 'error',
  summary: 'No spec or no pacts are given, neither on the command line nor in the configuration.',
  message: (p) => `no ${p.what} given`,
  help: 'Give --spec and --pact, or set "spec" and "pacts" in docpact.config.ts.',
});

interface Given {
  readonly spec: string | undefined;
  readonly pacts: readonly string[];
  readonly strict: boolean;
}

/** What the command line leaves open comes from the configuration: one request for each of its APIs with pacts. */
export function verifyRequests(
  loaded: LoadedConfig,
  given: Given,
): { readonly requests: readonly VerifyRequest[]; readonly faults: readonly Diagnostic[] } {
  if (loaded.faults.length > 0) return { requests: [], faults: loaded.faults };
  const { config } = loaded;
  const apis: readonly ApiConfig[] = config?.apis
    ? Object.values(config.apis).map((api) => ({ ...config, ...api }))
    : [config ?? {}];
  const requests = apis.flatMap((api): VerifyRequest[] => {
    const spec = given.spec ?? api.spec;
    const pacts = given.pacts.length > 0 ? given.pacts : listOf(api.pacts);
    const policies = api.policies?.headers === undefined ? {} : { headers: api.policies.headers };
    return spec !== undefined && pacts.length > 0 ? [{ spec, pacts, strict: given.strict, policies }] : [];
  });
  if (requests.length > 0) return { requests, faults: [] };
  const noSpec = given.spec === undefined && apis.every((api) => api.spec === undefined);
  const what = noSpec ? 'spec is' : 'pacts are';
  return { requests, faults: [nothingToVerify.at(startOf('docpact.config.ts'), { what })] };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The outcomes of several APIs as one. */
export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
  const [only] = outcomes;
  if (outcomes.length === 1 && only) return only;
  const judgements = outcomes.flatMap((outcome): readonly Json[] => {
    const own = outcome.data?.['judgements'];
    return isArray(own) ? own : [];
  });
  const texts = outcomes.flatMap((outcome) => (outcome.text === undefined ? [] : [outcome.text]));
  return {
    diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics),
    refused: outcomes.some((outcome) => outcome.refused === true),
    text: texts.join('\n\n'),
    data: { judgements },
  };
}
