import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Invocation, LoadedConfig, Outcome } from '../command.ts';
import type { ApiConfig } from '../config.ts';
import type { Host } from '../host/host.ts';

const noSpec = defineProblem<{ api: string | undefined }>({
  code: 'generate/no-spec',
  severity: 'error',
  summary: 'Nothing says which OpenAPI document to generate from.',
  message: (p) => `no OpenAPI document is named${p.api === undefined ? '' : ` for the API ${p.api}`}`,
  help: 'Give --spec <file>, or "spec" in docpact.config.ts.',
});

export const generate: Command = {
  name: 'generate',
  summary: 'Make typed code from the spec: types, request builders and a client.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI 3.0 or 3.1 document (default: the configuration)' },
    { flags: '--out <folder>', summary: 'the folder for generated code (default: src/generated)' },
    { flags: '--emit <names...>', summary: 'what to make: types,builders,client (default: all)' },
    { flags: '--check', summary: 'write nothing; exit 1 if the code is not what the spec makes' },
  ],
  examples: [
    {
      line: 'docpact generate',
      does: 'imports the documentation of docpact.config.ts, then writes its code',
    },
    {
      line: 'docpact generate --spec openapi.yaml --out src/generated',
      does: 'needs no configuration file',
    },
    { line: 'docpact generate --check', does: 'what CI runs: says whether the committed code is up to date' },
  ],
  async run(invocation: Invocation, host: Host): Promise<Outcome> {
    const flagged =
      invocation.options.text('spec') !== undefined && invocation.options.text('out') !== undefined;
    const loaded: LoadedConfig = flagged ? { config: undefined, faults: [] } : await invocation.config();
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    const outcomes: Outcome[] = [];
    for (const [name, api] of apisOf(loaded)) {
      const outcome = await generateApi(name, api, invocation, host);
      outcomes.push(outcome);
      // What one API refused must not leave the others half renewed.
      if (outcome.refused === true) break;
    }
    return joined(outcomes);
  },
};

/** The APIs of a configuration, each with the settings that it takes from the top level. */
function apisOf({ config }: LoadedConfig): [string | undefined, ApiConfig][] {
  const { apis, ...shared } = config ?? {};
  if (!apis) return [[undefined, shared]];
  return Object.entries(apis).map(([name, api]) => [name, { ...shared, ...api }]);
}

async function generateApi(
  name: string | undefined,
  api: ApiConfig,
  { options }: Invocation,
  host: Host,
): Promise<Outcome> {
  const written = options.text('spec');
  const spec = written ?? api.spec;
  if (spec === undefined) {
    return { diagnostics: [noSpec.at(startOf('docpact.config.ts'), { api: name })], refused: true };
  }
  const { out: configured = 'src/generated', ...config } = api.generate ?? {};
  const check = options.flag('check');
  const emit = options
    .list('emit')
    .flatMap((names) => names.split(','))
    .filter((one) => one !== '');
  const { generateStep } = await import('../steps/generate.ts');
  return generateStep(
    {
      spec,
      out: (options.text('out') ?? configured).replace(/\/+$/, ''),
      config: { ...config, ...(emit.length > 0 ? { emit } : {}) },
      check,
      ...(written === undefined ? { repair: 'docpact generate' } : {}),
    },
    host,
  );
}

function joined(outcomes: readonly Outcome[]): Outcome {
  const [only] = outcomes;
  if (only && outcomes.length === 1) return only;
  const text = outcomes.flatMap((outcome) => outcome.text ?? []).join('');
  return {
    diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics),
    refused: outcomes.some((outcome) => outcome.refused === true),
    ...(text === '' ? {} : { text }),
    data: { apis: outcomes.flatMap((outcome) => outcome.data ?? []) },
  };
}
