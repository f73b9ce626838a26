import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command } from '../command.ts';

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
    const least = leastOf(invocation.options.text('min-coverage'));
    if (Number.isNaN(least))
      return { diagnostics: [notPercent.at(startOf('--min-coverage'), {})], refused: true };
    const covered = invocation.options.flag('coverage') || least !== undefined;
    const given = {
      spec,
      pacts,
      strict,
      ...(exchanges ? { exchanges } : {}),
      ...(only === undefined ? {} : { only }),
      ...(covered ? { coverage: { least } } : {}),
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

/** NaN for what is no percentage. */
function leastOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const least = written.trim() === '' ? Number.NaN : Number(written);
  return least >= 0 && least <= 100 ? least : Number.NaN;
}
