import { type Core, createCore } from '../../contracts/mock/core.ts';
import type { MockOptions } from '../../contracts/mock/index.ts';
import { servableFaults, shadowedPaths } from '../../contracts/mock/servable.ts';
import type { Diagnostic } from '../../generator/model/diagnostic.ts';
import { stringMember } from '../../generator/model/json.ts';
import { placeText } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Api } from '../../generator/openapi/api.ts';
import type { Outcome } from '../command.ts';
import { keepYoungGenerationSmall } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { KeptFile } from '../host/kept-file.ts';
import { readSpec } from '../host/read-spec.ts';
import { type Address, listen } from './listen.ts';
import { type MockFiles, readMockInputs } from './mock-inputs.ts';

export interface MockRequest extends Address, MockFiles {
  readonly spec: string;
  readonly options: MockOptions;
}

/** How many operations are listed when the mock starts. */
const shown = 20;

/** Serves the spec until the user stops it. */
export async function mockStep(request: MockRequest, host: Host): Promise<Outcome> {
  const spec = await readSpec(host, request.spec);
  if (!spec.value) return { diagnostics: spec.diagnostics, refused: true };
  const { api } = spec.value;
  const unservable = servableFaults(api);
  if (unservable.length > 0) return { diagnostics: [...unservable, ...shadowedPaths(api)], refused: true };
  const inputs = await readMockInputs(request, api, host);
  if (!inputs.value) return { diagnostics: inputs.diagnostics, refused: true };
  keepYoungGenerationSmall();
  const mock = createCore(api, { ...request.options, ...inputs.value.options });
  if (inputs.value.state) mock.restore(inputs.value.state);
  // Asked before anything is served: whoever stops us right away is to find the file written.
  const stopped = host.stopped();
  const kept = request.persist === undefined ? undefined : keptState(mock, request.persist, host);
  const unkept = kept?.start(({ at, message }) => host.err(terminalText(`${placeText(at)} ${message}`)));
  if (unkept) return { diagnostics: [unkept], refused: true };
  const started = await listen(mock, request);
  if ('fault' in started) {
    kept?.stop();
    return { diagnostics: [started.fault], refused: true };
  }
  greet(mock, started.server.url, request.spec, host);
  await stopped;
  await started.server.close();
  const lost = kept?.stop();
  const diagnostics: Diagnostic[] = [...spec.diagnostics, ...shadowedPaths(api)];
  return lost ? { diagnostics: [...diagnostics, lost], refused: true } : { diagnostics };
}

function keptState(mock: Core, path: string, host: Host): KeptFile {
  return new KeptFile(host.files, path, {
    revision: () => mock.revision(),
    content: () => `${JSON.stringify(mock.snapshot(), null, 1)}\n`,
  });
}

function greet(mock: Core, url: string, spec: string, host: Host): void {
  const ready = mock.ready(shown + 1);
  const lines = ready.slice(0, shown).map(({ method, path }) => `  ${method.padEnd(6)}  ${url}${path}`);
  if (ready.length > shown) lines.push('  … and more');
  host.out(`listening on ${url}\n${lines.map(terminalText).join('\n')}\n`);
  host.err(`${titleOf(mock.api, spec)}, from ${terminalText(mock.api.file)}. Ctrl+C stops.`);
}

export function titleOf(api: Api, spec: string): string {
  return terminalText(stringMember(api.info, 'title') ?? spec);
}
