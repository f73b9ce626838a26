import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command } from '../command.ts';

const noConfig = defineProblem<Record<never, never>>({
  code: 'config/not-found',
  severity: 'error',
  summary: 'There is no configuration file.',
  message: () => 'there is no docpact.config.ts, .mjs, .js or .json here or above',
  help: 'Write one (docs/configuration.md), or name it with --config.',
});

export const check: Command = {
  name: 'check',
  summary: 'What CI runs: every step of the configuration, nothing written, one exit code.',
  options: [],
  examples: [
    { line: 'docpact check', does: 'fails on drift, contradictions and impossible contracts' },
    {
      line: 'docpact check --fail-on warning --report sarif=docpact.sarif',
      does: 'is stricter, and reports',
    },
  ],
  async run({ config, accepts }, host) {
    const loaded = await config();
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    if (!loaded.config)
      return { diagnostics: [noConfig.at(startOf('docpact.config.ts'), {})], refused: true };
    const { checkStep } = await import('../steps/check.ts');
    return checkStep(loaded.config, host, accepts);
  },
};
