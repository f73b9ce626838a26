import { compareText, type Result } from '../model/diagnostic.ts';
import { entries, isObject, type Json } from '../model/json.ts';
import { camelCase, UniqueNames } from '../model/printers/identifier.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Api, Operation, Server } from '../openapi/api.ts';
import { type Code, call, jsonCode, layOut, object } from './code-layout.ts';
import { type EmittedFile, type EmitterOptions, importPath } from './emitter.ts';
import { bodyKind } from './media.ts';
import { defaultAnswer, mediaTypes, successTypes } from './msw-answers.ts';
import { readingsOf } from './msw-parameters.ts';
import type { OperationNames } from './names.ts';
import { type OperationShape, shapeOf } from './operation-shape.ts';
import { bySpecificity, pathRivals } from './path-rivals.ts';
import { constant, importKind, printFile, type StatementStructures, type WriterFunction } from './print.ts';
import { operationProse } from './prose.ts';

const makerFile = 'msw/handler.ts';
const indexFile = 'msw/index.ts';

/** The handlers of all operations, a file a slice, what makes them, and the list of all. */
export function handlerFiles(api: Api, options: EmitterOptions): Result<readonly EmittedFile[]> {
  const stems = new UniqueNames();
  for (const own of ['handler', 'index']) stems.take(own);
  const rivals = pathRivals(api);
  const listed: { readonly operation: Operation; readonly name: string; readonly file: string }[] = [];
  const files: EmittedFile[] = [];
  for (const [slice, operations] of options.names.slices) {
    const file = `msw/${stems.take(slice)}.ts`;
    const makers: WriterFunction[] = [];
    for (const operation of operations) {
      const names = options.names.operations.get(operation);
      if (!names) continue;
      listed.push({ operation, name: `${names.value}Handler`, file });
      makers.push(maker(api, operation, names, rivals(operation)));
    }
    files.push({ path: file, content: sliceText(file, slice, makers, options) });
  }
  const sorted = [...listed].sort((a, b) => bySpecificity(a.operation, b.operation));
  files.push({ path: makerFile, content: makerText(api, options) });
  files.push({ path: indexFile, content: indexText(sorted, options) });
  return { value: files, diagnostics: [] };
}

function sliceText(
  path: string,
  slice: string,
  makers: readonly WriterFunction[],
  { header, importExtension }: EmitterOptions,
): string {
  const types = importPath(path, `types/${slice}.ts`, importExtension);
  const statements: (StatementStructures | WriterFunction)[] = [
    { kind: importKind, moduleSpecifier: types, namespaceImport: 'types', isTypeOnly: true },
    {
      kind: importKind,
      moduleSpecifier: importPath(path, makerFile, importExtension),
      namedImports: ['handler'],
    },
    ...makers,
  ];
  return printFile(header, { statements });
}

function maker(
  api: Api,
  operation: Operation,
  names: OperationNames,
  rivals: readonly string[],
): WriterFunction {
  const shape = shapeOf(operation);
  const successes = entries(successTypes(operation)).map(([status, has]) => `${statusKey(status)}: ${has}`);
  const body = bodyType(shape);
  const types = [`types.${names.type}`, `{ ${successes.join('; ')} }`, ...(body === undefined ? [] : [body])];
  const facts = factsOf(api, operation, shape, rivals);
  return constant({
    name: `${names.value}Handler`,
    doc: operationProse(operation),
    value: (writer) => {
      const code = call(`/* @__PURE__ */ handler<${types.join(', ')}>`, facts);
      writer.write(layOut(code, { column: names.value.length + 23 }));
    },
  });
}

/** What a body is read as, where that is not what the document's schema says. */
function bodyType({ body }: OperationShape): string | undefined {
  const kind = body && bodyKind(body.media.type);
  if (!body || kind === undefined || kind === 'json') return undefined;
  const type = kind === 'text' ? 'string' : kind === 'binary' ? 'Blob' : 'FormData';
  return body.required ? type : `${type} | undefined`;
}

function factsOf(api: Api, operation: Operation, shape: OperationShape, rivals: readonly string[]): Code {
  const { status, body } = defaultAnswer(api, operation);
  const optional: [string, Json][] = [
    ['not', rivals],
    ['servers', sameServers(api, operation) ? [] : urlsOf(operation.servers)],
    ['parameters', readingsOf(api, shape)],
    ['types', mediaTypes(operation)],
  ];
  const kind = shape.body && bodyKind(shape.body.media.type);
  const example: Code | undefined = body === 'blob' ? '() => new Blob()' : body && returned(body.json);
  return object([
    ['id', stringLiteral(operation.id)],
    ['method', stringLiteral(operation.method)],
    ['path', stringLiteral(operation.path)],
    ...optional.flatMap(([name, value]): [string, Code][] =>
      isEmpty(value) ? [] : [[name, jsonCode(value)]],
    ),
    ...(kind === undefined ? [] : [['body', stringLiteral(kind === 'multipart' ? 'form' : kind)] as const]),
    ['status', String(status)],
    ...(example === undefined ? [] : [['example', example] as const]),
  ]);
}

/** An object that is returned by an arrow function stands in parentheses. */
function returned(value: Json): Code {
  const code = jsonCode(value);
  return isObject(value) ? { open: '() => (', items: [code], close: ')' } : ['() => ', code];
}

function statusKey(status: string): string {
  return /^\d+$/.test(status) ? status : propertyKey(status);
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function sameServers(api: Api, operation: Operation): boolean {
  return urlsOf(api.servers).join('\n') === urlsOf(operation.servers).join('\n');
}

function urlsOf(servers: readonly Server[]): string[] {
  return [...new Set(servers.map(({ template }) => template))];
}

/** What the files of slices share: where the document says that it is served, and MSW itself. */
function makerText(api: Api, { header, runtimeFrom }: EmitterOptions): string {
  const servers = jsonCode(urlsOf(api.servers));
  const statements = [
    {
      kind: importKind,
      moduleSpecifier: 'msw',
      namedImports: [{ name: 'HttpHandler', isTypeOnly: true }, 'http'],
    },
    { kind: importKind, moduleSpecifier: runtimeFrom(makerFile), namedImports: ['mock'] },
    `\n/** Where the document says that it is served. */\nconst servers = ${layOut(servers, { column: 16 })};`,
    facts,
    makerFunction,
  ];
  return printFile(header, { statements });
}

const facts = `
type Facts = Omit<mock.MockFacts, 'servers'> & {
  readonly method: 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch';
  readonly servers?: readonly string[];
};`;

const makerFunction = `
/** Makes what makes an operation's handlers: \`T\` its types, \`S\` its successes, \`Body\` what bodies are read as. */
export function handler<T, S, Body = never>(facts: Facts): mock.HandlerMaker<T, S, Body, HttpHandler> {
  const make = (answer: unknown, { baseUrl, once = false }: mock.HandlerOptions = {}): HttpHandler => {
    const { pattern, respond } = mock.mockOf({ servers, ...facts }, answer, baseUrl);
    return http[facts.method](pattern, respond, { once });
  };
  return Object.assign(make, { documented: (options?: mock.HandlerOptions) => make(undefined, options) });
}`;

/** The list of all handlers; what is more specific stands first. */
function indexText(
  handlers: readonly { readonly name: string; readonly file: string }[],
  { header, importExtension, runtimeFrom }: EmitterOptions,
): string {
  const files = [...new Set(handlers.map(({ file }) => file))].sort(compareText);
  const specifier = (file: string) => importPath(indexFile, file, importExtension);
  const names = new UniqueNames();
  const aliases = new Map(files.map((file) => [file, names.take(`${camelCase(stemOf(file))}Slice`)]));
  const imported = [...aliases].map(([file, namespaceImport]) => ({
    kind: importKind,
    moduleSpecifier: specifier(file),
    namespaceImport,
  }));
  const statements = [
    { kind: importKind, moduleSpecifier: 'msw', namedImports: ['HttpHandler'], isTypeOnly: true },
    { kind: importKind, moduleSpecifier: runtimeFrom(indexFile), namedImports: ['mock'], isTypeOnly: true },
    ...imported,
    `\n${files.map((file) => `export * from ${stringLiteral(specifier(file))};`).join('\n')}`,
    `\n${listHead}`,
    ...handlers.map(({ name, file }) => `    ${aliases.get(file)}.${name}.documented(options),`),
    listEnd,
  ];
  return printFile(header, { statements });
}

function stemOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);
}

// Called one by one: of thousands of makers in a list the compiler would make one type.
const listHead = `
/** Handlers of all operations, for requests that go elsewhere than the document says. */
export function handlersFor(options?: mock.HandlerOptions): HttpHandler[] {
  return [`.trim();

const listEnd = `  ];
}

/** Handlers of all operations: \`setupServer(...handlers)\`. */
export const handlers: HttpHandler[] = handlersFor();
`;
