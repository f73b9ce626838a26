import {
  chooseEmitters,
  type EmitOptions,
  type EmittedFile,
  emit,
  emitPart,
  joinParts,
} from '../../generator/emit.ts';
import type { Diagnostic, Result } from '../../generator/model/diagnostic.ts';
import { once } from '../../generator/model/once.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { formFaults } from '../../generator/openapi/form-faults.ts';
import { includeOperations } from '../../generator/openapi/include.ts';
import type { Outcome } from '../command.ts';
import type { GenerateConfig } from '../config.ts';
import { EmitThread } from '../host/emit-thread.ts';
import { inlineLess } from '../host/heap.ts';
import type { Host } from '../host/host.ts';
import { KnownSpec, type ReadSpec, readSpec } from '../host/read-spec.ts';
import { runtimeSources } from '../host/runtime-sources.ts';
import { working } from './working.ts';
import { type CodeFile, type WriteRequest, writeCode, writeRefusal } from './write-code.ts';

export interface GenerateRequest extends WriteRequest {
  /** The spec, where a step before has made it. */
  readonly read?: ReadSpec;
  /** The spec, relative to the working folder. */
  readonly spec: string;
  readonly config: Omit<GenerateConfig, 'out'>;
  /** What was made before, for whoever makes code of the same spec again and again. */
  readonly known?: KnownCode;
}

/** What was made of a spec, so that it is not made a second time of the same. */
export class KnownCode {
  readonly spec = new KnownSpec();
  /** Whether run follows run: what takes long to start is kept for the next. */
  readonly watched: boolean;
  #last: { readonly api: Api; readonly code: MadeCode } | undefined;

  constructor(watched = false) {
    this.watched = watched;
  }

  async of(api: Api, make: () => Promise<MadeCode>): Promise<MadeCode> {
    if (this.#last?.api !== api) this.#last = { api, code: await make() };
    return this.#last.code;
  }
}

/** Spec to code: reads, emits, and writes all files or none. Nothing that docpact did not write is touched. */
export async function generateStep(request: GenerateRequest, host: Host): Promise<Outcome> {
  const started = host.now();
  const made = await makeCode(request, host);
  if (!made.files) return made.refusal;
  const { files, diagnostics } = made;
  const outcome = await writeCode(files, request, host);
  if (outcome.refused !== true && !request.check) {
    const milliseconds = Math.round(host.now() - started);
    const where = `${terminalText(request.spec)} → ${terminalText(request.out)}`;
    const count = `${files.length} file${files.length === 1 ? '' : 's'}`;
    host.err(`${where} [${count}, ${milliseconds} ms]\n`);
  }
  return { ...outcome, diagnostics: [...diagnostics, ...outcome.diagnostics] };
}

/** Why code cannot be made of a spec, or may not be written where it shall go; undefined when it can. */
export async function generateRefusal(request: GenerateRequest, host: Host): Promise<Outcome | undefined> {
  const made = await makeCode(request, host);
  return made.files ? writeRefusal(made.files, request, host) : made.refusal;
}

type MadeCode =
  | { readonly files: readonly CodeFile[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly files?: never; readonly refusal: Outcome };

async function makeCode(request: GenerateRequest, host: Host): Promise<MadeCode> {
  const { known = new KnownCode() } = request;
  if (emitsBesideTypes(request.config)) thread.start();
  const read = request.read
    ? { value: request.read, diagnostics: [] }
    : await readSpec(host, request.spec, known.spec);
  if (!read.value) return { refusal: { diagnostics: read.diagnostics, refused: true } };
  const { value } = read;
  const made = await working(host, `making code of ${request.spec}`, () =>
    known.of(value.api, () => codeOf(value, request, known.watched)),
  );
  // What we have made ourselves is well-formed.
  const odd = request.read ? [] : formFaults(value.api);
  const all = (own: readonly Diagnostic[]) => {
    const told = new Set(own.map(({ at }) => at.pointer));
    return [...read.diagnostics, ...odd.filter(({ at }) => !told.has(at.pointer)), ...own];
  };
  if (made.files) return { files: made.files, diagnostics: all(made.diagnostics) };
  return { refusal: { ...made.refusal, diagnostics: all(made.refusal.diagnostics) } };
}

/** A part of docpact itself: nobody changes it while we run. */
const runtime = once(runtimeSources);

/** The files of a document, or of the part of it that the configuration includes. */
async function codeOf(
  { api, bytes }: ReadSpec,
  { config, out }: GenerateRequest,
  watched: boolean,
): Promise<MadeCode> {
  inlineLess(bytes.length);
  const { include, emit: wanted, ...options } = config;
  const patterns = [include ?? []].flat();
  const part = patterns.length > 0 ? includeOperations(api, patterns) : { value: api, diagnostics: [] };
  if (!part.value) return { refusal: { diagnostics: part.diagnostics, refused: true } };
  const copied = options.runtime === undefined || options.runtime === 'copy';
  const emitOptions: EmitOptions = {
    ...options,
    ...(wanted === undefined ? {} : { emit: [wanted].flat() }),
    runtimeSources: copied ? await runtime() : [],
  };
  const made = await emitted(part.value, bytes, patterns, emitOptions, watched);
  const diagnostics = [...part.diagnostics, ...made.diagnostics];
  if (!made.value) return { refusal: { diagnostics, refused: true } };
  const files = made.value.map((file) => ({ ...file, path: `${out}/${file.path}` }));
  return { files: apart(files), diagnostics };
}

/** Lives from run to run of a `--watch`. */
const thread = new EmitThread();

/** Whether two cores can share the work: types are half of it. */
function emitsBesideTypes({ emit: wanted }: GenerateRequest['config']): boolean {
  const names = wanted === undefined ? undefined : [wanted].flat();
  return EmitThread.helps && (names === undefined || (names.includes('types') && names.length > 1));
}

/** The files of a document: types are made here, everything else beside them where there is a core for it. */
async function emitted(
  api: Api,
  bytes: Uint8Array,
  include: readonly string[],
  options: EmitOptions,
  watched: boolean,
): Promise<Result<readonly EmittedFile[] | undefined>> {
  const chosen = await chooseEmitters(options, api.file);
  if (!chosen.value || !emitsBesideTypes(options)) return emit(api, options);
  const beside = chosen.value.filter((name) => name !== 'types');
  const { runtimeSources: _, ...asked } = options;
  // The thread is asked first: what is made here lets nothing else happen until it is made.
  const parts = await Promise.all([
    thread.emit({ bytes, file: api.file, include, options: asked, emitters: beside }, watched),
    emitPart(api, options, ['types'], false),
  ]);
  return joinParts(parts, options);
}

/** Where letter case does not count, one of two such files would be lost. Names are given so that there are none. */
function apart(files: readonly CodeFile[]): readonly CodeFile[] {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) throw new Error(`${path} and ${other} would be one file`);
    seen.set(path.toLowerCase(), path);
  }
  return files;
}
