import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Invocation, Outcome } from '../command.ts';
import { apisOf } from '../config.ts';
import { defined } from '../defined.ts';
import type { Host } from '../host/host.ts';
import type { ImportRequest } from '../steps/import.ts';

const noPages = defineProblem<Record<never, never>>({
  code: 'docs/no-pages-named',
  severity: 'error',
  summary: 'Nothing says which documentation pages to import.',
  message: () => 'no documentation pages are named',
  help: 'Give pages or folders, or "docs" in docpact.config.ts.',
});
const badNullable = defineProblem<{ value: string }>({
  code: 'config/nullable',
  severity: 'error',
  summary: 'The policy for null is none that docpact knows.',
  message: (p) => `--nullable ${p.value} is not known`,
  help: 'Give documented or odata.',
});

const policies = ['documented', 'odata'] as const;

/** `import` is a reserved word, hence the longer name. */
export const importDocs: Command = {
  name: 'import',
  summary: 'Make an OpenAPI 3.1 document and its source map from documentation pages.',
  arguments: '[pages...]',
  options: [
    { flags: '--overlay <file>', summary: "the owners' corrections (OpenAPI Overlay 1.0)" },
    {
      flags: '--out <file>',
      summary:
        'the spec, .yaml or .json; its source map goes beside it (default: stdout, or the spec of the configuration where no pages are named)',
    },
    { flags: '--nullable <policy>', summary: 'when a property may be null: documented (default) or odata' },
    { flags: '--check', summary: 'write nothing; exit 1 if the spec is not what the pages say' },
    { flags: '--watch', summary: 'go on: whenever a page or the overlay changes, import again' },
  ],
  examples: [
    { line: 'docpact import', does: 'imports the documentation of docpact.config.ts' },
    {
      line: 'docpact import spec/docs --out openapi.yaml',
      does: 'writes openapi.yaml and openapi.sources.json',
    },
    {
      line: 'docpact import spec/docs/api/enterprisecertificate-update.md',
      does: 'shows the spec of one page',
    },
  ],
  async run(invocation: Invocation, host: Host): Promise<Outcome> {
    const { args, options } = invocation;
    const policy = options.text('nullable');
    const nullable = policies.find((known) => known === policy);
    if (policy !== undefined && nullable === undefined) {
      return { diagnostics: [badNullable.at(startOf('docpact'), { value: policy })], refused: true };
    }
    const requests = await requestsOf(invocation, nullable);
    if ('refusal' in requests) return requests.refusal;
    const { importStep, KnownImport } = await import('../steps/import.ts');
    const { joined } = await import('../steps/joined.ts');
    const watch = options.flag('watch');
    const all = requests.map((request) => (watch ? { ...request, known: new KnownImport() } : request));
    const run = async () => {
      const outcomes: Outcome[] = [];
      for (const request of all) outcomes.push(await importStep(request, host));
      const [only] = outcomes;
      return only && args.length > 0 ? only : joined(outcomes);
    };
    const named = args.length > 0 || options.text('overlay') !== undefined || nullable !== undefined;
    if (!watch) return named ? run() : { ...(await run()), whole: { areas: ['docs'] } };
    const { watchStep } = await import('../steps/watch.ts');
    const paths = all.flatMap(({ pages, overlay }) => [
      ...pages,
      ...(overlay === undefined ? [] : [overlay]),
    ]);
    return watchStep([...new Set(paths)], options.flag('check'), run, host);
  },
};

/** What to import: the pages that are named, or those of each API of the configuration. */
async function requestsOf(
  { args, options, config }: Invocation,
  nullable: (typeof policies)[number] | undefined,
): Promise<ImportRequest[] | { readonly refusal: Outcome }> {
  const check = options.flag('check');
  const overlay = options.text('overlay');
  const out = options.text('out');
  if (args.length > 0) return [{ pages: args, check, ...defined({ overlay, out, nullable }) }];
  const loaded = await config();
  if (loaded.faults.length > 0) return { refusal: { diagnostics: loaded.faults, refused: true } };
  const requests = apisOf(loaded.config ?? {}).flatMap((api): ImportRequest[] => {
    const pages = [api.docs ?? []].flat();
    if (pages.length === 0) return [];
    const own = {
      overlay: overlay ?? api.overlay,
      out: out ?? api.spec,
      nullable: nullable ?? api.policies?.nullable,
    };
    return [{ pages, check, ...defined(own) }];
  });
  const none = noPages.at(startOf('docpact.config.ts'), {});
  return requests.length > 0 ? requests : { refusal: { diagnostics: [none], refused: true } };
}
