import { type Exchanged, findingsOf } from '../../contracts/proxy/exchanged.ts';
import { HarLog } from '../../contracts/proxy/har-log.ts';
import { createProxy } from '../../contracts/proxy/proxy.ts';
import { SeedLog } from '../../contracts/proxy/seed-log.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { placeText, startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';
import { KeptFile } from '../host/kept-file.ts';
import { readSpec } from '../host/read-spec.ts';
import { packageVersion } from '../host/version.ts';
import { type Address, listen } from './listen.ts';

export interface ProxyRequest extends Address {
  readonly spec: string;
  readonly upstream: URL;
  /** Where what goes by is kept. */
  readonly har: string | undefined;
  readonly seed: string | undefined;
}

const unanswered = defineProblem<{ request: string; reason: string }>({
  code: 'verify/upstream-failed',
  severity: 'warning',
  summary: 'The server behind the proxy gave no answer.',
  message: (p) => `${p.request}: ${p.reason}`,
});
const cutShort = defineProblem<{ file: string; count: number; why: string }>({
  code: 'verify/recording-incomplete',
  severity: 'info',
  summary: 'Not all that went through the proxy is in the recording.',
  message: (p) => `${p.count} left out of ${p.file}: ${p.why}`,
});

/** As many findings are told, each once. */
const mostFindings = 1000;

/** Forwards to another server, judges both directions by the rules of verify, and tells what breaks the spec when it does. */
export async function proxyStep(request: ProxyRequest, host: Host): Promise<Outcome> {
  const spec = await readSpec(host, request.spec);
  if (!spec.value) return { diagnostics: spec.diagnostics, refused: true };
  const { api, sources } = spec.value;
  const findings = new Findings(host);
  const har = request.har === undefined ? undefined : new HarLog(packageVersion(), api);
  const seed = request.seed === undefined ? undefined : new SeedLog(api);
  let exchanges = 0;
  const proxy = createProxy({
    upstream: request.upstream,
    now: () => new Date(),
    failed: (asked, reason) => findings.add([unanswered.at(startOf(asked), { request: asked, reason })]),
    seen(exchanged: Exchanged) {
      exchanges++;
      har?.add(exchanged);
      seed?.add(exchanged);
      findings.add(findingsOf(api, sources, exchanged));
    },
  });
  const stopped = host.stopped();
  const files = [
    ...(har && request.har !== undefined ? [kept(host, request.har, har, () => exchanges)] : []),
    ...(seed && request.seed !== undefined ? [kept(host, request.seed, seed, () => exchanges)] : []),
  ];
  const unkept = files.flatMap((file) => file.start(({ message }) => host.err(terminalText(message))) ?? []);
  if (unkept.length > 0) {
    for (const file of files) file.stop();
    return { diagnostics: unkept, refused: true };
  }
  const started = await listen(proxy, request);
  if ('fault' in started) {
    for (const file of files) file.stop();
    return { diagnostics: [started.fault], refused: true };
  }
  host.out(`listening on ${started.server.url}\n`);
  host.err(`Forwards to ${terminalText(request.upstream.href)} and judges by ${terminalText(api.file)}.`);
  await stopped;
  await started.server.close();
  await proxy.close();
  const lost = files.flatMap((file) => file.stop() ?? []);
  const notes = [
    ...(har && har.leftOut > 0 ? [incomplete(request.har, har.leftOut, 'the recording is too large')] : []),
    ...(seed && seed.leftOut > 0
      ? [incomplete(request.seed, seed.leftOut, 'the spec does not allow them as they were')]
      : []),
  ];
  const diagnostics = [...spec.diagnostics, ...findings.told, ...notes, ...lost];
  const text = `${exchanges} exchange${exchanges === 1 ? '' : 's'}, ${findings.told.length} finding${findings.told.length === 1 ? '' : 's'}`;
  return lost.length > 0 ? { diagnostics, refused: true, text } : { diagnostics, text };
}

function incomplete(file: string | undefined, count: number, why: string): Diagnostic {
  return cutShort.at(startOf(file ?? ''), { file: file ?? '', count, why });
}

function kept(host: Host, path: string, log: { text(): string }, revision: () => number): KeptFile {
  return new KeptFile(host.files, path, { revision, content: () => log.text() });
}

/** What was found so far; each finding is shown when it is new. */
class Findings {
  readonly #host: Host;
  readonly #known = new Map<string, Diagnostic>();

  constructor(host: Host) {
    this.#host = host;
  }

  get told(): readonly Diagnostic[] {
    return [...this.#known.values()];
  }

  add(found: readonly Diagnostic[]): void {
    for (const one of found) {
      if (this.#known.has(one.fingerprint) || this.#known.size >= mostFindings) continue;
      this.#known.set(one.fingerprint, one);
      const { severity, code, at, message, related } = one;
      const where = at.pointer === undefined ? at.file : `${at.file} at ${at.pointer}`;
      const lines = related.map((place) => `  ${place.message}: ${placeText(place.at)}`);
      this.#host.err([`${severity} ${code} ${where}: ${message}`, ...lines].map(terminalText).join('\n'));
    }
  }
}
