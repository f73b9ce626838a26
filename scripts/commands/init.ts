import type { Command } from '../command.ts';

export const init: Command = {
  name: 'init',
  summary: 'Set a repository up: a configuration and npm scripts.',
  arguments: '[source]',
  options: [
    { flags: '--spec <file>', summary: 'where the spec of documentation pages goes (default: openapi.yaml)' },
    { flags: '--out <folder>', summary: 'where generated code goes (default: src/generated)' },
    { flags: '--yes', summary: 'ask nothing: begin with the first thing that is found' },
    { flags: '--check', summary: 'write nothing; fail where something would be written' },
  ],
  examples: [
    { line: 'docpact init', does: 'begins with the pages or the OpenAPI file that are here' },
    { line: 'docpact init docs/api', does: 'begins with documentation pages' },
    { line: 'docpact init openapi.yaml --out src/api', does: 'begins with an OpenAPI file' },
    { line: 'docpact init @acme/api-spec', does: 'begins with the spec of an installed package' },
  ],
  async run({ args, options }, host) {
    const { initStep } = await import('../steps/init.ts');
    const request = {
      source: args[0],
      spec: options.text('spec') ?? 'openapi.yaml',
      out: options.text('out'),
      yes: options.flag('yes'),
      check: options.flag('check'),
    };
    return initStep(request, host);
  },
};
