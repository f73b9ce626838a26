import { policyNames } from '../../contracts/changes/change.ts';
import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { shellWord } from '../../generator/model/printers/shell.ts';
import type { Command } from '../command.ts';

const noSpec = defineProblem<Record<never, never>>({
  code: 'config/no-spec-to-review',
  severity: 'error',
  summary: 'Nothing says which OpenAPI document to review.',
  message: () => 'no OpenAPI document is named',
  help: 'Give --spec <file>, or "spec" in docpact.config.ts.',
});

const severalApis = defineProblem<Record<never, never>>({
  code: 'config/one-review-an-api',
  severity: 'error',
  summary: 'A review page shows one API.',
  message: () => 'the configuration has several APIs, a review page shows one',
  help: 'Name it: docpact review --spec <file> --docs <path> --pact <file>.',
});

const unknownPolicy = defineProblem<{ policy: string }>({
  code: 'config/unknown-review-policy',
  severity: 'error',
  summary: 'There is no policy of that name to judge changes by.',
  message: (p) => `there is no policy ${p.policy}: ${policyNames.join(', ')}`,
});

export const review: Command = {
  name: 'review',
  summary: "Draw the owners' page: changes, documentation lines, contracts, coverage, findings.",
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI document (default: from the configuration)' },
    { flags: '--pact <file...>', summary: 'pact files or globs (default: from the configuration)' },
    {
      flags: '--docs <path...>',
      summary: 'documentation pages or folders (default: from the configuration)',
    },
    {
      flags: '--base <rev|file>',
      summary:
        'what to compare with: a file, or a Git revision (default: merge base with the default branch)',
    },
    {
      flags: '--policy <name>',
      summary: `whose words decide what breaks: ${policyNames.join(', ')} (default: contract)`,
    },
    { flags: '--out <file>', summary: 'the page to write (default: review.html)' },
  ],
  examples: [
    {
      line: 'docpact review --out review.html',
      does: 'draws what the configuration names, with what changed since the merge base',
    },
    {
      line: 'docpact review --base origin/main --policy graph',
      does: "compares with a revision, and judges as Microsoft Graph's policy does",
    },
    { line: 'docpact review --spec v2.yaml --base v1.yaml', does: 'compares two files' },
    {
      line: 'docpact review --spec openapi.yaml --pact "pacts/*.json"',
      does: 'draws a spec without documentation',
    },
  ],
  async run({ options, config, accepted }, host) {
    const { reviewStep } = await import('../steps/review.ts');
    const { configuredExchanges } = await import('../steps/verify-requests.ts');
    const { apisOf, judgingPolicies } = await import('../config.ts');
    const loaded = options.text('spec') === undefined ? await config() : { config: undefined, faults: [] };
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    const [api, second] = loaded.config ? apisOf(loaded.config) : [];
    if (second && options.text('spec') === undefined)
      return { diagnostics: [severalApis.at(startOf('docpact.config.ts'), {})], refused: true };
    const spec = options.text('spec') ?? api?.spec;
    if (spec === undefined)
      return { diagnostics: [noSpec.at(startOf('docpact.config.ts'), {})], refused: true };
    const wanted = options.text('policy') ?? api?.changes?.policy ?? 'contract';
    const policy = policyNames.find((name) => name === wanted);
    if (!policy)
      return { diagnostics: [unknownPolicy.at(startOf('--policy'), { policy: wanted })], refused: true };
    const given = (name: string, configured: string | readonly string[] | undefined) => {
      const flagged = options.list(name);
      return flagged.length > 0 ? flagged : [configured ?? []].flat();
    };
    const out = options.text('out') ?? 'review.html';
    const words = ['spec', 'pact', 'docs', 'config', 'policy'].flatMap((name) => {
      const values = options.list(name);
      return values.length === 0 ? [] : [`--${name}`, ...values];
    });
    const base = options.text('base') ?? api?.changes?.base;
    const exchanges = api && configuredExchanges(api);
    return reviewStep(
      {
        spec,
        docs: given('docs', api?.docs),
        pacts: given('pact', api?.pacts),
        ...(exchanges ? { exchanges } : {}),
        ...(base === undefined ? {} : { base }),
        policy,
        out,
        policies: api ? judgingPolicies(api) : {},
        accepted,
        command: (since) =>
          ['docpact', 'review', ...words, ...(since === undefined ? [] : ['--base', since]), '--out', out]
            .map(shellWord)
            .join(' '),
      },
      host,
    );
  },
};
