import { compareText } from '../model/diagnostic.ts';
import { stringMember } from '../model/json.ts';
import { markdownAnchor, markdownCode, markdownLink, markdownText } from '../model/printers/markdown.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { defineEmitter, type EmittedFile, type EmitterOptions } from './emitter.ts';
import { operationSection } from './operation-section.ts';
import { purpose, requestLine } from './prose.ts';

const indexFile = 'OPERATIONS.md';

/**
 * One line an operation in one file, so that a search finds it whatever its slice, and all there is to say in a file a
 * slice: a change of one operation touches its line and the file of its slice, and no file grows beyond what a browser
 * shows.
 */
export const index = defineEmitter({
  name: 'index',
  summary:
    'OPERATIONS.md: every operation with its parameters, bodies, answers and scopes, to read and to search.',
  byDefault: false,
  requires: ['types', 'builders'],
  async emit(api, options) {
    const slices = [...options.names.slices].sort(([a], [b]) => compareText(a, b));
    const files = slices.map(([slice, operations]) => sliceFile(api, options, slice, operations));
    return { value: [indexOf(api, options, slices), ...files], diagnostics: [] };
  },
});

type Slice = readonly [name: string, operations: readonly Operation[]];

function indexOf(api: Api, options: EmitterOptions, slices: readonly Slice[]): EmittedFile {
  const title = stringMember(api.info, 'title') ?? '';
  const entries = slices.map(([slice]) => `- ${markdownLink(markdownText(slice), markdownAnchor(slice))}`);
  const tables = slices.flatMap(([slice, operations]) => [
    '',
    `## ${markdownText(slice)}`,
    '',
    '| operation | request | summary |',
    '|---|---|---|',
    ...operations.flatMap((operation) => row(options, operation, slice)),
  ]);
  const lines = [
    `# ${title.trim() === '' ? 'Operations' : `Operations of ${markdownText(title)}`}`,
    '',
    origin(options),
    '',
    ...entries,
    ...tables,
  ];
  return { path: indexFile, content: `${lines.join('\n')}\n` };
}

function row({ names }: EmitterOptions, operation: Operation, slice: string): string[] {
  const name = names.operations.get(operation)?.value;
  if (name === undefined) return [];
  const link = markdownLink(markdownText(name), `operations/${slice}.md${markdownAnchor(name)}`);
  const summary = markdownText(purpose(operation));
  const told = [...(operation.deprecated ? ['*Deprecated.*'] : []), summary].join(' ');
  return [`| ${link} | ${markdownCode(requestLine(operation))} | ${told} |`];
}

function sliceFile(
  api: Api,
  options: EmitterOptions,
  slice: string,
  operations: readonly Operation[],
): EmittedFile {
  const sections = operations.flatMap((operation) => {
    const names = options.names.operations.get(operation);
    return names ? ['', ...operationSection(api, options.names, operation, names)] : [];
  });
  const links = [
    markdownLink('All operations', `../${indexFile}`),
    markdownLink('code', `${slice}.ts`),
    markdownLink('types', `../types/${slice}.ts`),
  ];
  const lines = [`# ${markdownText(slice)}`, '', origin(options), '', links.join(' · '), ...sections];
  return { path: `operations/${slice}.md`, content: `${lines.join('\n')}\n` };
}

/** What every generated file says of itself. */
function origin({ header }: EmitterOptions): string {
  return `*${markdownText(header.replace(/^\/\/ /, ''))}*`;
}
