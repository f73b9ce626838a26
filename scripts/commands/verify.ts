import type { Command } from '../command.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'Judge pacts, recordings and documented examples against the spec.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI document (default: from the configuration)' },
    { flags: '--pact <file...>', summary: 'pact files or globs (default: from the configuration)' },
    { flags: '--exchanges <file...>', summary: 'recordings (HAR): is each exchange what the spec allows?' },
    { flags: '--host <host...>', summary: 'hosts whose exchanges count, beside those of the servers' },
    { flags: '--examples', summary: "judge the spec's own examples of bodies" },
    { flags: '--only <text>', summary: 'judge interactions whose description or operation holds this text' },
    { flags: '--strict', summary: 'fail on everything but guaranteed' },
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
    { line: 'docpact verify --strict', does: 'fails unless every interaction is guaranteed' },
  ],
  async run(invocation, host) {
    const { verifyAll } = await import('../steps/verify.ts');
    const spec = invocation.options.text('spec');
    const pacts = invocation.options.list('pact');
    const strict = invocation.options.flag('strict');
    const files = invocation.options.list('exchanges');
    const documented = invocation.options.flag('examples');
    const hosts = invocation.options.list('host');
    const exchanges = files.length > 0 || documented ? { files, hosts, documented } : undefined;
    const only = invocation.options.text('only');
    const given = {
      spec,
      pacts,
      strict,
      ...(exchanges ? { exchanges } : {}),
      ...(only === undefined ? {} : { only }),
    };
    // With both given no configuration is needed, and one that happens to lie above must not be in the way.
    const named = pacts.length > 0 || exchanges !== undefined;
    if (spec !== undefined && named && invocation.options.text('config') === undefined)
      return verifyAll([{ ...given, spec }], host);
    const { verifyRequests } = await import('../steps/verify-requests.ts');
    const { requests, faults } = verifyRequests(await invocation.config(), given);
    if (faults.length > 0) return { diagnostics: faults, refused: true };
    const outcome = await verifyAll(requests, host);
    return named || spec !== undefined || only !== undefined
      ? outcome
      : { ...outcome, whole: { areas: ['pact', 'verify'] } };
  },
};
