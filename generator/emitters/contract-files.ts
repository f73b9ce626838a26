import type { Diagnostic, Result } from '../model/diagnostic.ts';
import { stringMember } from '../model/json.ts';
import { UniqueNames } from '../model/printers/identifier.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import { fileName, pathSegment } from '../model/printers/path.ts';
import { propertyKey } from '../model/printers/property-key.ts';
import type { Api, Operation } from '../openapi/api.ts';
import { type Code, call, jsonCode, layOut, object } from './code-layout.ts';
import { type ContractInteraction, interactionsOf } from './contract-interactions.ts';
import type { ContractRequest } from './contract-request.ts';
import { Routes } from './contract-routes.ts';
import { type EmittedFile, type EmitterOptions, importPath, type PactNames } from './emitter.ts';
import { importKind, printFile } from './print.ts';

/** The contract tests of all operations, a file a slice. */
export function contractFiles(api: Api, options: EmitterOptions): Result<readonly EmittedFile[]> {
  const routes = new Routes(api);
  const files: EmittedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [slice, operations] of options.names.slices) {
    const made = operations.map((operation) => interactionsOf(api, routes, operation));
    diagnostics.push(...made.flatMap((one) => one.diagnostics));
    const interactions = made.flatMap(({ value }) => value);
    if (interactions.length > 0) files.push(sliceFile(api, options, slice, interactions));
  }
  return { value: files, diagnostics };
}

/** Names that a test file declares or imports itself. */
const own = (
  'describe expect it MatchersV3 PactV3 SpecificationVersion connect pact url input answer noted withKey reify ' +
  'atLeastLike boolean equal integer like number regex string'
).split(' ');

function sliceFile(
  api: Api,
  options: EmitterOptions,
  slice: string,
  interactions: readonly ContractInteraction[],
): EmittedFile {
  const path = `contracts/${slice}.pact.test.ts`;
  const locals = localNames(options, interactions);
  const used = new Set(
    interactions.flatMap(({ body }) => [...(body?.matchers ?? []), ...(body ? ['reify'] : [])]),
  );
  const tests = interactions.map((one) => testOf(one, locals.get(one.operation) ?? ''));
  const statements = [
    ...importsOf(path, slice, locals, used.size > 0, options),
    ...(used.size > 0 ? [`\nconst { ${[...used].sort().join(', ')} } = MatchersV3;`] : []),
    `\n${pactOf(api, options.pact)}`,
    ...(interactions.some(({ request }) => request.keys.length > 0) ? [`\n${withKey}`] : []),
    `\ndescribe(${stringLiteral(slice)}, { retry: 2 }, () => {\n${tests.join('\n\n')}\n});`,
  ];
  return { path, content: printFile(headerOf(options), { statements }), yields: true };
}

function headerOf({ header }: EmitterOptions): string {
  const [made] = header.split(' Do not edit');
  return `${made} Once it is changed it is yours: docpact leaves it as it is.
// Pact adds to the file that is there: run these tests one after the other (fileParallelism: false).`;
}

/** What operations are called in the file: another name where theirs is one of its own. */
function localNames(
  { names }: EmitterOptions,
  interactions: readonly ContractInteraction[],
): ReadonlyMap<Operation, string> {
  const taken = new UniqueNames();
  for (const name of own) taken.take(name);
  const locals = new Map<Operation, string>();
  for (const { operation } of interactions) {
    const value = names.operations.get(operation)?.value;
    if (value !== undefined && !locals.has(operation)) locals.set(operation, taken.take(value));
  }
  return locals;
}

function importsOf(
  path: string,
  slice: string,
  locals: ReadonlyMap<Operation, string>,
  matchers: boolean,
  { names, importExtension, runtimeFrom }: EmitterOptions,
) {
  const operations = [...locals].map(([operation, local]) => {
    const name = names.operations.get(operation)?.value ?? local;
    return name === local ? { name } : { name, alias: local };
  });
  return [
    {
      kind: importKind,
      moduleSpecifier: '@pact-foundation/pact',
      namedImports: [...(matchers ? ['MatchersV3'] : []), 'PactV3', 'SpecificationVersion'],
    },
    { kind: importKind, moduleSpecifier: 'vitest', namedImports: ['describe', 'expect', 'it'] },
    {
      kind: importKind,
      moduleSpecifier: importPath(path, `operations/${slice}.ts`, importExtension),
      namedImports: operations,
    },
    { kind: importKind, moduleSpecifier: runtimeFrom(path), namedImports: ['connect'] },
  ];
}

/** Who speaks with whom. Both names become part of a file's name. */
function pactOf(api: Api, { consumer, provider, dir = 'pacts' }: PactNames): string {
  const title = fileName(stringMember(api.info, 'title') ?? '');
  const named = provider ?? (title === '_' ? 'provider' : title);
  const settings = object([
    ['consumer', stringLiteral(consumer ?? `${named}-consumer`)],
    ['provider', stringLiteral(named)],
    ['dir', stringLiteral(dir)],
    ['spec', 'SpecificationVersion.SPECIFICATION_VERSION_V4'],
    ['logLevel', stringLiteral('error')],
  ]);
  return `const pact = ${layOut(call('new PactV3', settings), { column: 13 })};`;
}

const withKey = `/** The API key, which is no parameter, travels in the query. */
const withKey = (key: string) => (request: Request) =>
  fetch(new Request(request.url + (request.url.includes('?') ? '&' : '?') + key, request));`;

function testOf(interaction: ContractInteraction, name: string): string {
  const { operation, request, status, body } = interaction;
  const hasInput = Object.keys(request.input).length > 0;
  const lines = [`it(${stringLiteral(`${operation.id} answers with ${status}`)}, async () => {`];
  if (hasInput) {
    const type = request.typed ? ` satisfies Parameters<typeof ${name}>[1];` : ';';
    const input: Code = ['const input = ', jsonCode(request.input)];
    if (!request.typed) lines.push('// The document accepts this; its types cannot say all that it does.');
    lines.push(layOut(input, { indent: 4, after: type.length }) + type);
  }
  if (body) {
    lines.push(...optionalNote(body.optional));
    lines.push(`${layOut(['const answer = ', body.code], { indent: 4 })};`);
  }
  lines.push(...expectation(interaction), 'await pact.executeTest(async ({ url }) => {');
  const given = request.typed ? ', input' : ', input as never';
  const result = `await ${name}(${connection(request)}${hasInput ? given : ''})`;
  lines.push(`  expect(${result}).${body ? 'toEqual(reify(answer))' : 'toBeUndefined()'};`, '});');
  const [opening = '', ...rest] = lines;
  return [`  ${opening}`, ...rest.map((line) => `    ${line}`), '  });'].join('\n');
}

function connection({ keys }: ContractRequest): string {
  if (keys.length === 0) return 'connect({ baseUrl: url })';
  const text = keys.map(([name, key]) => `${pathSegment(name)}=${pathSegment(key)}`).join('&');
  return `connect({ baseUrl: url, fetch: withKey(${stringLiteral(text)}) })`;
}

const mostNamed = 8;

/** What a consumer may add to the expectation if it does rely on it. */
function optionalNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostNamed).map(propertyKey);
  const rest = names.length - shown.length;
  return [`// Optional, so not expected: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`];
}

/** One call a line, as the calls of pact-js are usually written. */
function expectation(interaction: ContractInteraction): string[] {
  const { operation, states, status } = interaction;
  const calls: Code[] = [
    ...states.map(({ name, params }) =>
      params ? call('.given', jsonCode(name), jsonCode(params)) : call('.given', jsonCode(name)),
    ),
    call('.uponReceiving', jsonCode(`${operation.id}, answered with ${status}`)),
    call('.withRequest', requestCode(interaction)),
    call('.willRespondWith', answerCode(interaction)),
  ];
  const lines = calls.map((one) => `  ${layOut(one, { indent: 6 })}`);
  return ['pact', ...lines.slice(0, -1), `${lines.at(-1)};`];
}

function requestCode({ operation, request }: ContractInteraction): Code {
  const { path, query, headers, body } = request;
  const members: [string, Code][] = [
    ['method', stringLiteral(operation.method.toUpperCase())],
    ['path', stringLiteral(path)],
  ];
  if (Object.keys(query).length > 0) members.push(['query', jsonCode(query)]);
  if (Object.keys(headers).length > 0) members.push(['headers', jsonCode(headers)]);
  if (body) members.push(['body', body.text === undefined ? 'input.body' : stringLiteral(body.text)]);
  return object(members);
}

function answerCode({ status, type, body }: ContractInteraction): Code {
  const members: [string, Code][] = [['status', String(status)]];
  if (type !== undefined) members.push(['headers', jsonCode({ 'Content-Type': type })]);
  if (body) members.push(['body', 'answer']);
  return object(members);
}
