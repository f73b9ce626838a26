import { isUtf8 } from 'node:buffer';
import { atLeast, type Severity, sortDiagnostics } from '../generator/model/diagnostic.ts';
import { nearest } from '../generator/model/nearest.ts';
import { once } from '../generator/model/once.ts';
import { registry } from '../generator/model/registry.ts';
import { Utf8Lines, withoutMark } from '../generator/model/utf8-lines.ts';
import type { Outcome } from './command.ts';
import type { PlannedFile } from './host/files.ts';
import type { Host } from './host/host.ts';
import { stderr } from './host/output.ts';
import { packageVersion } from './host/version.ts';
import { maskedSlice } from './masked-line.ts';
import { countBySeverity, type Report, type Reporter, standing } from './report.ts';
import * as reporters from './reporters/index.ts';

/** The flags that every command has. */
export interface SharedOptions {
  readonly config: string | undefined;
  readonly format: 'text' | 'json';
  readonly reports: readonly { readonly reporter: Reporter; readonly file: string }[];
  readonly failOn: Severity;
  readonly quiet: boolean;
  readonly colour: boolean;
}

/** Reads the shared flags, or says in one sentence what is wrong with them. */
export function parseShared(
  values: Readonly<Record<string, unknown>>,
): SharedOptions | { readonly misuse: string } {
  const format = values['format'];
  if (format !== 'text' && format !== 'json')
    return { misuse: `--format must be text or json, not ${String(format)}` };
  const failOn = values['failOn'];
  if (failOn !== 'error' && failOn !== 'warning' && failOn !== 'info') {
    return { misuse: `--fail-on must be error, warning or info, not ${String(failOn)}` };
  }
  const reports: { reporter: Reporter; file: string }[] = [];
  for (const request of Array.isArray(values['report']) ? values['report'].map(String) : []) {
    const [name = '', file = ''] = splitOnce(request, '=');
    const reporter = registry<Reporter>(reporters).find((candidate) => candidate.name === name);
    const names = registry<Reporter>(reporters).map((candidate) => candidate.name);
    const near = nearest(name, names);
    if (!reporter)
      return {
        misuse: `there is no report format ${name}${near ? `; did you mean ${near}?` : `: ${names.join(', ')}`}`,
      };
    if (file === '') return { misuse: `--report ${name} needs a file: --report ${name}=FILE` };
    reports.push({ reporter, file });
  }
  const config = typeof values['config'] === 'string' ? values['config'] : undefined;
  return {
    config,
    format,
    reports,
    failOn,
    quiet: values['quiet'] === true,
    colour: values['color'] !== false,
  };
}

/** 2 when the input was refused, 1 when a finding that nobody has accepted reaches the threshold, else 0. */
export function exitCode(outcome: Outcome, failOn: Severity): 0 | 1 | 2 {
  if (outcome.refused) return 2;
  return standing(outcome.diagnostics).some(({ severity }) => atLeast(severity, failOn)) ? 1 : 0;
}

/** Prints an outcome and writes the reports that were asked for; false when a report could not be written. */
export async function showOutcome(
  command: string,
  outcome: Outcome,
  shared: SharedOptions,
  host: Host,
): Promise<boolean> {
  const report = reportOf(command, outcome, host);
  const inJson = shared.format === 'json';
  if (outcome.document !== undefined && !inJson) host.out(outcome.document);
  const rendered = inJson
    ? reporters.json.render(report)
    : reporters.text.render({ ...report, failOn: shared.failOn });
  // A refusal is no result, and findings are none where a document is: whoever reads stdout must not get them.
  const aside = !inJson && (outcome.refused === true || outcome.document !== undefined);
  if (rendered !== '') (aside ? writeError : host.out)(rendered);
  // Nobody asked for these but GitHub, which `--quiet` says nothing of.
  const annotations = host.env['GITHUB_ACTIONS'] === 'true' ? reporters.github.render(report) : '';
  if (annotations !== '') writeError(annotations);
  const plan = shared.reports.map(({ reporter, file }) => ({
    path: file,
    content: `${reporter.render({ ...report, colour: false })}\n`,
  }));
  const written = await host.files.write([...plan, ...(await jobSummary(report, host))]);
  if (!('fault' in written)) return true;
  writeError(`docpact: ${written.fault.message}`);
  return false;
}

/** What GitHub shows below a job; other steps' commands may have written there before ("Workflow commands"). */
async function jobSummary(report: Report, host: Host): Promise<readonly PlannedFile[]> {
  const path = host.env['GITHUB_ACTIONS'] === 'true' ? host.env['GITHUB_STEP_SUMMARY'] : undefined;
  if (path === undefined || path === '') return [];
  const before = (await host.files.readTextIfThere(path)) ?? '';
  return [{ path, content: `${before}${reporters.markdown.render(report)}\n` }];
}

/** To stderr even with `--quiet`: for what must not be lost, as why there is no result. */
function writeError(text: string): void {
  stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

function reportOf(command: string, outcome: Outcome, host: Host): Report {
  const diagnostics = sortDiagnostics(outcome.diagnostics);
  const sources = new Sources(host);
  return {
    version: packageVersion(),
    command,
    diagnostics,
    summary: countBySeverity(diagnostics),
    refused: outcome.refused === true,
    text: outcome.text ?? '',
    data: outcome.data ?? {},
    codes: new Map((outcome.codes ?? []).map((description) => [description.code, description])),
    excerpt: (file, line, from, to) =>
      maskedSlice(
        (start, end) => sources.of(file)?.lines().slice(line, start, end),
        from,
        to,
        outcome.secrets,
      ),
    source: (file) => sources.of(file)?.text(),
    colour: host.colour,
  };
}

/** A file that diagnostics name. What is not UTF-8 has no lines to show and cannot be patched. */
interface Source {
  text(): string;
  lines(): Utf8Lines;
}

/**
 * Read when somebody asks: ten thousand findings may name as many files, and most reports show few lines of them. As texts
 * only when somebody asks for that, which are larger than everything else of a report.
 */
class Sources {
  readonly #host: Host;
  readonly #known = new Map<string, Source | undefined>();

  constructor(host: Host) {
    this.#host = host;
  }

  of(file: string): Source | undefined {
    if (!this.#known.has(file)) this.#known.set(file, this.#read(file));
    return this.#known.get(file);
  }

  #read(file: string): Source | undefined {
    const [read] = this.#host.files.readMany([file]);
    if (!read || !('bytes' in read) || !isUtf8(read.bytes)) return undefined;
    const { bytes } = read;
    return {
      text: once(() => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
      lines: once(() => new Utf8Lines(withoutMark(bytes))),
    };
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
