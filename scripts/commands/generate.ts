import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { shellWord } from '../../generator/model/printers/shell.ts';
import type { Command, Invocation, Options, Outcome } from '../command.ts';
import { apisOf, defaultOut, type LoadedConfig, type NamedApi } from '../config.ts';
import type { Host } from '../host/host.ts';
import type { GenerateRequest, KnownCode } from '../steps/generate.ts';
import type { KnownImport } from '../steps/import.ts';

const noSpec = defineProblem<{ api: string }>({
  code: 'generate/no-spec',
  severity: 'error',
  summary: 'Nothing says which OpenAPI document to generate from.',
  message: (p) => `no OpenAPI document is named${p.api === '' ? '' : ` for the API ${p.api}`}`,
  help: 'Give --spec <file>, or "spec" in docpact.config.ts.',
});

const oneForAll = defineProblem<{ apis: string }>({
  code: 'generate/one-spec-for-all',
  severity: 'error',
  summary: 'One document was named, and the configuration has several APIs.',
  message: (p) => `--spec names one document, but the configuration has several APIs: ${p.apis}`,
  help: 'Say with --out where its code goes, or leave --spec out.',
});

export const generate: Command = {
  name: 'generate',
  summary: 'Make typed code from the spec: types, request builders and a client.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI 3.0 or 3.1 document (default: the configuration)' },
    { flags: '--out <folder>', summary: 'the folder for generated code (default: src/generated)' },
    { flags: '--emit <names...>', summary: 'what to make (default: types,builders,client)' },
    {
      flags: '--include <patterns...>',
      summary:
        'code for these operations alone, with all they need: tag:repos, /users/**, "GET /users/*", an operationId, "!…" to leave out',
    },
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
    {
      line: "docpact generate --include tag:repos '/users/**' '!DELETE /**'",
      does: 'makes code for a part of a large document',
    },
    { line: 'docpact generate --check', does: 'what CI runs: says whether the committed code is up to date' },
    { line: 'docpact generate --watch', does: 'keeps the code up to date while you work on the spec' },
  ],
  async run(invocation: Invocation, host: Host): Promise<Outcome> {
    const { options } = invocation;
    const flagged = ['spec', 'out'].every((flag) => options.text(flag) !== undefined);
    const loaded: LoadedConfig =
      flagged && options.text('config') === undefined
        ? { config: undefined, faults: [] }
        : await invocation.config();
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    const apis = apisOf(loaded.config ?? {});
    const faults = await misuse(apis, options, host);
    if (faults.length > 0) return { diagnostics: faults, refused: true };
    const watch = options.flag('watch');
    const remembered = await Promise.all(apis.map((api) => remember(api, watch)));
    const { joined } = await import('../steps/joined.ts');
    const run = async () => {
      const outcomes: Outcome[] = [];
      for (const api of remembered) {
        const outcome = await generateApi(api, options, host);
        outcomes.push(outcome);
        // What one API refused must not leave the others half renewed.
        if (outcome.refused === true) break;
      }
      return joined(outcomes);
    };
    if (!watch) return isWhole(options) ? { ...(await run()), whole: { areas: ['generate'] } } : run();
    const { watchStep } = await import('../steps/watch.ts');
    const paths = new Set(apis.flatMap((api) => inputsOf(api, options)));
    return watchStep([...paths], options.flag('check'), run, host);
  },
};

/** Drift is looked for by a check alone; what flags name is a part or something else. */
function isWhole(options: Options): boolean {
  const named = ['spec', 'out'].some((flag) => options.text(flag) !== undefined);
  return options.flag('check') && !named && emitted(options).length + options.list('include').length === 0;
}

/** An API, and what was read and made of it before. */
interface RememberedApi {
  readonly api: NamedApi;
  readonly code: KnownCode;
  /** Only for a watch: whoever imports once is quicker without. */
  readonly pages: KnownImport | undefined;
}

async function remember(api: NamedApi, watch: boolean): Promise<RememberedApi> {
  const { KnownCode } = await import('../steps/generate.ts');
  if (!watch) return { api, code: new KnownCode(), pages: undefined };
  const { KnownImport } = await import('../steps/import.ts');
  return { api, code: new KnownCode(true), pages: new KnownImport() };
}

/** What cannot be meant, told before anything is read. */
async function misuse(apis: readonly NamedApi[], options: Options, host: Host): Promise<Diagnostic[]> {
  if (apis.length < 2) return [];
  const names = apis.map(({ name }) => name).join(', ');
  if (options.text('spec') !== undefined)
    return [oneForAll.at(startOf('docpact.config.ts'), { apis: names })];
  const { overlaps } = await import('../steps/output-folders.ts');
  return overlaps(
    apis.map((api) => ({ api: api.name, out: outOf(api, options) })),
    host,
  );
}

function outOf({ generate: settings }: NamedApi, options: Options): string {
  return (options.text('out') ?? settings?.out ?? defaultOut).replace(/\/+$/, '') || '.';
}

/** What an API is made of: its pages and their overlay, or the spec. */
function inputsOf({ docs, overlay, spec }: NamedApi, options: Options): string[] {
  const written = options.text('spec');
  const pages = written === undefined ? [docs ?? []].flat() : [];
  if (pages.length > 0) return overlay === undefined ? pages : [...pages, overlay];
  return [written ?? spec ?? []].flat();
}

/** One API: its documentation first, if it has one and no other spec is asked for, then its code. */
async function generateApi(
  { api, code, pages: knownPages }: RememberedApi,
  options: Options,
  host: Host,
): Promise<Outcome> {
  const written = options.text('spec');
  const spec = written ?? api.spec;
  if (spec === undefined) {
    return { diagnostics: [noSpec.at(startOf('docpact.config.ts'), { api: api.name })], refused: true };
  }
  const { generateRefusal, generateStep } = await import('../steps/generate.ts');
  const request: GenerateRequest = {
    spec,
    out: outOf(api, options),
    config: settingsOf(api, options),
    check: options.flag('check'),
    repair: repairOf(options),
    known: code,
  };
  const pages = written === undefined ? [api.docs ?? []].flat() : [];
  if (pages.length === 0) return generateStep(request, host);
  const { importRequest, importSpec } = await import('../steps/import.ts');
  const { joined } = await import('../steps/joined.ts');
  const imported = await importSpec(
    {
      ...importRequest(api, spec, request.check),
      ...(knownPages ? { known: knownPages } : {}),
      // A spec is not renewed for code that cannot be.
      refusedBy: (read) => generateRefusal({ ...request, read }, host),
    },
    host,
  );
  if (!imported.spec) return imported.outcome;
  return joined([imported.outcome, await generateStep({ ...request, read: imported.spec }, host)]);
}

/** The configuration's settings; what is said on the command line prevails. */
function settingsOf(api: NamedApi, options: Options): GenerateRequest['config'] {
  const { out: _out, ...config } = api.generate ?? {};
  const emit = emitted(options);
  const include = options.list('include');
  return { ...config, ...(emit.length > 0 ? { emit } : {}), ...(include.length > 0 ? { include } : {}) };
}

function emitted(options: Options): string[] {
  const names = options.list('emit').flatMap((list) => list.split(','));
  return names.filter((name) => name !== '');
}

/** The same command, writing: what the findings of a check ask for. */
function repairOf(options: Options): string {
  const single = ['config', 'spec', 'out'].flatMap((flag) => {
    const value = options.text(flag);
    return value === undefined ? [] : [`--${flag}`, value];
  });
  const emit = emitted(options);
  const include = options.list('include');
  return [
    'docpact',
    'generate',
    ...single,
    ...(emit.length > 0 ? ['--emit', emit.join(',')] : []),
    ...(include.length > 0 ? ['--include', ...include] : []),
  ]
    .map(shellWord)
    .join(' ');
}
