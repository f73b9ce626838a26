import { type ImportOptions, importDocument } from '../../generator/import-pages.ts';
import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { shellWord } from '../../generator/model/printers/shell.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import { KnownFacts, type SourceFile } from '../../generator/read-documentation.ts';
import type { Outcome } from '../command.ts';
import type { ApiConfig } from '../config.ts';
import type { KnownPages, PlannedFile } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import { readPages } from '../host/read-pages.ts';
import { KnownSpec, openSpec, type ReadSpec, readSpec, sourceMapPath } from '../host/read-spec.ts';
import { explainDrift } from './import-drift.ts';
import { importMany, importToFiles, manyPages } from './import-large.ts';

const specName = defineProblem<{ out: string }>({
  code: 'config/spec-name',
  severity: 'error',
  summary: 'The name of the spec says neither YAML nor JSON.',
  message: (p) => `${p.out} ends neither in .yaml nor in .json`,
  help: 'Name the spec openapi.yaml, for example.',
});

export interface ImportRequest {
  /** Pages and folders of pages, relative to the working folder. */
  readonly pages: readonly string[];
  /** An OpenAPI Overlay that corrects what the pages say. */
  readonly overlay?: string;
  readonly nullable?: 'documented' | 'odata';
  /** Where the spec goes (`.yaml`, `.yml` or `.json`); without it the spec is the outcome's document. */
  readonly out?: string;
  /** Write nothing; a spec that is not what the pages say is a finding. */
  readonly check: boolean;
  /** What was read before, for whoever imports the same pages again and again. */
  readonly known?: KnownImport;
  /** Asked before anything is written: what stands on this spec may refuse it. */
  readonly refusedBy?: (spec: ReadSpec) => Promise<Outcome | undefined>;
}

/** Pages that did not change are neither read nor understood a second time. */
export class KnownImport {
  readonly pages: KnownPages = new Map();
  readonly facts = new KnownFacts();
  readonly spec = new KnownSpec();
}

/** What an API of the configuration asks to import. */
export function importRequest(api: ApiConfig, out: string, check: boolean): ImportRequest {
  const { overlay, policies } = api;
  return {
    pages: [api.docs ?? []].flat(),
    out,
    check,
    ...(overlay === undefined ? {} : { overlay }),
    ...(policies?.nullable === undefined ? {} : { nullable: policies.nullable }),
  };
}

/** Documentation to a spec and its source map. Both are written or none. */
export async function importStep(request: ImportRequest, host: Host): Promise<Outcome> {
  return (await importSpec(request, host)).outcome;
}

/** The same, with the spec as the pages say it now: what the later steps of a check stand on. */
export async function importSpec(
  request: ImportRequest,
  host: Host,
): Promise<{ readonly outcome: Outcome; readonly spec?: ReadSpec | undefined }> {
  const started = host.now();
  const { out } = request;
  if (out !== undefined && !/\.(ya?ml|json)$/i.test(out)) {
    return { outcome: { diagnostics: [specName.at(startOf(out), { out })], refused: true } };
  }
  const files = await readPages(host, request.pages, request.known?.pages);
  if (!files.value) return { outcome: { diagnostics: files.diagnostics, refused: true } };
  const overlay = await readOverlayFile(request.overlay, host);
  if (overlay && 'fault' in overlay) return { outcome: { diagnostics: [overlay.fault], refused: true } };
  const options = importOptions(request, overlay, host);
  const done = (pages: number) => {
    const milliseconds = Math.round(host.now() - started);
    const where = `${request.pages.map(terminalText).join(', ')} → ${terminalText(out ?? '')}`;
    host.err(`${where} [${pages} page${pages === 1 ? '' : 's'}, ${milliseconds} ms]`);
  };
  if (isWrittenAsMade(files.value.length, request)) {
    const { value: data, diagnostics } = await importToFiles(files.value, options, out ?? '', host).finally(
      () => host.progress?.(''),
    );
    if (!data) return { outcome: { diagnostics, refused: true } };
    done(data.pages);
    return { outcome: { diagnostics, data: { ...data } } };
  }
  const many = files.value.length >= manyPages && !overlay;
  const { value: imported, diagnostics } = await (many ? importMany : importDocument)(
    files.value,
    options,
  ).finally(() => host.progress?.(''));
  if (!imported) return { outcome: { diagnostics, refused: true } };
  const data = { ...imported.figures };
  const text = () => imported.text(isJson(out) ? 'json' : 'yaml');
  if (out === undefined) return { outcome: { diagnostics, document: text(), data } };
  const spec = openSpec(text, host.files.shown(out), imported.sources, request.known?.spec);
  const refusal = await request.refusedBy?.(spec);
  if (refusal) return { outcome: { ...refusal, diagnostics: [...diagnostics, ...refusal.diagnostics] } };
  const plan = [
    { path: out, content: text() },
    { path: sourceMapPath(out), content: imported.sourceMap() },
  ];
  const written = await write(request, out, plan, spec, host);
  if (!request.check && written.refused !== true) done(data.pages);
  return { outcome: { ...written, diagnostics: [...diagnostics, ...written.diagnostics], data }, spec };
}

function isJson(out: string | undefined): boolean {
  return out !== undefined && /\.json$/i.test(out);
}

/** Large specs are: unless somebody else has a say in whether they are written, or they are made again and again. */
function isWrittenAsMade(files: number, request: ImportRequest): boolean {
  const { out, check, overlay, refusedBy, known } = request;
  return files >= manyPages && isJson(out) && !check && !overlay && !refusedBy && !known;
}

function importOptions(request: ImportRequest, overlay: SourceFile | undefined, host: Host): ImportOptions {
  const progress = progressOf(host);
  return {
    ...(overlay ? { overlay } : {}),
    ...(request.nullable ? { nullable: request.nullable } : {}),
    ...(request.known ? { known: request.known.facts } : {}),
    ...(progress ? { progress } : {}),
  };
}

/** Shown only when it takes longer than a second, and only on a terminal. */
function progressOf(host: Host): ImportOptions['progress'] {
  if (!host.progress) return undefined;
  const started = host.now();
  return async (done, of) => {
    if (host.now() - started < 1000) return;
    host.progress?.(done < of ? `reading pages: ${done} of ${of}` : `making the spec of ${of} pages`);
    // The terminal gets its turn.
    await new Promise((resolve) => setImmediate(resolve));
  };
}

async function write(
  request: ImportRequest,
  out: string,
  plan: readonly PlannedFile[],
  spec: ReadSpec,
  host: Host,
): Promise<Outcome> {
  const before = request.check ? (await readSpec(host, out)).value : undefined;
  const applied = await applyPlan(host, plan, { check: request.check, repair: repairLine(request) });
  const diagnostics = applied.diagnostics.map((drift) =>
    before && drift.at.file === host.files.shown(out) ? explainDrift(drift, before.api, spec) : drift,
  );
  return { diagnostics, refused: applied.refused, ...(applied.text === '' ? {} : { text: applied.text }) };
}

async function readOverlayFile(path: string | undefined, host: Host) {
  if (path === undefined) return undefined;
  const read = await host.files.read(path);
  if ('fault' in read) return read;
  return { file: host.files.shown(path), bytes: read.bytes } satisfies SourceFile;
}

/** The command line that writes what a check found wanting. */
function repairLine(request: ImportRequest): string {
  const overlay = request.overlay === undefined ? [] : ['--overlay', request.overlay];
  const nullable = request.nullable === undefined ? [] : ['--nullable', request.nullable];
  const line = ['docpact', 'import', ...request.pages, ...overlay, ...nullable, '--out', request.out ?? ''];
  return line.map(shellWord).join(' ');
}
