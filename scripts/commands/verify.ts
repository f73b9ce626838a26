import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Options } from '../command.ts';
import { defined } from '../defined.ts';
import type { ProviderFlags } from '../steps/provider-options.ts';

const notPercent = defineProblem<object>({
  code: 'config/not-percent',
  severity: 'error',
  summary: 'A part of a whole is no number from 0 to 100.',
  message: () => '--min-coverage must be a number from 0 to 100',
});

export const verify: Command = {
  name: 'verify',
  summary: 'Judge pacts, recordings and documented examples against the spec.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI document (default: from the configuration)' },
    { flags: '--pact <file...>', summary: 'pact files or globs (default: from the configuration)' },
    {
      flags: '--exchanges <file...>',
      summary: 'recordings (HAR) and WireMock mappings: does the spec allow each?',
    },
    { flags: '--host <host...>', summary: 'hosts whose exchanges count, beside those of the servers' },
    { flags: '--examples', summary: "judge the spec's own examples of bodies" },
    { flags: '--coverage', summary: 'what of the spec contracts pin and exchanges meet' },
    { flags: '--min-coverage <percent>', summary: 'fail where less of the spec is met' },
    { flags: '--only <text>', summary: 'judge interactions whose description or operation holds this text' },
    { flags: '--strict', summary: 'fail on everything but guaranteed' },
    {
      flags: '--provider [url]',
      summary: 'play the pacts against a running provider, and judge its answers',
    },
    { flags: '--states <url|module>', summary: 'brings the provider into the states of the pacts' },
    { flags: '--request-filter <module>', summary: 'changes requests before they reach the provider' },
    { flags: '--header <line...>', summary: 'sent with every request: "Authorization: Bearer …"' },
    { flags: '--broker [url]', summary: 'a Pact Broker or PactFlow that has the pacts' },
    { flags: '--provider-name <name>', summary: "the provider's name there" },
    { flags: '--provider-version <version>', summary: "the provider's version, for results" },
    { flags: '--provider-branch <branch>', summary: "the provider's branch" },
    { flags: '--provider-tag <tag...>', summary: "tags of the provider's version" },
    { flags: '--consumer-branch <branch...>', summary: 'branches of consumers whose pacts count' },
    { flags: '--consumer-tag <tag...>', summary: 'tags of consumer versions whose pacts count' },
    { flags: '--publish', summary: 'tell the broker how the provider did' },
  ],
  examples: [
    { line: 'docpact verify', does: 'judges the pacts that the configuration names' },
    { line: 'docpact verify --spec openapi.yaml --pact "pacts/*.json"', does: 'needs no configuration' },
    {
      line: 'docpact verify --spec openapi.yaml --exchanges session.har --host localhost:3000',
      does: 'judges what was asked and answered',
    },
    {
      line: 'docpact verify --spec openapi.yaml --examples',
      does: 'finds examples that break their own spec',
    },
    {
      line: 'docpact verify --provider http://localhost:8080 --states ./provider-states.mjs',
      does: 'plays the pacts against a running provider too, and judges what it really answers',
    },
    { line: 'docpact verify --strict', does: 'fails unless every interaction is guaranteed' },
  ],
  async run(invocation, host) {
    const { options } = invocation;
    const { verifyAll } = await import('../steps/verify.ts');
    const { verifyRequests } = await import('../steps/verify-requests.ts');
    const least = leastOf(options.text('min-coverage'));
    if (Number.isNaN(least))
      return { diagnostics: [notPercent.at(startOf('--min-coverage'), {})], refused: true };
    const given = givenBy(options, least);
    const { spec, pacts, exchanges, only, playing } = given;
    // With both given no configuration is needed, and one that happens to lie above must not be in the way.
    const named = pacts.length > 0 || exchanges !== undefined || typeof playing?.broker === 'string';
    const alone = spec !== undefined && named && options.text('config') === undefined;
    const loaded = alone ? { config: undefined, faults: [] } : await invocation.config();
    const { requests, faults } = verifyRequests(loaded, given, host.env);
    if (faults.length > 0) return { diagnostics: faults, refused: true };
    const outcome = await verifyAll(requests, host);
    return named || spec !== undefined || only !== undefined
      ? outcome
      : { ...outcome, whole: { areas: ['pact', 'verify'] } };
  },
};

function givenBy(options: Options, least: number | undefined) {
  const files = options.list('exchanges');
  const documented = options.flag('examples');
  const only = options.text('only');
  const covered = options.flag('coverage') || least !== undefined;
  const playing = playingBy(options);
  return {
    spec: options.text('spec'),
    pacts: options.list('pact'),
    strict: options.flag('strict'),
    ...(files.length > 0 || documented
      ? { exchanges: { files, hosts: options.list('host'), documented } }
      : {}),
    ...(only === undefined ? {} : { only }),
    ...(covered ? { coverage: { least } } : {}),
    ...(playing ? { playing } : {}),
  };
}

/** Undefined: neither a provider nor a broker is asked. */
function playingBy(options: Options): ProviderFlags | undefined {
  const [provider, broker] = [options.given('provider'), options.given('broker')];
  if (provider === undefined && broker === undefined) return undefined;
  const texts = {
    provider,
    broker,
    states: options.text('states'),
    requestFilter: options.text('request-filter'),
    name: options.text('provider-name'),
    version: options.text('provider-version'),
    branch: options.text('provider-branch'),
  };
  return {
    ...defined(texts),
    headers: options.list('header'),
    tags: options.list('provider-tag'),
    consumerBranches: options.list('consumer-branch'),
    consumerTags: options.list('consumer-tag'),
    publish: options.flag('publish'),
  };
}

/** NaN for what is no percentage. */
function leastOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const least = written.trim() === '' ? Number.NaN : Number(written);
  return least >= 0 && least <= 100 ? least : Number.NaN;
}
