import { type RunningServer, type Served, startServer } from '../../contracts/mock/server.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';

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

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Starts a server, or says why it cannot listen there. */
export async function listen(
  served: Served,
  { host, port }: Address,
): Promise<{ readonly server: RunningServer } | { readonly fault: Diagnostic }> {
  try {
    return { server: await startServer(served, { host, port }) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') return { fault: portInUse.at(startOf('--port'), { port }) };
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: cannotListen.at(startOf('--host'), { host, port, reason }) };
  }
}
