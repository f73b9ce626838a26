import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Invocation, LoadedConfig, Outcome } from '../command.ts';
import { apisOf, type NamedApi } from '../config.ts';
import type { Host } from '../host/host.ts';
import type { KnownImport } from '../steps/import.ts';

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
    { flags: '--emit <names...>', summary: 'what to make (default: types,builders,client)' },
    { flags: '--check', summary: 'write nothing; exit 1 if the code is not what the spec makes' },
    {
      flags: '--watch',
      summary: 'go on: whenever a page, the overlay or the spec changes, make what changes by it',
    },
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
    const { joined } = await import('../steps/joined.ts');
    const apis = apisOf(loaded.config ?? {});
    const known = new Map<string, KnownImport>();
    const run = async () => {
      const outcomes: Outcome[] = [];
      for (const api of apis) {
        const outcome = await generateApi(api, invocation, known, host);
        outcomes.push(outcome);
        // What one API refused must not leave the others half renewed.
        if (outcome.refused === true) break;
      }
      return joined(outcomes);
    };
    if (!invocation.options.flag('watch')) return run();
    const { KnownImport } = await import('../steps/import.ts');
    for (const { name } of apis) known.set(name, new KnownImport());
    const { watchStep } = await import('../steps/watch.ts');
    const paths = new Set(apis.flatMap((api) => inputsOf(api, invocation)));
    return watchStep([...paths], invocation.options.flag('check'), run, host);
  },
};

/** What an API is made of: its pages and their overlay, or the spec. */
function inputsOf({ docs, overlay, spec }: NamedApi, { options }: Invocation): string[] {
  const written = options.text('spec');
  const pages = written === undefined ? [docs ?? []].flat() : [];
  if (pages.length > 0) return overlay === undefined ? pages : [...pages, overlay];
  return [written ?? spec ?? []].flat();
}

/** One API: its documentation first, if it has one and no other spec is asked for, then its code. */
async function generateApi(
  api: NamedApi,
  { options }: Invocation,
  knownImports: ReadonlyMap<string, KnownImport>,
  host: Host,
): Promise<Outcome> {
  const written = options.text('spec');
  const spec = written ?? api.spec;
  if (spec === undefined) {
    return { diagnostics: [noSpec.at(startOf('docpact.config.ts'), { api: api.name })], refused: true };
  }
  const { out: configured = 'src/generated', ...config } = api.generate ?? {};
  const check = options.flag('check');
  const emit = options
    .list('emit')
    .flatMap((names) => names.split(','))
    .filter((one) => one !== '');
  const { generateRefusal, generateStep } = await import('../steps/generate.ts');
  const request = {
    spec,
    out: (options.text('out') ?? configured).replace(/\/+$/, ''),
    config: { ...config, ...(emit.length > 0 ? { emit } : {}) },
    check,
    ...(written === undefined ? { repair: 'docpact generate' } : {}),
  };
  const pages = written === undefined ? [api.docs ?? []].flat() : [];
  if (pages.length === 0) return generateStep(request, host);
  const { importRequest, importSpec } = await import('../steps/import.ts');
  const { joined } = await import('../steps/joined.ts');
  const known = knownImports.get(api.name);
  const imported = await importSpec(
    {
      ...importRequest(api, spec, check),
      ...(known ? { known } : {}),
      // A spec is not renewed for code that cannot be.
      refusedBy: (read) => generateRefusal({ ...request, read }, host),
    },
    host,
  );
  if (!imported.spec) return imported.outcome;
  return joined([imported.outcome, await generateStep({ ...request, read: imported.spec }, host)]);
}
