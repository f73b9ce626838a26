import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, LoadedConfig } from '../command.ts';
import { apisOf } from '../config.ts';

const noSpec = defineProblem<{ why: string }>({
  code: 'mock/no-spec',
  severity: 'error',
  summary: 'Nothing says which OpenAPI document to serve.',
  message: (p) => p.why,
  help: 'Give --spec <file>, or set "spec" in docpact.config.ts.',
});
const badPort = defineProblem<{ text: string }>({
  code: 'mock/port-invalid',
  severity: 'error',
  summary: 'The port is no number from 0 to 65535.',
  message: (p) => `${p.text} is no port`,
  help: 'Give a number from 0 (any free port) to 65535.',
});

/** The port that mock servers of this field listen on by habit. */
const usualPort = '4010';

export const mock: Command = {
  name: 'mock',
  summary: 'Serve the spec: a stateful mock that validates requests and remembers.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI document (default: from the configuration)' },
    { flags: '--port <number>', summary: `the port; 0 takes any free one (default: ${usualPort})` },
    { flags: '--host <address>', summary: 'the address to listen on (default: 127.0.0.1)' },
    { flags: '--seed <file>', summary: 'what is there at the start: { "/collection": [ … ] }' },
    { flags: '--self-check', summary: 'answer 500 rather than break the spec' },
  ],
  examples: [
    { line: 'docpact mock', does: 'serves the spec that the configuration names' },
    { line: 'docpact mock --spec openapi.yaml --port 0', does: 'needs no configuration; any free port' },
    { line: 'docpact mock --seed seed.json', does: 'starts with the rows of seed.json' },
  ],
  async run({ options, config }, host) {
    const text = options.text('port') ?? usualPort;
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(port <= 65_535)) return { diagnostics: [badPort.at(startOf('--port'), { text })], refused: true };
    const named = options.text('spec');
    const loaded: LoadedConfig = named === undefined ? await config() : { config: undefined, faults: [] };
    if (loaded.faults.length > 0) return { diagnostics: loaded.faults, refused: true };
    const specs = apisOf(loaded.config ?? {}).flatMap((api) => api.spec ?? []);
    const spec = named ?? (specs.length === 1 ? specs[0] : undefined);
    if (spec === undefined) {
      const why = specs.length > 1 ? `the configuration names ${specs.length} specs` : 'no spec is given';
      return { diagnostics: [noSpec.at(startOf('docpact.config.ts'), { why })], refused: true };
    }
    const { mockStep } = await import('../steps/mock.ts');
    const address = options.text('host') ?? '127.0.0.1';
    return mockStep(
      { spec, seed: options.text('seed'), host: address, port, selfCheck: options.flag('self-check') },
      host,
    );
  },
};
