import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Invocation, LoadedConfig, Outcome } from '../command.ts';
import { apisOf, type NamedApi } from '../config.ts';
import type { Host } from '../host/host.ts';

const noSpec = defineProblem<{ api: string }>({
  code: 'generate/no-spec',
  severity: 'error',
  summary: 'Nothing says which OpenAPI document to generate from.',
  message: (p) => `no OpenAPI document is named${p.api === '' ? '' : ` for the API ${p.api}`}`,
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
    for (const api of apisOf(loaded.config ?? {})) {
      const outcome = await generateApi(api, invocation, host);
      outcomes.push(outcome);
      // What one API refused must not leave the others half renewed.
      if (outcome.refused === true) break;
    }
    return joined(outcomes);
  },
};

/** Documentation first, where the configuration has it and no other spec is named: the code then says what it says. */
async function generateApi(api: NamedApi, { options }: Invocation, host: Host): Promise<Outcome> {
  const named = options.text('spec');
  const spec = named ?? api.spec;
  if (spec === undefined) {
    return { diagnostics: [noSpec.at(startOf('docpact.config.ts'), { api: api.name })], refused: true };
  }
  const check = options.flag('check');
  const pages = named === undefined ? [api.docs ?? []].flat() : [];
  const imported = pages.length === 0 ? none : await importPages(api, pages, spec, check, host);
  if (imported.refused === true) return imported;
  const { out = 'src/generated', ...config } = api.generate ?? {};
  const emit = options.list('emit').flatMap((names) => names.split(',').filter((name) => name !== ''));
  const { generateStep } = await import('../steps/generate.ts');
  const generated = await generateStep(
    {
      spec,
      out: (options.text('out') ?? out).replace(/(?<=.)\/+$/, ''),
      config: { ...config, ...(emit.length > 0 ? { emit } : {}) },
      check,
      ...(named === undefined ? { repair: 'docpact generate' } : {}),
    },
    host,
  );
  return joined(pages.length === 0 ? [generated] : [imported, generated]);
}

const none: Outcome = { diagnostics: [] };

async function importPages(
  api: NamedApi,
  pages: readonly string[],
  out: string,
  check: boolean,
  host: Host,
): Promise<Outcome> {
  const { importStep } = await import('../steps/import.ts');
  const nullable = api.policies?.nullable;
  const { overlay } = api;
  const settings = {
    ...(overlay === undefined ? {} : { overlay }),
    ...(nullable === undefined ? {} : { nullable }),
  };
  return importStep({ pages, out, check, ...settings }, host);
}

function joined(outcomes: readonly Outcome[]): Outcome {
  const [only] = outcomes;
  if (only && outcomes.length === 1) return only;
  const text = outcomes.flatMap((outcome) => outcome.text ?? []).join('');
  return {
    diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics),
    refused: outcomes.some((outcome) => outcome.refused === true),
    ...(text === '' ? {} : { text }),
    data: { steps: outcomes.flatMap((outcome) => outcome.data ?? []) },
  };
}
