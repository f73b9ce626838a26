import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command } from '../command.ts';
import type { ApiConfig, Config } from '../config.ts';

const noConfig = defineProblem<Record<never, never>>({
  code: 'config/not-found',
  severity: 'error',
  summary: 'There is no configuration file.',
  message: () => 'there is no docpact.config.ts, .mjs, .js or .json here or above',
  help: 'Write one (https://github.com/docpact/docpact/blob/main/docs/configuration.md), or name it with --config.',
});

export const check: Command = {
  name: 'check',
  summary: 'What CI runs: every step of the configuration, nothing written, one exit code.',
  options: [
    {
      flags: '--base <rev|file>',
      summary: 'compare the specs with what they were (default: from the configuration)',
    },
  ],
  examples: [
    { line: 'docpact check', does: 'fails on drift, contradictions and impossible contracts' },
    {
      line: 'docpact check --base origin/main',
      does: 'fails on breaking changes since a revision too',
    },
    {
      line: 'docpact check --fail-on warning --report sarif=docpact.sarif',
      does: 'is stricter, and reports',
    },
  ],
  async run({ config, accepts, options }, host) {
    const loaded = await config();
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    if (!loaded.config)
      return { diagnostics: [noConfig.at(startOf('docpact.config.ts'), {})], refused: true };
    const { checkStep } = await import('../steps/check.ts');
    const base = options.text('base');
    const given = base === undefined ? loaded.config : withBase(loaded.config, base);
    return checkStep(given, host, accepts, loaded.file);
  },
};

/** Each API is compared with what the call names, under its own policy. */
function withBase(config: Config, base: string): Config {
  const apis = Object.entries(config.apis ?? {}).map(([name, api]): [string, ApiConfig] => [
    name,
    api.changes ? { ...api, changes: { ...api.changes, base } } : api,
  ]);
  const shared = { ...config, changes: { ...config.changes, base } };
  return config.apis ? { ...shared, apis: Object.fromEntries(apis) } : shared;
}
