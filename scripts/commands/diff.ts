import { policyNames } from '../../contracts/changes/change.ts';
import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command } from '../command.ts';

const unknownPolicy = defineProblem<{ policy: string }>({
  code: 'config/unknown-policy',
  severity: 'error',
  summary: 'There is no policy of that name.',
  message: (p) => `there is no policy ${p.policy}: ${policyNames.join(', ')}`,
});

export const diff: Command = {
  name: 'diff',
  summary: 'What changed between two OpenAPI documents, and what breaks.',
  arguments: '<base> <head>',
  options: [
    { flags: '--pact <file...>', summary: 'pact files or globs: which of them a change touches' },
    {
      flags: '--policy <name>',
      summary: `whose words decide: ${policyNames.join(', ')} (default: contract)`,
    },
  ],
  examples: [
    {
      line: 'docpact diff v1.yaml v2.yaml --pact "pacts/*.json"',
      does: 'says of each change which contracts stand on what it touches, and whether they still hold',
    },
    { line: 'docpact diff v1/openapi.yaml v2/openapi.yaml', does: 'compares two files' },
    {
      line: 'docpact diff git:origin/main:openapi.yaml openapi.yaml',
      does: 'compares with what a revision has; nothing is checked out or fetched',
    },
    {
      line: 'docpact diff base.json head.json --policy graph --fail-on warning',
      does: "judges as Microsoft Graph's policy does, and fails on what could not be decided too",
    },
  ],
  async run({ args, options }, host) {
    const [base = '', head = ''] = args;
    const wanted = options.text('policy') ?? 'contract';
    const policy = policyNames.find((name) => name === wanted);
    if (!policy)
      return { diagnostics: [unknownPolicy.at(startOf('--policy'), { policy: wanted })], refused: true };
    const { diffStep } = await import('../steps/diff.ts');
    return diffStep({ base, head, policy, pacts: options.list('pact') }, host);
  },
};
