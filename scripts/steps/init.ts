import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { jsonLiteral } from '../../generator/model/printers/json-literal.ts';
import { shellWord } from '../../generator/model/printers/shell.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { Outcome } from '../command.ts';
import { defaultOut } from '../config.ts';
import type { PlannedFile } from '../host/files.ts';
import { configNames } from '../host/find-config.ts';
import type { Host } from '../host/host.ts';
import { applyPlan } from '../host/plan.ts';
import { type Start, startFrom, startsHere } from './init-starts.ts';
import { asModule, type WithScripts, withScripts } from './package-scripts.ts';

export interface InitRequest {
  /** A folder of pages, an OpenAPI file or a package; undefined: what is found. */
  readonly source: string | undefined;
  /** Where the spec goes that is made of pages. */
  readonly spec: string;
  /** Where generated code goes; undefined: where it usually goes. */
  readonly out: string | undefined;
  /** The first that is found, without a question. */
  readonly yes: boolean;
  readonly check: boolean;
}

const noStart = defineProblem<object>({
  code: 'config/init-nothing',
  severity: 'error',
  summary: 'Nothing is here that a repository could begin with.',
  message: () => 'neither documentation pages of an API nor an OpenAPI file are here',
  help: 'Name a folder of pages, a file or a package: docpact init <source>',
});
const severalStarts = defineProblem<{ starts: readonly string[] }>({
  code: 'config/init-several',
  severity: 'error',
  summary: 'Several things are here that a repository could begin with.',
  message: (p) => `several things are here to begin with: ${fewOf(p.starts)}`,
  help: (p) => `Say which, for example: docpact init ${shellWord(p.starts[0] ?? '')}`,
});
const noManifest = defineProblem<object>({
  code: 'config/init-no-package',
  severity: 'error',
  summary: 'There is no package.json to write scripts into.',
  message: () => 'there is no package.json here',
  help: 'Run npm init first, and npm i -D docpact.',
});
const brokenManifest = defineProblem<object>({
  code: 'config/init-package-json',
  severity: 'error',
  summary: 'package.json is no JSON object.',
  message: () => 'package.json cannot be read as a JSON object',
});
const keptScript = defineProblem<{ name: string; command: string }>({
  code: 'config/init-script-kept',
  severity: 'warning',
  summary: 'package.json has a script of the same name that does something else.',
  message: (p) => `package.json has a script ${JSON.stringify(p.name)} already; it is left as it is`,
  help: (p) => `Call ${p.command} in it, or run: npx ${p.command}`,
});

const notModule = defineProblem<object>({
  code: 'config/init-not-module',
  severity: 'info',
  summary: 'package.json does not say that its code is ES modules, which generated code is.',
  message: () => 'package.json does not say "type": "module"; the generated code is ES modules',
  help: 'Where no bundler sees to that: npm pkg set type=module',
});

const scripts: Readonly<Record<string, string>> = {
  generate: 'docpact generate',
  'check:api': 'docpact check',
};

/** Sets a repository up: a configuration and two npm scripts. What is there already stays as it is. */
export async function initStep(request: InitRequest, host: Host): Promise<Outcome> {
  const manifest = await manifestHere(host);
  if ('fault' in manifest) return { diagnostics: [manifest.fault], refused: true };
  const present = await configHere(host);
  const config = present === undefined ? await newConfig(request, host) : undefined;
  if (config && 'faults' in config) return { diagnostics: config.faults, refused: true };
  const type = config && !manifest.isModule ? await typeFor(host) : 'kept';
  const content = type === 'set' ? asModule(manifest.changed ?? manifest.text) : manifest.changed;
  const plan: PlannedFile[] = [
    ...(config ? [config.file] : []),
    ...(content === undefined ? [] : [{ path: 'package.json', content }]),
  ];
  const applied = await applyPlan(host, plan, { check: request.check, repair: 'docpact init' });
  const kept = manifest.kept.map((name) =>
    keptScript.at(startOf('package.json'), { name, command: scripts[name] ?? '' }),
  );
  const told = type === 'told' ? [notModule.at(startOf('package.json'), {})] : [];
  const added = [
    ...manifest.added.map((name) => `the script ${name}`),
    ...(type === 'set' ? ['"type": "module"'] : []),
  ];
  return {
    diagnostics: [...kept, ...told, ...applied.diagnostics],
    refused: applied.refused,
    text: applied.text === '' ? textOf(config?.start, present, applied.changed, added) : applied.text,
    data: { written: [...applied.changed], ...(config ? { start: { ...config.start } } : {}) },
  };
}

type Manifest = WithScripts & { readonly text: string };

async function manifestHere(host: Host): Promise<Manifest | { readonly fault: Diagnostic }> {
  const text = await host.files.readTextIfThere('package.json');
  if (text === undefined) return { fault: noManifest.at(startOf('package.json'), {}) };
  const changed = withScripts(text, scripts);
  return changed ? { ...changed, text } : { fault: brokenManifest.at(startOf('package.json'), {}) };
}

/** Where there is code, "type" would change what it means: then it is told and not set. */
async function typeFor(host: Host): Promise<'told' | 'set'> {
  return (await host.files.below('.')).some((file) => /\.[jt]sx?$/.test(file)) ? 'told' : 'set';
}

async function configHere(host: Host): Promise<string | undefined> {
  for (const name of configNames) if ((await host.files.kind(name)) !== 'none') return name;
  return undefined;
}

/** Who calls an API cannot mend its pages, and what is wrong with them shall not fail their build. */
const notOurs =
  "  // lint: false, // if the pages are somebody else's: check does not tell what is wrong with them\n";

type NewConfig =
  | { readonly file: PlannedFile; readonly start: Start }
  | { readonly faults: readonly Diagnostic[] };

async function newConfig(request: InitRequest, host: Host): Promise<NewConfig> {
  const start = await chosenStart(request, host);
  if ('faults' in start) return start;
  const { spec, out } = request;
  const config = {
    ...(start.from === 'pages' ? { docs: start.docs, spec } : { spec: start.spec }),
    generate: { out: out ?? defaultOut },
  };
  const members = Object.entries(config).map(([name, value]) => `  ${name}: ${jsonLiteral(value)},\n`);
  const hint = start.from === 'pages' ? notOurs : '';
  const content = `import { defineConfig } from 'docpact';\n\nexport default defineConfig({\n${members.join('')}${hint}});\n`;
  return { file: { path: configNames[0] ?? '', content }, start };
}

async function chosenStart(
  { source, yes }: InitRequest,
  host: Host,
): Promise<Start | { readonly faults: readonly Diagnostic[] }> {
  if (source !== undefined) {
    const { value, diagnostics } = await startFrom(source, host);
    return value ?? { faults: diagnostics };
  }
  const starts = await startsHere(host);
  const [first] = starts;
  if (!first) return { faults: [noStart.at(startOf('.'), {})] };
  if (starts.length === 1 || yes) return first;
  const named = starts.map((start) => (start.from === 'pages' ? start.docs : start.spec));
  const several = { faults: [severalStarts.at(startOf('.'), { starts: named })] };
  if (!host.choose) return several;
  const chosen = await host.choose('What does this repository begin with?', starts.map(wordsFor));
  return (chosen === undefined ? undefined : starts[chosen]) ?? several;
}

/** The first, where there are many. */
function fewOf(names: readonly string[]): string {
  const [few, more] = [names.slice(0, 5), names.length - 5];
  return `${few.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function wordsFor(start: Start): string {
  switch (start.from) {
    case 'pages':
      return `the documentation pages in ${start.docs}`;
    case 'spec':
      return `the OpenAPI document ${start.spec}`;
    case 'package':
      return `the spec of the package ${start.name}`;
  }
}

const next = `Next:
  npm run generate     makes the typed client
  npx docpact mock     answers as the spec says, on http://127.0.0.1:4010
  npx docpact check    is what CI runs`;

function textOf(
  start: Start | undefined,
  present: string | undefined,
  written: readonly string[],
  added: readonly string[],
): string {
  const lines = [
    ...(start ? [`This repository begins with ${terminalText(wordsFor(start))}.`] : []),
    ...(present === undefined ? [] : [`${present} is there already; it is left as it is.`]),
    ...written.map((file) =>
      file === 'package.json' ? `changed package.json: ${added.join(', ')}` : `wrote ${file}`,
    ),
    ...(written.length === 0 ? ['Nothing had to be written.'] : []),
  ];
  return `${lines.join('\n')}\n\n${next}`;
}
