import type { Exchanges } from '../../contracts/exchanges/exchange.ts';
import { explainBody } from '../../contracts/explain.ts';
import type { Interaction } from '../../contracts/pact/interaction.ts';
import { onlyInteractions } from '../../contracts/pact/only.ts';
import type { Pact } from '../../contracts/pact/read.ts';
import { type Contract, type Tried, verifyProvider } from '../../contracts/provider/verify-provider.ts';
import { responseRules } from '../../contracts/verify.ts';
import { decode, inputProblems } from '../../generator/model/decode.ts';
import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Host } from '../host/host.ts';
import { type Apart, playApart, UnusableModule } from '../host/play-apart.ts';
import type { ReadSpec } from '../host/read-spec.ts';
import { asFiles } from '../host/temporary.ts';
import type { BrokerRequest, ProviderOptions } from './provider-options.ts';

const unusableModule = defineProblem<{ file: string; reason: string }>({
  code: 'config/provider-module',
  severity: 'error',
  summary: 'A module of provider states or of a request filter cannot be used.',
  message: (p) => `${p.file} cannot be used: ${p.reason}`,
  help: 'A module exports "stateHandlers" ({ name: function or { setup, teardown } }) or "requestFilter" (a function), as pact-js takes them.',
});
const complaint = defineProblem<{ message: string }>({
  code: 'verify/provider-verifier',
  severity: 'error',
  summary:
    'The Pact verifier reports an error beside its findings, such as results that a broker does not take.',
  message: (p) => `the Pact verifier says: ${p.message}`,
});

export interface PlayRequest {
  readonly provider: ProviderOptions;
  /** Those from files. */
  readonly pacts: readonly Pact[];
  /** Those that a broker gave. */
  readonly brokered: readonly Pact[];
  readonly broker?: BrokerRequest;
  /** Which interactions count. */
  wanted(interaction: Interaction): boolean;
}

/** Plays contracts against a provider; undefined: nothing could be tried. */
export async function play(
  request: PlayRequest,
  spec: ReadSpec,
  host: Host,
): Promise<Result<readonly Tried[] | undefined>> {
  const complaints: Diagnostic[] = [];
  const apart = apartOf(request.provider, complaints, host);
  try {
    const outcomes = [await playFiles(request, spec, apart, host), await playBroker(request, spec, apart)];
    const diagnostics = [...outcomes.flatMap((outcome) => outcome.diagnostics), ...complaints];
    const tried = outcomes.flatMap(({ value }) => value ?? []);
    return { value: outcomes.some(({ value }) => value === undefined) ? undefined : tried, diagnostics };
  } catch (error) {
    if (!(error instanceof UnusableModule)) throw error;
    const file = host.files.shown(error.file);
    const diagnostic = unusableModule.at(startOf(file), { file, reason: error.message });
    return { value: undefined, diagnostics: [diagnostic] };
  }
}

function apartOf(
  { states, requestFilter, url }: ProviderOptions,
  complaints: Diagnostic[],
  host: Host,
): Apart {
  return {
    modules: {
      ...(states === undefined || isUrl(states) ? {} : { states: host.files.absolute(states) }),
      ...(requestFilter === undefined ? {} : { filter: host.files.absolute(requestFilter) }),
    },
    said: (line) => host.err(line),
    complained: (message) => complaints.push(complaint.at(startOf(url), { message })),
  };
}

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

type Outcome = Result<readonly Tried[] | undefined>;
const nothing: Outcome = { value: [], diagnostics: [] };

/** The verifier reads files of its own: without messages, which are not judged, and with what is wanted alone. */
async function playFiles(request: PlayRequest, spec: ReadSpec, apart: Apart, host: Host): Promise<Outcome> {
  const chosen: {
    readonly pact: Pact;
    readonly interactions: readonly Interaction[];
    readonly text: string;
  }[] = [];
  for (const pact of request.pacts) {
    const interactions = pact.interactions.filter(request.wanted);
    if (interactions.length === 0) continue;
    const read = await host.files.read(pact.file);
    if ('fault' in read) return { value: undefined, diagnostics: [read.fault] };
    const positions = new Set(interactions.map(positionOf));
    chosen.push({
      pact,
      interactions,
      text: onlyInteractions(decode(read.bytes, pact.file, inputProblems('pact')).value ?? '', positions),
    });
  }
  if (chosen.length === 0) return nothing;
  return asFiles(
    chosen.map(({ text }) => text),
    (files) => {
      const contracts = chosen.map(({ pact, interactions }, i) => ({
        pact,
        interactions,
        file: files[i] ?? '',
      }));
      return verifyProvider({ ...commonOf(request, spec), contracts }, playApart(apart));
    },
  );
}

/** `/interactions/3` */
function positionOf({ pointer }: Interaction): number {
  return Number(pointer.split('/')[2]);
}

async function playBroker(request: PlayRequest, spec: ReadSpec, apart: Apart): Promise<Outcome> {
  const { broker, brokered } = request;
  if (!broker || brokered.length === 0) return nothing;
  const contracts: Contract[] = brokered.map((pact) => ({
    pact,
    file: '',
    interactions: pact.interactions.filter(request.wanted),
  }));
  const wanted = contracts.flatMap(({ interactions }) => interactions);
  if (wanted.length === 0) return nothing;
  const all = wanted.length === brokered.flatMap(({ interactions }) => interactions).length;
  const descriptions = all ? {} : { descriptions: wanted.map(({ description }) => description) };
  return verifyProvider(
    { ...commonOf(request, spec), ...broker, contracts },
    playApart({ ...apart, ...descriptions }),
  );
}

function commonOf({ provider }: PlayRequest, { api, sources }: ReadSpec) {
  return {
    baseUrl: provider.url,
    headers: provider.headers,
    ...(provider.timeout === undefined ? {} : { timeout: provider.timeout }),
    ...(provider.states !== undefined && isUrl(provider.states) ? { statesUrl: provider.states } : {}),
    explain: (interaction: Interaction, tokens: readonly (string | number)[]) =>
      explainBody(api, sources, interaction, tokens),
  };
}

/** What was really answered, as exchanges that are judged by what is said of answers. */
export function answersOf(tried: readonly Tried[]): readonly Exchanges[] {
  return tried.flatMap(({ pact, exchange }): Exchanges[] =>
    exchange
      ? [
          {
            file: pact.file,
            source: pact.consumer,
            exchanges: [() => exchange],
            rulesOf: () => responseRules,
            place: pact.place,
          },
        ]
      : [],
  );
}
