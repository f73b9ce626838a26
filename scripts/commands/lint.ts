import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command } from '../command.ts';

const noPages = defineProblem<Record<never, never>>({
  code: 'config/no-docs',
  severity: 'error',
  summary: 'Nothing says which documentation pages to read.',
  message: () => 'no documentation pages are named',
  help: 'Give pages or folders: docpact lint docs/; or set "docs" in docpact.config.ts.',
});

export const lint: Command = {
  name: 'lint',
  summary: 'Find what is wrong with documentation pages.',
  arguments: '[pages...]',
  options: [
    { flags: '--only <code...>', summary: 'look for these findings only' },
    { flags: '--except <code...>', summary: 'look for all findings but these' },
  ],
  examples: [
    { line: 'docpact lint spec/docs', does: 'looks at all pages below a folder' },
    { line: 'docpact lint spec/docs --fail-on warning', does: 'fails on warnings too' },
    { line: 'docpact lint page.md --report sarif=lint.sarif', does: 'writes the findings for code scanning' },
    {
      line: 'docpact lint docs --report patch=lint.patch',
      does: 'writes the suggested wording for git apply',
    },
    { line: 'docpact lint docs --only lint/content-length', does: 'looks for one kind of finding' },
  ],
  async run(invocation, host) {
    const { lintStep } = await import('../steps/lint.ts');
    const { docsOf } = await import('../config.ts');
    const only = invocation.options.list('only');
    const except = invocation.options.list('except');
    const { accepts, args } = invocation;
    if (args.length > 0) return lintStep({ pages: args, only, except, accepts }, host);
    const { config, faults } = await invocation.config();
    if (faults.length > 0) return { diagnostics: faults, refused: true };
    const pages = config ? docsOf(config) : [];
    if (pages.length === 0)
      return { diagnostics: [noPages.at(startOf('docpact.config.ts'), {})], refused: true };
    const outcome = await lintStep({ pages, only, except, accepts }, host);
    return only.length + except.length > 0 ? outcome : { ...outcome, whole: { areas: ['lint'] } };
  },
};
