import type { MockOptions } from '../../contracts/mock/index.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Command, Invocation, Options } from '../command.ts';
import { apisOf, type LoadedConfig } from '../config.ts';

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
const badFlag = defineProblem<{ flag: string; text: string; wanted: string }>({
  code: 'mock/flag-invalid',
  severity: 'error',
  summary: 'A flag of the mock has a value that it cannot have.',
  message: (p) => `${p.flag} must be ${p.wanted}, not ${p.text}`,
});
const notTogether = defineProblem<{ flag: string; with: string }>({
  code: 'mock/flags-exclude',
  severity: 'error',
  summary: 'Flags of the mock and of the proxy are given together.',
  message: (p) => `${p.flag} and ${p.with} exclude each other`,
  help: 'With --upstream the answers are those of another server: nothing of the mock has a say in them.',
});

/** The port that mock servers of this field listen on by habit. */
const usualPort = '4010';

/** What counts for the mock alone, and for the proxy alone. */
const mockFlags = [
  'seed',
  'persist',
  'faults',
  'latency',
  'rate-limit',
  'clock',
  'read-only',
  'odata',
  'page-size',
  'control',
  'self-check',
];
const proxyFlags = ['record', 'record-seed'];

export const mock: Command = {
  name: 'mock',
  summary: 'Serve the spec: a stateful mock that validates requests and remembers.',
  options: [
    { flags: '--spec <file>', summary: 'the OpenAPI document (default: from the configuration)' },
    { flags: '--port <number>', summary: `the port; 0 takes any free one (default: ${usualPort})` },
    { flags: '--host <address>', summary: 'the address to listen on (default: 127.0.0.1)' },
    { flags: '--seed <file>', summary: 'what is there at the start: { "/collection": [ … ] }' },
    { flags: '--persist <file>', summary: 'keep the state in a file, and go on from it' },
    { flags: '--faults <file>', summary: 'what goes wrong: [ { "match": …, "answer": … } ]' },
    { flags: '--latency <ms>', summary: 'milliseconds before every answer' },
    { flags: '--rate-limit <n/s>', summary: '429 beyond so many requests in so many seconds: 100/60' },
    { flags: '--clock <start>', summary: 'when the time of the mock begins, or real (default: 2026-01-01)' },
    { flags: '--read-only <policy>', summary: 'read-only properties in requests: refuse or ignore' },
    { flags: '--odata <options>', summary: 'OData options that are taken: declared, or all' },
    { flags: '--page-size <rows>', summary: 'rows of a page, where a list of OData can go on' },
    { flags: '--control', summary: 'state, seed, faults and requests under /_docpact/' },
    { flags: '--self-check', summary: 'answer 500 rather than break the spec' },
    { flags: '--upstream <url>', summary: 'no mock: forward to this server and judge both directions' },
    { flags: '--record <file>', summary: 'with --upstream: what went by, as HAR' },
    { flags: '--record-seed <file>', summary: 'with --upstream: the entities that went by, as a seed' },
  ],
  examples: [
    { line: 'docpact mock', does: 'serves the spec that the configuration names' },
    { line: 'docpact mock --spec openapi.yaml --port 0', does: 'needs no configuration; any free port' },
    { line: 'docpact mock --seed seed.json', does: 'starts with the rows of seed.json' },
    { line: 'docpact mock --persist state.json', does: 'goes on where it was stopped' },
    {
      line: 'docpact mock --upstream https://api.example.com --record session.har',
      does: 'judges what a client and a real service say to each other, and keeps it',
    },
  ],
  async run(invocation, host) {
    const { options } = invocation;
    const fault = flagFault(options);
    if (fault) return { diagnostics: [fault], refused: true };
    const found = await specOf(invocation);
    if ('faults' in found) return { diagnostics: found.faults, refused: true };
    const { spec } = found;
    const address = {
      host: options.text('host') ?? '127.0.0.1',
      port: Number(options.text('port') ?? usualPort),
    };
    const upstream = options.text('upstream');
    if (upstream !== undefined) {
      const { proxyStep } = await import('../steps/proxy.ts');
      const recorded = { har: options.text('record'), seed: options.text('record-seed') };
      return proxyStep({ ...address, spec, upstream: new URL(upstream), ...recorded }, host);
    }
    const files = {
      seed: options.text('seed'),
      persist: options.text('persist'),
      faults: options.text('faults'),
    };
    const { mockStep } = await import('../steps/mock.ts');
    return mockStep({ ...address, ...files, spec, options: mockOptions(options) }, host);
  },
};

async function specOf({
  options,
  config,
}: Invocation): Promise<{ readonly spec: string } | { readonly faults: readonly Diagnostic[] }> {
  const named = options.text('spec');
  const loaded: LoadedConfig = named === undefined ? await config() : { config: undefined, faults: [] };
  if (loaded.faults.length > 0) return { faults: loaded.faults };
  const specs = apisOf(loaded.config ?? {}).flatMap((api) => api.spec ?? []);
  const spec = named ?? (specs.length === 1 ? specs[0] : undefined);
  if (spec !== undefined) return { spec };
  const why = specs.length > 1 ? `the configuration names ${specs.length} specs` : 'no spec is given';
  return { faults: [noSpec.at(startOf('docpact.config.ts'), { why })] };
}

/** What each flag's value must look like. */
const forms: readonly (readonly [flag: string, test: (text: string) => boolean, wanted: string])[] = [
  ['latency', (text) => /^\d{1,8}$/.test(text), 'a number of milliseconds'],
  ['rate-limit', (text) => /^[1-9]\d{0,8}\/[1-9]\d{0,8}$/.test(text), 'requests and seconds: 100/60'],
  ['clock', (text) => text === 'real' || isDate(text), 'a date (2026-01-01T08:00:00Z) or real'],
  ['read-only', (text) => text === 'refuse' || text === 'ignore', 'refuse or ignore'],
  ['odata', (text) => text === 'declared' || text === 'all', 'declared or all'],
  ['page-size', (text) => /^[1-9]\d{0,8}$/.test(text), 'a number of rows'],
  ['upstream', isAddress, 'the address of a server: https://api.example.com'],
];

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text) && !/[?#]/.test(text);
}

function flagFault(options: Options): Diagnostic | undefined {
  const text = options.text('port') ?? usualPort;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) return badPort.at(startOf('--port'), { text });
  for (const [name, test, wanted] of forms) {
    const value = options.text(name);
    if (value === undefined || test(value)) continue;
    return badFlag.at(startOf(`--${name}`), { flag: `--${name}`, text: value, wanted });
  }
  const given = (name: string) => options.text(name) !== undefined || options.flag(name);
  const forwards = given('upstream');
  const stray = (forwards ? mockFlags : proxyFlags).find(given);
  if (stray === undefined) return undefined;
  const params = { flag: `--${stray}`, with: forwards ? '--upstream' : 'a mock (no --upstream)' };
  return notTogether.at(startOf(`--${stray}`), params);
}

function mockOptions(options: Options): MockOptions {
  const latency = options.text('latency');
  const [requests, seconds] = options.text('rate-limit')?.split('/') ?? [];
  const clock = options.text('clock');
  const readOnly = options.text('read-only');
  const odata = options.text('odata');
  const pageSize = options.text('page-size');
  return {
    selfCheck: options.flag('self-check'),
    control: options.flag('control'),
    ...(latency === undefined ? {} : { latency: Number(latency) }),
    ...(seconds === undefined ? {} : { rateLimit: { requests: Number(requests), seconds: Number(seconds) } }),
    ...(clock === undefined ? {} : { clock: clock === 'real' ? clock : { start: clock, step: 1000 } }),
    ...(odata === undefined ? {} : { odata: odata === 'all' ? 'all' : 'declared' }),
    ...(pageSize === undefined ? {} : { pageSize: Number(pageSize) }),
    ...(readOnly === undefined ? {} : { readOnly: readOnly === 'ignore' ? 'ignore' : 'refuse' }),
  };
}
