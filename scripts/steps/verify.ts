import { coverageOf } from '../../contracts/coverage.ts';
import { documentedExamples } from '../../contracts/exchanges/documented-examples.ts';
import type { Exchanges } from '../../contracts/exchanges/exchange.ts';
import { secretNames } from '../../contracts/exchanges/secrets.ts';
import { fragileRules } from '../../contracts/pact/fragile.ts';
import { type Pact, readPact } from '../../contracts/pact/read.ts';
import type { Policies } from '../../contracts/rules/policies.ts';
import { type Judgement, verifyExchanges, verifyPacts } from '../../contracts/verify.ts';
import {
  compareText,
  type Diagnostic,
  defineProblem,
  type Result,
} from '../../generator/model/diagnostic.ts';
import { nearest } from '../../generator/model/nearest.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Outcome } from '../command.ts';
import { collectGarbageSooner, optimiseLess } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { type ReadSpec, readSpec } from '../host/read-spec.ts';
import { type CoverageRequest, coverageJson, coverageText, shortfall } from './coverage.ts';
import { joined } from './joined.ts';
import type { ProviderSettings } from './provider-options.ts';
import { judgedJson, judgedText, type Played } from './verify-text.ts';

export interface VerifyRequest {
  /** Which of several APIs, as the configuration names it. */
  readonly api?: string;
  readonly spec: string;
  /** The spec, where a step before has read or made it. */
  readonly read?: ReadSpec;
  /** Paths or globs. */
  readonly pacts: readonly string[];
  readonly exchanges?: ExchangeRequest;
  /** Who the contracts are played against, and the broker that has more of them. */
  readonly playing?: ProviderSettings;
  /** Only interactions whose description or operation holds this text, in any case of letters. */
  readonly only?: string;
  readonly coverage?: CoverageRequest;
  /** Everything but `guaranteed` fails. */
  readonly strict: boolean;
  readonly policies?: Partial<Policies>;
}

/** What else than pacts is judged: what really was asked and answered. */
export interface ExchangeRequest {
  /** Recordings: paths or globs. */
  readonly files: readonly string[];
  /** Hosts whose exchanges count, beside those of the spec's servers. */
  readonly hosts: readonly string[];
  /** Whether the spec's own examples are judged too. */
  readonly documented: boolean;
}

const noFiles = defineProblem<{ pattern: string }>({
  code: 'pact/no-files',
  severity: 'error',
  summary: 'No file fits the pattern.',
  message: (p) => `no pact file fits ${p.pattern}`,
  help: 'Look at the pattern, or run the tests that write the pacts first.',
});

const nothingLike = defineProblem<{ only: string; meant: string | undefined }>({
  code: 'verify/only-nothing',
  severity: 'error',
  summary: 'No interaction has a description or an operation with the text that was asked for.',
  message: (p) =>
    `no interaction is like ${JSON.stringify(p.only)}${p.meant === undefined ? '' : `; ${JSON.stringify(p.meant)} is`}`,
  help: 'The text is looked for in descriptions and in names of operations, in any case of letters.',
});

/** In bytes. Below, time counts for more than memory. */
const largeSpec = 4 * 1024 * 1024;

/** What is made for one interaction is seldom needed for the next. */
function prepareHeap(bytes: number): void {
  if (bytes > largeSpec) collectGarbageSooner(25);
  optimiseLess(bytes);
}

/** Several APIs, one after the other. What is asked for alone must be in one of them. */
export async function verifyAll(requests: readonly VerifyRequest[], host: Host): Promise<Outcome> {
  const judged: Judged[] = [];
  for (const request of requests) judged.push(headed(await judge(request, host), request));
  const outcome = joined(judged.map((one) => one.outcome));
  const [first] = requests;
  if (outcome.refused || first?.only === undefined || judged.some(({ count }) => count > 0)) return outcome;
  const meant = nearest(
    first.only,
    judged.flatMap(({ names }) => names),
  );
  const nothing = nothingLike.at(startOf(first.spec), { only: first.only, meant });
  return { diagnostics: [...outcome.diagnostics, nothing], refused: true };
}

/** Which API it is about, where there are several. */
function headed(judged: Judged, { api }: VerifyRequest): Judged {
  const { text } = judged.outcome;
  if (api === undefined || text === undefined) return judged;
  return { ...judged, outcome: { ...judged.outcome, text: `${terminalText(api)}:\n\n${text}` } };
}

/** Pacts against the spec. Refused when the spec or any pact cannot be read: half a judgement is none. */
export async function verifyStep(request: VerifyRequest, host: Host): Promise<Outcome> {
  return (await judge(request, host)).outcome;
}

interface Judged {
  readonly outcome: Outcome;
  /** How many interactions were judged. */
  readonly count: number;
  /** What there is to ask for alone. */
  readonly names: readonly string[];
}

const refused = (diagnostics: readonly Diagnostic[], secrets: readonly string[]): Judged => ({
  outcome: { diagnostics, refused: true, secrets },
  count: 0,
  names: [],
});

async function judge(request: VerifyRequest, host: Host): Promise<Judged> {
  const spec = await specOf(request, host);
  const read = await readPacts(request.pacts, host);
  const brokered = await brokeredPacts(request, host);
  const faults = [...spec.diagnostics, ...read.diagnostics, ...brokered.diagnostics];
  const secrets = spec.value ? [...secretNames(spec.value.api)] : [];
  if (!spec.value || !read.pacts || !brokered.value) return refused(faults, secrets);
  const pacts = [...read.pacts, ...brokered.value];
  const fragile = pacts.flatMap(({ ruled, place }) => fragileRules(ruled, place));
  const { api, sources } = spec.value;
  const recorded = await recordedExchanges(request.exchanges, api, host);
  if (!recorded.value) return refused([...faults, ...recorded.diagnostics], secrets);
  const judged = [
    verifyPacts(api, sources, pacts, request.policies),
    verifyExchanges(api, sources, recorded.value, request.policies),
  ];
  const all = judged.flatMap(({ value }) => value);
  const judgements = all.filter((one) => isLike(one, request.only));
  const played = await playedBy(request, spec.value, read.pacts, brokered.value, judgements, host);
  if (played && !played.value) return refused([...faults, ...played.diagnostics], secrets);
  const found = judgements.flatMap(({ diagnostics }) => diagnostics);
  const coverage = request.coverage && coverageOf(api, [...judgements, ...(played?.value?.answers ?? [])]);
  const short = coverage && request.coverage ? shortfall(coverage, request.coverage, request.spec) : [];
  const asked = { pacts: pacts.length > 0, exchanges: request.exchanges !== undefined };
  const shown = { judgements, asked, ...(played?.value ? { played: played.value } : {}) };
  const outcome: Outcome = {
    diagnostics: [
      ...faults,
      ...recorded.diagnostics,
      ...fragile,
      ...(request.strict ? found.map(raised) : found),
      ...(played?.diagnostics ?? []),
      ...short,
    ],
    secrets,
    text: [judgedText(shown), ...(coverage ? [coverageText(coverage)] : [])].join('\n\n'),
    // Only a report for machines asks, and places of thousands take their time.
    data: {
      get judgements() {
        return judgedJson(shown);
      },
      ...(coverage ? { coverage: coverageJson(coverage) } : {}),
    },
  };
  return { outcome, count: judgements.length, names: judgements.length === 0 ? namesOf(all) : [] };
}

async function specOf({ read, spec }: VerifyRequest, host: Host): Promise<Result<ReadSpec | undefined>> {
  if (!read) return readSpec(host, spec, undefined, prepareHeap);
  prepareHeap(read.bytes.length);
  return { value: read, diagnostics: [] };
}

/** Operations, descriptions and their words: what somebody may have meant. */
function namesOf(judgements: readonly Judgement[]): readonly string[] {
  const names = judgements.flatMap(({ description, operation }) => [
    ...(operation === undefined ? [] : [operation]),
    description,
    ...description.split(/\s+/),
  ]);
  return [...new Set(names)].filter((name) => name.length > 2).sort(compareText);
}

async function brokeredPacts(
  { playing }: VerifyRequest,
  host: Host,
): Promise<Result<readonly Pact[] | undefined>> {
  if (!playing?.broker) return { value: [], diagnostics: [] };
  const { brokerPacts } = await import('../host/broker.ts');
  host.progress?.('asking the Pact Broker');
  const read = await brokerPacts(playing.broker.broker, playing.broker.provider);
  host.progress?.('');
  return read;
}

/** What the provider makes of the contracts, and whether the spec allows what it answers; undefined: nobody is asked. */
async function playedBy(
  { playing, policies }: VerifyRequest,
  spec: ReadSpec,
  pacts: readonly Pact[],
  brokered: readonly Pact[],
  judgements: readonly Judgement[],
  host: Host,
): Promise<Result<Played | undefined> | undefined> {
  if (!playing?.provider) return undefined;
  const { answersOf, play } = await import('./play.ts');
  const { provider, broker } = playing;
  const wanted = new Set(judgements.map(({ interaction }) => interaction));
  host.progress?.(`playing ${wanted.size} interactions against ${provider.url}`);
  const { value: tried, diagnostics } = await play(
    { provider, pacts, brokered, wanted: (one) => wanted.has(one), ...(broker ? { broker } : {}) },
    spec,
    host,
  );
  host.progress?.('');
  if (!tried) return { value: undefined, diagnostics };
  const answers = verifyExchanges(spec.api, spec.sources, answersOf(tried), policies);
  return {
    value: { url: provider.url, tried, answers: answers.value },
    diagnostics: [...diagnostics, ...answers.diagnostics],
  };
}

function isLike({ description, operation }: Judgement, only: string | undefined): boolean {
  const wanted = only?.toLowerCase();
  return (
    wanted === undefined || [description, operation ?? ''].some((text) => text.toLowerCase().includes(wanted))
  );
}

/** What really was asked and answered; nothing where nothing is asked for. */
export async function recordedExchanges(
  request: ExchangeRequest | undefined,
  api: Api,
  host: Host,
): Promise<Result<readonly Exchanges[] | undefined>> {
  if (!request) return { value: [], diagnostics: [] };
  const { readExchanges } = await import('../host/read-exchanges.ts');
  const hosts = request.files.length > 0 ? hostsOf(api, request.hosts) : undefined;
  const read = await readExchanges(request.files, hosts, host);
  if (!read.recorded) return { value: undefined, diagnostics: read.diagnostics };
  const documented = request.documented ? documentedExamples(api) : [];
  return { value: [...read.recorded, ...documented], diagnostics: read.diagnostics };
}

/** Hosts of the spec's servers and those that are given; undefined (all) where the spec names none. */
function hostsOf(api: Api, given: readonly string[]): ReadonlySet<string> | undefined {
  const servers = [api.servers, ...api.operations.map((operation) => operation.servers)].flat();
  const named = servers.flatMap(({ url }) =>
    /^https?:/i.test(url) && URL.canParse(url) ? [new URL(url).host] : [],
  );
  return named.length === 0 && given.length === 0 ? undefined : new Set([...named, ...given]);
}

/** Under `--strict` doubt is as bad as contradiction. Notes about pending interactions stay notes. */
function raised(diagnostic: Diagnostic): Diagnostic {
  const doubt = /-(possible|undecided)$/.test(diagnostic.code) && !diagnostic.message.startsWith('pending: ');
  return doubt ? { ...diagnostic, severity: 'error' } : diagnostic;
}

export async function readPacts(
  patterns: readonly string[],
  host: Host,
): Promise<{ readonly pacts: readonly Pact[] | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const pacts: Pact[] = [];
  const diagnostics: Diagnostic[] = [];
  let refused = false;
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await host.files.glob(pattern);
    for (const file of found) files.add(file);
    if (found.length > 0) continue;
    refused = true;
    diagnostics.push(noFiles.at(startOf(pattern), { pattern }));
  }
  for (const file of files) {
    const bytes = await host.files.read(file);
    const pact =
      'fault' in bytes ? { value: undefined, diagnostics: [bytes.fault] } : readPact(bytes.bytes, file);
    diagnostics.push(...pact.diagnostics);
    if (pact.value) pacts.push(pact.value);
    else refused = true;
  }
  return { pacts: refused ? undefined : pacts, diagnostics };
}
