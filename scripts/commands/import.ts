import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Invocation, Outcome } from '../command.ts';
import { apisOf } from '../config.ts';
import type { Host } from '../host/host.ts';

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
    const { importStep } = await import('../steps/import.ts');
    const { joined } = await import('../steps/joined.ts');
    const check = options.flag('check');
    if (args.length > 0) {
      const overlay = options.text('overlay');
      const out = options.text('out');
      const request = { pages: args, check, ...defined({ overlay, out, nullable }) };
      return importStep(request, host);
    }
    const loaded = await invocation.config();
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    const outcomes: Outcome[] = [];
    for (const api of apisOf(loaded.config ?? {})) {
      const pages = [api.docs ?? []].flat();
      if (pages.length === 0) continue;
      const overlay = options.text('overlay') ?? api.overlay;
      const out = options.text('out') ?? api.spec;
      const request = {
        pages,
        check,
        ...defined({ overlay, out, nullable: nullable ?? api.policies?.nullable }),
      };
      outcomes.push(await importStep(request, host));
    }
    if (outcomes.length === 0)
      return { diagnostics: [noPages.at(startOf('docpact.config.ts'), {})], refused: true };
    return joined(outcomes);
  },
};

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value, for options that must not be `undefined`. */
function defined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // `fromEntries` forgets which value belongs to which key; nothing but the undefined ones was taken out.
  return Object.fromEntries(entries) as Defined<T>;
}
