import {
  type EmittedFile,
  type Emitter,
  type EmitterOptions,
  type EnumPolicy,
  type PactNames,
  uncheckedHeader,
} from './emitters/emitter.ts';
import { partsLeftOut } from './emitters/left-out.ts';
import { namesOf } from './emitters/names.ts';
import { compareText, type Diagnostic, defineProblem, type Result } from './model/diagnostic.ts';
import { nearest } from './model/nearest.ts';
import { startOf } from './model/place.ts';
import { commentLines } from './model/printers/comment.ts';
import { registry } from './model/registry.ts';
import type { Api } from './openapi/api.ts';

export type { EmittedFile } from './emitters/emitter.ts';

/** What a configuration says of generated code (`generate` in docpact.config), without its folder. */
export interface EmitOptions {
  /** The emitters to run. Default: those that say so of themselves. */
  readonly emit?: readonly string[];
  /**
   * `copy` (the default) puts the runtime beside the code; anything else is the module specifier to import it from,
   * one that begins with a dot as seen from the output folder.
   */
  readonly runtime?: string;
  readonly importExtension?: '.js' | '.ts' | '';
  /** Whether a list of texts may grow; see `EnumPolicy`. Default: `documented`. */
  readonly enums?: EnumPolicy;
  readonly pact?: PactNames;
  /** The runtime's source files, for `copy`: the caller reads them, nothing here touches the disk. */
  readonly runtimeSources?: readonly EmittedFile[];
}

const unknownEmitter = defineProblem<{ name: string; near: string | undefined; known: string }>({
  code: 'generate/unknown-emitter',
  severity: 'error',
  summary: 'There is no emitter of that name.',
  message: (p) => `there is no emitter ${JSON.stringify(p.name)}`,
  help: (p) => (p.near === undefined ? `The emitters are ${p.known}.` : `Did you mean ${p.near}?`),
});
const missingEmitter = defineProblem<{ name: string; missing: string; works: string }>({
  code: 'generate/missing-emitter',
  severity: 'error',
  summary: 'An emitter needs the files of another that was not asked for.',
  message: (p) => `the emitter ${p.name} needs ${p.missing}`,
  help: (p) => `Use --emit ${p.works}`,
});

/** All emitters, by name. */
export async function emitters(): Promise<readonly Emitter[]> {
  return registry(await import('./emitters/index.ts'));
}

/**
 * A document to the files that its users keep. Refused (value undefined) when the emitters asked for do not exist or
 * cannot work together; everything else that the document holds comes out, or is a diagnostic.
 */
export async function emit(
  api: Api,
  options: EmitOptions,
): Promise<Result<readonly EmittedFile[] | undefined>> {
  const chosen = await chooseEmitters(options, api.file);
  if (!chosen.value) return { value: undefined, diagnostics: chosen.diagnostics };
  return joinParts([await emitPart(api, options, chosen.value, true)], options);
}

/** What some of the emitters make of a document. */
export interface EmittedPart {
  readonly files: readonly EmittedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a file of them imports the runtime. */
  readonly needsRuntime: boolean;
}

/**
 * Runs some of the emitters. None knows what another did, so that parts can be made one after the other or at the same
 * time, each from its own reading of the document; the first of them says what is said whichever emitters run.
 */
export async function emitPart(
  api: Api,
  options: EmitOptions,
  emitterNames: readonly string[],
  isFirst: boolean,
): Promise<EmittedPart> {
  const names = namesOf(api);
  const named = names.diagnostics.length;
  const general = isFirst ? [...names.diagnostics, ...partsLeftOut(api)] : [];
  const specifier = runtimeSpecifier(options);
  let needsRuntime = false;
  const emitterOptions: EmitterOptions = {
    names,
    importExtension: options.importExtension ?? '.js',
    runtimeFrom: (file) => {
      needsRuntime = true;
      return specifier(file);
    },
    header: header(api.file),
    enums: options.enums ?? 'documented',
    pact: options.pact ?? {},
  };
  const files: EmittedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const emitter of (await emitters()).filter(({ name }) => emitterNames.includes(name))) {
    const made = await emitter.emit(api, emitterOptions);
    files.push(...made.value);
    diagnostics.push(...made.diagnostics);
  }
  // Names are given on the way, by the emitters too.
  const all = [...general, ...names.diagnostics.slice(named), ...diagnostics];
  return { files, diagnostics: all, needsRuntime };
}

/** All files of a run, with the runtime that they need. */
export function joinParts(
  parts: readonly EmittedPart[],
  options: EmitOptions,
): Result<readonly EmittedFile[]> {
  const files = parts.flatMap((part) => part.files);
  const needed = parts.some((part) => part.needsRuntime);
  if (needed && (options.runtime ?? 'copy') === 'copy') files.push(...runtimeCopy(options));
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  return { value: files.sort((a, b) => compareText(a.path, b.path)), diagnostics };
}

/** The names of the emitters to run, in the order of their names; undefined where they cannot work together. */
export async function chooseEmitters(
  options: EmitOptions,
  file: string,
): Promise<Result<readonly string[] | undefined>> {
  const chosen = choose(await emitters(), options.emit, file);
  return { value: chosen.value?.map(({ name }) => name), diagnostics: chosen.diagnostics };
}

function choose(
  all: readonly Emitter[],
  wanted: readonly string[] | undefined,
  file: string,
): Result<readonly Emitter[] | undefined> {
  if (wanted === undefined) return { value: all.filter(({ byDefault }) => byDefault), diagnostics: [] };
  const known = all.map(({ name }) => name);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const faults = unknown.map((name) =>
      unknownEmitter.at(startOf(file), { name, near: nearest(name, known), known: known.join(', ') }),
    );
    return { value: undefined, diagnostics: faults };
  }
  const chosen = all.filter(({ name }) => wanted.includes(name));
  const works = [...new Set(chosen.flatMap(({ name, requires = [] }) => [...requires, name]))].join(',');
  const faults = chosen.flatMap(({ name, requires = [] }) => {
    const missing = requires.filter((needed) => !wanted.includes(needed));
    if (missing.length === 0) return [];
    return [missingEmitter.at(startOf(file), { name, missing: missing.join(' and '), works })];
  });
  return faults.length > 0 ? { value: undefined, diagnostics: faults } : { value: chosen, diagnostics: [] };
}

/** Only the spec's own name: where it lies differs from machine to machine, and generated code must not. */
function header(file: string): string {
  const name = commentLines(file.slice(file.lastIndexOf('/') + 1)).join(' ');
  return `// Generated by docpact from ${name}. Do not edit: it is made anew from there.`;
}

/** How a generated file names the runtime: beside the code, relative to the output folder, or a package. */
function runtimeSpecifier(options: EmitOptions): (file: string) => string {
  const { runtime = 'copy', importExtension = '.js' } = options;
  const specifier = runtime === 'copy' ? `./runtime/index${importExtension}` : runtime;
  if (!/^\.\.?\//.test(specifier)) return () => specifier;
  return (file) => {
    const up = '../'.repeat(file.split('/').length - 1);
    return up === '' ? specifier : up + specifier.replace(/^\.\//, '');
  };
}

/** What asks for the platform's types: unchecked, it would turn them into `any` where they are missing. */
const checkedRuntime = 'connection.ts';

/** The runtime's own sources; only the extension of their imports is the user's. */
function runtimeCopy(options: EmitOptions): EmittedFile[] {
  const extension = options.importExtension ?? '.js';
  const copied = '// Part of docpact, copied by docpact generate. Do not edit: it is copied anew.';
  return (options.runtimeSources ?? []).map(({ path, content }) => ({
    path: `runtime/${path}`,
    content: `${path === checkedRuntime ? copied : uncheckedHeader(copied)}\n${content.replace(/(from '\.\/[\w-]+)\.ts'/g, `$1${extension}'`)}`,
  }));
}
