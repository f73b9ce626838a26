import { dirname, extname, isAbsolute, posix } from 'node:path';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { isObject, type Json } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';
import { jsonFault } from '../../generator/model/text-document.ts';
import type { ApiConfig, Config, LoadedConfig, ProviderConfig } from '../config.ts';
import { configFaults } from '../config-shape.ts';
import type { Files } from './files.ts';
import { configFile } from './find-config.ts';
import type { Host } from './host.ts';

const broken = defineProblem<{ reason: string }>({
  code: 'config/broken',
  severity: 'error',
  summary: 'The configuration file cannot be loaded.',
  message: (p) => `the configuration cannot be loaded: ${p.reason}`,
});
const missing = defineProblem<{ file: string }>({
  code: 'config/missing',
  severity: 'error',
  summary: 'The configuration file that was named is not there.',
  message: (p) => `there is no configuration file ${p.file}`,
});

/** TypeScript is run by jiti, which needs no loader flags and works on every Node that we support. */
async function loadModule(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { fsCache: false, moduleCache: false }).import(path, { default: true });
}

const loaders: Readonly<Record<string, (path: string, host: Host) => Promise<unknown>>> = {
  '.ts': loadModule,
  '.mjs': loadModule,
  '.js': loadModule,
  '.json': async (path, host) => JSON.parse((await host.files.readTextIfThere(path)) ?? ''),
};

/** Finds and loads `docpact.config.*`, from the working folder upward, or the file that `--config` names. */
export async function loadConfigFile(host: Host, named: string | undefined): Promise<LoadedConfig> {
  if (named !== undefined && (await host.files.kind(named)) !== 'file') {
    return failed([missing.at(startOf(named), { file: named })]);
  }
  const found = named ?? (await configFile(host));
  if (found === undefined) return { config: undefined, faults: [] };
  const file = host.files.shown(found);
  const load = loaders[extname(found)];
  if (!load) {
    const reason = `its name ends in none of ${Object.keys(loaders).join(', ')}`;
    return failed([broken.at(startOf(file), { reason })]);
  }
  // What exports nothing would be read as a configuration without settings.
  if ((await host.files.readTextIfThere(found))?.trim() === '')
    return failed([broken.at(startOf(file), { reason: 'it is empty' })]);
  let value: unknown;
  try {
    value = await load(host.files.absolute(found), host);
  } catch (error) {
    return failed([await brokenFile(error, host.files.absolute(found), host.files)]);
  }
  if (!isObject(value)) return failed([broken.at(startOf(file), { reason: 'it exports no object' })]);
  const faults = configFaults(value as Json, file);
  // Checked against the shape of `Config` in the line above.
  return faults.length > 0
    ? failed(faults)
    : { config: await rebased(value as Config, dirname(file), host.files), file, faults: [] };
}

/** What a parser or the file itself has thrown, and where in it, as far as its words or its stack tell. */
async function brokenFile(error: unknown, path: string, files: Files): Promise<Diagnostic> {
  const file = files.shown(path);
  if (path.endsWith('.json') && error instanceof SyntaxError) {
    const { fault, at } = jsonFault((await files.readTextIfThere(path)) ?? '', file, error);
    return broken.at(at, { reason: fault });
  }
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const told = `${message}\n${stack}`;
  const after = told.indexOf(`${path}:`);
  const [, line = 1, column = 1] = /^(\d+):(\d+)/.exec(told.slice(after + path.length + 1)) ?? [];
  const reason = (message.split('\n')[0] ?? '').trim();
  const place = after === -1 ? startOf(file) : { file, line: Number(line), column: Number(column) };
  return broken.at(place, { reason });
}

/** Paths in a configuration are relative to its file; everything after this takes them relative to the working folder. */
async function rebased({ apis, ...top }: Config, folder: string, files: Files): Promise<Config> {
  if (folder === '.') return apis ? { ...top, apis } : top;
  const moved: Record<string, ApiConfig> = {};
  for (const [name, api] of Object.entries(apis ?? {})) moved[name] = await rebasedApi(api, folder, files);
  return { ...(await rebasedApi(top, folder, files)), ...(apis ? { apis: moved } : {}) };
}

async function rebasedApi(api: ApiConfig, folder: string, files: Files): Promise<ApiConfig> {
  const one = (path: string) => (isAbsolute(path) ? path : posix.join(folder, path));
  const many = (paths: string | readonly string[]) =>
    typeof paths === 'string' ? one(paths) : paths.map(one);
  const { docs, overlay, spec, pacts, exchanges, generate, provider, changes } = api;
  return {
    ...api,
    ...(docs === undefined ? {} : { docs: many(docs) }),
    ...(overlay === undefined ? {} : { overlay: one(overlay) }),
    ...(spec === undefined ? {} : { spec: one(spec) }),
    ...(pacts === undefined ? {} : { pacts: many(pacts) }),
    ...(exchanges?.files === undefined ? {} : { exchanges: { ...exchanges, files: many(exchanges.files) } }),
    ...(provider ? { provider: rebasedProvider(provider, one) } : {}),
    ...(generate?.out === undefined ? {} : { generate: { ...generate, out: one(generate.out) } }),
    ...(changes ? { changes: { ...changes, base: await rebasedBase(changes.base, one, files) } } : {}),
  };
}

/** A file, one of a revision, or a revision, which may be called as a file could be: what is there decides. */
async function rebasedBase(base: string, one: (path: string) => string, files: Files): Promise<string> {
  const [, revision, path] = /^git:([^:]+):(.+)$/s.exec(base) ?? [];
  // A leading slash is Git's way to name a path from the top of the repository.
  if (revision !== undefined && path !== undefined) return `git:${revision}:${one(path)}`;
  return (await files.kind(one(base))) === 'file' ? one(base) : base;
}

function rebasedProvider(provider: ProviderConfig, one: (path: string) => string): ProviderConfig {
  const { states, requestFilter } = provider;
  return {
    ...provider,
    ...(states === undefined || /^https?:/i.test(states) ? {} : { states: one(states) }),
    ...(requestFilter === undefined ? {} : { requestFilter: one(requestFilter) }),
  };
}

function failed(faults: readonly Diagnostic[]): LoadedConfig {
  return { config: undefined, faults };
}
