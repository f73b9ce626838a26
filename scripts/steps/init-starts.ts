import { Includes } from '../../generator/dialects/includes.ts';
import { readFacts } from '../../generator/dialects/read-facts.ts';
import { readPage } from '../../generator/markdown/read-page.ts';
import { defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Host } from '../host/host.ts';
import { readSpec } from '../host/read-spec.ts';

/** What a repository begins with. Paths are relative to the working folder. */
export type Start =
  | { readonly from: 'pages'; readonly docs: string }
  | { readonly from: 'spec'; readonly spec: string }
  | { readonly from: 'package'; readonly spec: string; readonly name: string };

const nothingThere = defineProblem<{ source: string }>({
  code: 'config/init-source',
  severity: 'error',
  summary: 'What a repository is to begin with is neither a file, nor a folder, nor an installed package.',
  message: (p) => `${p.source} is neither a file or folder here nor an installed package`,
  help: 'Name a folder of documentation pages, an OpenAPI file, or a package that holds a spec (after npm i -D).',
});
const noSpecInside = defineProblem<{ name: string; found: readonly string[] }>({
  code: 'config/init-package',
  severity: 'error',
  summary: 'A package holds no spec, or several.',
  message: (p) =>
    p.found.length === 0
      ? `the package ${p.name} holds no file openapi.yaml or openapi.json`
      : `the package ${p.name} holds several specs: ${p.found.join(', ')}`,
  help: 'Name the file: docpact init <package>/<path of the spec>.',
});
const nothingSaid = defineProblem<{ file: string }>({
  code: 'config/init-pages',
  severity: 'error',
  summary: 'Markdown files are no reference of an API that docpact can read.',
  message: (p) => `no page of ${p.file} documents an operation or a type in a form that docpact knows`,
  help: 'https://github.com/docpact/docpact/blob/main/docs/reading.md has the forms.',
});

/** What a user named, whatever it is. */
export async function startFrom(source: string, host: Host): Promise<Result<Start | undefined>> {
  const kind = await host.files.kind(source);
  const path = host.files.shown(source);
  if (kind === 'none') return startFromPackage(source, host);
  if (kind === 'folder' || /\.(md|markdown)$/i.test(source)) {
    const files = kind === 'folder' ? await host.files.below(source) : [path];
    const [spec, ...others] = kind === 'folder' ? await specsAmong(files, host) : [];
    if (files.some((file) => documents(file, host))) return found({ from: 'pages', docs: path });
    if (spec !== undefined && others.length === 0) return startFrom(spec, host);
    return { value: undefined, diagnostics: [nothingSaid.at(startOf(path), { file: path })] };
  }
  const read = await readSpec(host, source);
  return read.value
    ? found({ from: 'spec', spec: path })
    : { value: undefined, diagnostics: read.diagnostics };
}

function found(start: Start): Result<Start> {
  return { value: start, diagnostics: [] };
}

const specName = /(?:^|[/.])openapi\.(?:ya?ml|json)$/i;

/** Everything here that a repository could begin with, pages before specs that may be made of them. */
export async function startsHere(host: Host): Promise<readonly Start[]> {
  const files = await host.files.below('.');
  const folders = new Set<string>();
  for (const file of files) {
    if (!/\.md$/i.test(file) || !file.includes('/')) continue;
    const top = file.slice(0, file.indexOf('/'));
    if (!folders.has(top) && documents(file, host)) folders.add(top);
  }
  const pages = [...folders].map((docs): Start => ({ from: 'pages', docs }));
  const specs: Start[] = [];
  for (const file of await specsAmong(files, host)) {
    // A spec with a source map beside it was made of pages.
    const made = files.includes(`${file.replace(/\.[^.]+$/, '')}.sources.json`) && pages.length > 0;
    if (!made && (await readSpec(host, file)).value) specs.push({ from: 'spec', spec: file });
  }
  return [...pages, ...specs];
}

/** Files named as specs are; where there is none, those near the top that begin as one, whatever they are called. */
async function specsAmong(files: readonly string[], host: Host): Promise<readonly string[]> {
  const named = files.filter((file) => specName.test(file));
  if (named.length > 0) return named;
  const found: string[] = [];
  for (const file of files) {
    if (!/^(?:[^/]+\/){0,2}[^/]+\.(?:json|ya?ml)$/i.test(file)) continue;
    const start = (await host.files.readTextIfThere(file))?.slice(0, 16_384) ?? '';
    if (/^\s*\{[\s\S]*?"openapi"\s*:\s*"3\.|^openapi\s*:/m.test(start)) found.push(file);
  }
  return found;
}

/** Whether a page says something that a spec can be made of. */
function documents(file: string, host: Host): boolean {
  if (!/\.(md|markdown)$/i.test(file)) return false;
  const [read] = host.files.readMany([file]);
  const page = read && 'bytes' in read ? readPage(read.bytes, file).value : undefined;
  return page !== undefined && readFacts(page, new Includes([])).value.length > 0;
}

async function startFromPackage(source: string, host: Host): Promise<Result<Start | undefined>> {
  const [name, inside] = packageAndPath(source);
  const folder = name === undefined ? undefined : await installed(name, host);
  if (name === undefined || folder === undefined)
    return { value: undefined, diagnostics: [nothingThere.at(startOf('docpact init'), { source })] };
  const specs =
    inside === undefined
      ? shallowest((await host.files.below(folder)).filter((file) => specName.test(file)))
      : [`${folder}/${inside}`];
  const [spec] = specs;
  if (spec === undefined || specs.length > 1) {
    const shown = specs.map((file) => file.slice(folder.length + 1));
    return {
      value: undefined,
      diagnostics: [noSpecInside.at(startOf('docpact init'), { name, found: shown })],
    };
  }
  const read = await readSpec(host, spec);
  return read.value
    ? found({ from: 'package', spec: host.files.shown(spec), name })
    : { value: undefined, diagnostics: read.diagnostics };
}

/** `@scope/name/path` → the package and the path within it. */
function packageAndPath(source: string): [string | undefined, string | undefined] {
  const [, name, inside] = /^((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)(?:\/(.+))?$/.exec(source) ?? [];
  return [name, inside];
}

/** Where Node would find it: in the nearest `node_modules`, upward. */
async function installed(name: string, host: Host): Promise<string | undefined> {
  for (let up = ''; up.length < 60; up += '../') {
    const folder = `${up}node_modules/${name}`;
    if ((await host.files.kind(`${folder}/package.json`)) === 'file') return folder;
  }
  return undefined;
}

function shallowest(files: readonly string[]): readonly string[] {
  const depth = (file: string) => file.split('/').length;
  const least = Math.min(...files.map(depth));
  return files.filter((file) => depth(file) === least);
}
