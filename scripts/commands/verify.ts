import type { Command } from '../command.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'Judge pacts against the spec: guaranteed, possible, impossible or undecided.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI document (default: from the configuration)' },
    { flags: '--pact <file...>', summary: 'pact files or globs (default: from the configuration)' },
    { flags: '--strict', summary: 'fail on everything but guaranteed' },
  ],
  examples: [
    { line: 'docpact verify', does: 'judges the pacts that the configuration names' },
    { line: 'docpact verify --spec openapi.yaml --pact "pacts/*.json"', does: 'needs no configuration' },
    { line: 'docpact verify --strict', does: 'fails unless every interaction is guaranteed' },
  ],
  async run(invocation, host) {
    const { verifyStep } = await import('../steps/verify.ts');
    const spec = invocation.options.text('spec');
    const pacts = invocation.options.list('pact');
    const strict = invocation.options.flag('strict');
    // With both given no configuration is needed, and one that happens to lie above must not be in the way.
    const alone = spec !== undefined && pacts.length > 0 && invocation.options.text('config') === undefined;
    if (alone) return verifyStep({ spec, pacts, strict }, host);
    const { verifyRequests } = await import('../steps/verify-requests.ts');
    const { requests, faults } = verifyRequests(await invocation.config(), { spec, pacts, strict });
    if (faults.length > 0) return { diagnostics: faults, refused: true };
    const { joined } = await import('../steps/joined.ts');
    const outcomes = [];
    for (const request of requests) outcomes.push(await verifyStep(request, host));
    const outcome = joined(outcomes);
    const named = spec !== undefined || pacts.length > 0;
    return named ? outcome : { ...outcome, whole: { areas: ['pact', 'verify'] } };
  },
};
