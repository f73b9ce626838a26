import { type ImportedSpec, importPages, type SourceFile } from '../../generator/import-pages.ts';
import { shellWord } from '../../generator/model/printers/shell.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import { writeSourceMap } from '../../generator/openapi/source-map.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import { readPages } from '../host/read-pages.ts';
import { sourceMapPath } from '../host/read-spec.ts';

export interface ImportRequest {
  /** Pages and folders of pages, relative to the working folder. */
  readonly pages: readonly string[];
  /** An OpenAPI Overlay that corrects what the pages say. */
  readonly overlay?: string;
  readonly nullable?: 'documented' | 'odata';
  /** Where the spec goes (`.yaml`, `.yml` or `.json`); without it the spec is the step's text. */
  readonly out?: string;
  /** Write nothing; a spec that is not what the pages say is a finding. */
  readonly check: boolean;
}

/** Documentation to a spec and its source map. Both are written or none. */
export async function importStep(request: ImportRequest, host: Host): Promise<Outcome> {
  const started = host.now();
  const files = await readPages(host, request.pages);
  if (!files.value) return { diagnostics: files.diagnostics, refused: true };
  const overlay = await readOverlayFile(request.overlay, host);
  if (overlay && 'fault' in overlay) return { diagnostics: [overlay.fault], refused: true };
  const { value: spec, diagnostics } = await importPages(files.value, {
    ...(overlay ? { overlay } : {}),
    ...(request.nullable ? { nullable: request.nullable } : {}),
  });
  if (!spec) return { diagnostics, refused: true };
  const data = figures(spec);
  if (request.out === undefined) return { diagnostics, text: spec.text('yaml'), data };
  const { out, check } = request;
  const plan = [
    { path: out, content: spec.text(/\.json$/i.test(out) ? 'json' : 'yaml') },
    { path: sourceMapPath(out), content: writeSourceMap(spec.sources) },
  ];
  const written = await applyPlan(host, plan, { check, repair: repairLine(request) });
  const all = [...diagnostics, ...written.diagnostics];
  if (written.refused) return { diagnostics: all, refused: true };
  if (!check) {
    const milliseconds = Math.round(host.now() - started);
    const where = `${request.pages.map(terminalText).join(', ')} → ${terminalText(out)}`;
    host.err(`${where} [${spec.pages.length} pages, ${milliseconds} ms]\n`);
  }
  return { diagnostics: all, ...(written.text === '' ? {} : { text: written.text }), data };
}

async function readOverlayFile(path: string | undefined, host: Host) {
  if (path === undefined) return undefined;
  const read = await host.files.read(path);
  if ('fault' in read) return read;
  return { file: host.files.shown(path), bytes: read.bytes } satisfies SourceFile;
}

function figures(spec: ImportedSpec): Record<string, number> {
  const { pages, facts, description } = spec;
  const { operations, types, enumTypes } = description;
  return {
    pages: pages.length,
    facts: facts.length,
    operations: operations.length,
    types: types.length + enumTypes.length,
  };
}

/** The command line that writes what a check found wanting. */
function repairLine(request: ImportRequest): string {
  const overlay = request.overlay === undefined ? [] : ['--overlay', request.overlay];
  const nullable = request.nullable === undefined ? [] : ['--nullable', request.nullable];
  const line = ['docpact', 'import', ...request.pages, ...overlay, ...nullable, '--out', request.out ?? ''];
  return line.map(shellWord).join(' ');
}
