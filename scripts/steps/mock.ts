import { createMock } from '../../contracts/mock/index.ts';
import type { Seed } from '../../contracts/mock/options.ts';
import { readSeed } from '../../contracts/mock/read-seed.ts';
import { type RunningServer, startServer } from '../../contracts/mock/server.ts';
import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { stringMember } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';
import { readSpec } from '../host/read-spec.ts';

export interface MockRequest {
  readonly spec: string;
  readonly seed: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly selfCheck: boolean;
}

const portInUse = defineProblem<{ port: number }>({
  code: 'mock/port-in-use',
  severity: 'error',
  summary: 'Another program listens on the port that the mock was to use.',
  message: (p) => `port ${p.port} is in use`,
  help: 'Give another one with --port, or --port 0 for any that is free.',
});
const cannotListen = defineProblem<{ host: string; port: number; reason: string }>({
  code: 'mock/cannot-listen',
  severity: 'error',
  summary: 'The mock cannot listen on the host and port that were given.',
  message: (p) => `the mock cannot listen on ${p.host} port ${p.port}: ${p.reason}`,
});

/** How many operations are listed when the mock starts. */
const shown = 20;

/** Serves the spec until the user stops it. */
export async function mockStep(request: MockRequest, host: Host): Promise<Outcome> {
  const spec = await readSpec(host, request.spec);
  if (!spec.value) return { diagnostics: spec.diagnostics, refused: true };
  const { api } = spec.value;
  const seed = await seedOf(request.seed, api, host);
  if (seed.diagnostics.length > 0) return { diagnostics: seed.diagnostics, refused: true };
  const mock = createMock(api, { ...(seed.value ? { seed: seed.value } : {}), selfCheck: request.selfCheck });
  const started = await start(mock, request);
  if ('fault' in started) return { diagnostics: [started.fault], refused: true };
  const { server } = started;
  const ready = mock.ready(shown + 1);
  const lines = ready
    .slice(0, shown)
    .map(({ method, path }) => `  ${method.padEnd(6)}  ${server.url}${path}`);
  if (ready.length > shown) lines.push('  … and more');
  // Asked for before anybody is told that there is something to stop.
  const stopped = host.stopped();
  host.out(`listening on ${server.url}\n${terminalLines(lines)}\n`);
  host.err(
    `${terminalText(stringMember(api.info, 'title') ?? request.spec)}, from ${terminalText(api.file)}. Ctrl+C stops.`,
  );
  await stopped;
  await server.close();
  return { diagnostics: spec.diagnostics };
}

function terminalLines(lines: readonly string[]): string {
  return lines.map(terminalText).join('\n');
}

async function seedOf(file: string | undefined, api: Api, host: Host): Promise<Result<Seed | undefined>> {
  if (file === undefined) return { value: undefined, diagnostics: [] };
  const read = await host.files.read(file);
  if ('fault' in read) return { value: undefined, diagnostics: [read.fault] };
  return readSeed(read.bytes, host.files.shown(file), api);
}

async function start(
  mock: Parameters<typeof startServer>[0],
  { host, port }: MockRequest,
): Promise<{ readonly server: RunningServer } | { readonly fault: Diagnostic }> {
  try {
    return { server: await startServer(mock, { host, port }) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') return { fault: portInUse.at(startOf('--port'), { port }) };
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: cannotListen.at(startOf('--host'), { host, port, reason }) };
  }
}
