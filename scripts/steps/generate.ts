import {
  chooseEmitters,
  type EmitOptions,
  type EmittedFile,
  emit,
  emitPart,
  joinParts,
} from '../../generator/emit.ts';
import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { shellWord } from '../../generator/model/printers/shell.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import type { GenerateConfig } from '../config.ts';
import { EmitThread } from '../host/emit-thread.ts';
import type { PlannedFile } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import { type ReadSpec, readSpec } from '../host/read-spec.ts';
import { runtimeSources } from '../host/runtime-sources.ts';
import { type Manifest, manifestFile, ownership, writeManifest } from './manifest.ts';

export interface GenerateRequest {
  /** The spec, where a step before has made it. */
  readonly read?: ReadSpec;
  /** The spec, relative to the working folder. */
  readonly spec: string;
  /** The folder for generated code, relative to the working folder. */
  readonly out: string;
  readonly config: Omit<GenerateConfig, 'out'>;
  /** Write nothing; what would change is a finding. */
  readonly check: boolean;
  /** The command that makes the folder what it should be, for the findings of a check. */
  readonly repair?: string;
}

const notOurs = defineProblem<{ file: string; changed: boolean }>({
  code: 'generate/not-ours',
  severity: 'error',
  summary: 'A file is in the way that docpact did not write.',
  message: (p) =>
    p.changed
      ? `${p.file} was changed by hand since docpact wrote it`
      : `${p.file} is in the way and was not written by docpact`,
  help: (p) =>
    p.changed
      ? 'Undo the change or delete the file; corrections belong into the spec.'
      : 'Move the file, or choose another folder with --out.',
});
const stale = defineProblem<{ file: string; repair: string }>({
  code: 'generate/stale',
  severity: 'error',
  summary: 'A generated file belongs to nothing in the spec any more.',
  message: (p) => `${p.file} is left over from an earlier run`,
  help: (p) => `Run: ${p.repair}`,
});
const kept = defineProblem<{ file: string }>({
  code: 'generate/stale-changed',
  severity: 'warning',
  summary: 'A left-over generated file was changed by hand and stays.',
  message: (p) => `${p.file} is left over from an earlier run, but it was changed by hand; it stays`,
});

/** Spec to code: reads, emits, and writes all files or none. Nothing that docpact did not write is touched. */
export async function generateStep(request: GenerateRequest, host: Host): Promise<Outcome> {
  const started = host.now();
  const planned = await planCode(request, host);
  if (!planned.files) return planned.refusal;
  const { files, diagnostics } = planned;
  const outcome = await writeOut(request, files, host);
  if (outcome.refused !== true && !request.check) {
    const milliseconds = Math.round(host.now() - started);
    const where = `${terminalText(request.spec)} → ${terminalText(request.out)}`;
    host.err(`${where} [${files.length} files, ${milliseconds} ms]\n`);
  }
  return { ...outcome, diagnostics: [...diagnostics, ...outcome.diagnostics] };
}

/** Why code cannot be made of a spec, or may not be written where it shall go; undefined when it can. */
export async function generateRefusal(request: GenerateRequest, host: Host): Promise<Outcome | undefined> {
  const planned = await planCode(request, host);
  if (!planned.files) return planned.refusal;
  const manifest = await ownership(host, request.out);
  const faults = manifest.fault
    ? [manifest.fault]
    : await filesInTheWay(planned.files, manifest, request.check, host);
  return faults.length > 0 ? { diagnostics: faults, refused: true } : undefined;
}

type PlannedCode =
  | { readonly files: readonly PlannedFile[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly files?: never; readonly refusal: Outcome };

async function planCode(request: GenerateRequest, host: Host): Promise<PlannedCode> {
  const read = request.read ? { value: request.read, diagnostics: [] } : await readSpec(host, request.spec);
  if (!read.value) return { refusal: { diagnostics: read.diagnostics, refused: true } };
  const { runtime } = request.config;
  const sources = runtime === undefined || runtime === 'copy' ? await runtimeSources() : [];
  const made = await emitted(read.value, { ...request.config, runtimeSources: sources });
  const diagnostics = [...read.diagnostics, ...made.diagnostics];
  if (!made.value) return { refusal: { diagnostics, refused: true } };
  const files = made.value.map(({ path, content }) => ({ path: `${request.out}/${path}`, content }));
  return { files, diagnostics };
}

/** Lives from run to run of a `--watch`. */
const thread = new EmitThread();

/** The files of a document: types are made here, everything else beside them where there is a core for it. */
async function emitted(
  { api, bytes }: ReadSpec,
  options: EmitOptions,
): Promise<Result<readonly EmittedFile[] | undefined>> {
  const chosen = await chooseEmitters(options, api.file);
  const beside = chosen.value?.filter((name) => name !== 'types') ?? [];
  if (beside.length === 0 || beside.length === chosen.value?.length || !EmitThread.helps)
    return emit(api, options);
  const { runtimeSources: _, ...asked } = options;
  const parts = await Promise.all([
    emitPart(api, options, ['types']),
    thread.emit({ bytes, file: api.file, options: asked, emitters: beside }),
  ]);
  return joinParts(parts, options);
}

/** What stands where a file shall go and was not written by us, or was changed since. */
async function filesInTheWay(
  files: readonly PlannedFile[],
  manifest: Manifest,
  check: boolean,
  host: Host,
): Promise<Diagnostic[]> {
  const foreign: Diagnostic[] = [];
  for (const { path, content } of files) {
    // What is there already is in nobody's way, whoever wrote it.
    if ((await host.files.readTextIfThere(path)) === content) continue;
    const found = await manifest.state(path);
    const file = host.files.shown(path);
    // A check reports a changed file as drift, with the difference; only writing would destroy it.
    if (found === 'foreign' || (found === 'changed' && !check)) {
      foreign.push(notOurs.at(startOf(file), { file, changed: found === 'changed' }));
    }
  }
  return foreign;
}

async function writeOut(
  request: GenerateRequest,
  files: readonly PlannedFile[],
  host: Host,
): Promise<Outcome> {
  const { out, check } = request;
  const repair =
    request.repair ?? `docpact generate --spec ${shellWord(request.spec)} --out ${shellWord(out)}`;
  const manifest: Manifest = await ownership(host, out);
  if (manifest.fault) return { diagnostics: [manifest.fault], refused: true };
  const foreign = await filesInTheWay(files, manifest, check, host);
  if (foreign.length > 0) return { diagnostics: foreign, refused: true };
  const planned = new Set(files.map(({ path }) => path));
  const leftOver = manifest.paths.filter((path) => !planned.has(path));
  const plan = [...files, { path: `${out}/${manifestFile}`, content: writeManifest(out, files) }];
  const applied = await applyPlan(host, plan, { check, repair });
  if (applied.refused) return { diagnostics: applied.diagnostics, refused: true };
  const rest = await removeStale(leftOver, manifest, request, repair, host);
  return {
    diagnostics: [...applied.diagnostics, ...rest],
    ...(applied.text === '' ? {} : { text: applied.text }),
    data: { out: host.files.shown(out), files: files.length, changed: [...applied.changed] },
  };
}

/** Files of an earlier run go if they are as docpact left them; one that somebody changed is theirs now. */
async function removeStale(
  paths: readonly string[],
  manifest: Manifest,
  request: GenerateRequest,
  repair: string,
  host: Host,
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const removable: string[] = [];
  for (const path of paths) {
    const state = await manifest.state(path);
    const file = host.files.shown(path);
    if (state === 'changed') diagnostics.push(kept.at(startOf(file), { file }));
    else if (state === 'ours' && request.check) diagnostics.push(stale.at(startOf(file), { file, repair }));
    else if (state === 'ours') removable.push(path);
  }
  await host.files.remove(removable, request.out);
  return diagnostics;
}
