import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArray, isObject, type JsonObject } from '../../generator/model/json.ts';
import { camelCase } from '../../generator/model/printers/identifier.ts';
import type { Api, MediaType, Operation } from '../../generator/openapi/api.ts';
import type { Spot } from './tsserver.ts';

/** An operation that the files call: what it takes and gives, with its name in the generated code. */
export interface Used {
  readonly name: string;
  readonly module: string;
  readonly operation: Operation;
  readonly path: JsonObject;
  readonly body: JsonObject | undefined;
  readonly result: JsonObject | undefined;
}

/** A file that makes the same calls in one of the ways, and where in it completion is asked for. */
export interface CallingFile {
  readonly text: string;
  readonly spots: ReadonlyMap<string, Spot & { readonly expected: string }>;
  /** The digit that is changed before each question. */
  readonly edited: Spot;
}

/** Operations with path parameters and nothing else that they need. */
export function callableOperations(api: Api, generated: string): readonly Used[] {
  const names = exportedOperations(generated);
  return api.operations.flatMap((operation) => {
    const named = names.get(`${operation.method.toUpperCase()} ${operation.path}`);
    const needed = operation.parameters.filter(({ required, ignored }) => required && !ignored);
    const inPath = needed.filter((parameter) => parameter.in === 'path');
    if (!named || inPath.length === 0 || inPath.length < needed.length) return [];
    const path = inPath.map(({ name, schema }) => [name, schema?.json ?? {}] as const);
    const body = propertiesOf(api, operation.requestBody?.content);
    if (operation.requestBody?.required && !body) return [];
    const success = operation.responses.find(({ status }) => status === '200')?.content;
    // An answer of one type or another has the members of both, which are none.
    const result = success?.length === 1 ? propertiesOf(api, success) : undefined;
    return [{ ...named, operation, path: Object.fromEntries(path), body, result }];
  });
}

/** So many of them, evenly from the whole document. */
export function someOf(all: readonly Used[], count: number): readonly Used[] {
  if (all.length < count) throw new Error(`only ${all.length} operations of the document will do`);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]).flatMap(
    (one) => one ?? [],
  );
}

/** `GET /a/{b}` → the name that generated code exports for it, and the module. */
function exportedOperations(generated: string): Map<string, { name: string; module: string }> {
  const folder = join(generated, 'operations');
  const declared = /^export const (\w+)\b.*? = .*?\(api, '(?:[^'\\]|\\.)*', '(\w+)', '((?:[^'\\]|\\.)*)'/gm;
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(join(folder, file), 'utf8').matchAll(declared)].map(
          ([, name = '', method, path]) =>
            [`${method} ${path}`, { name, module: file.slice(0, -3) }] as const,
        ),
      ),
  );
}

/** The members of a body in JSON, or of a form; other bodies have none that one could type. */
function propertiesOf(api: Api, content: readonly MediaType[] = []): JsonObject | undefined {
  const { schema } =
    content.find(({ type }) => /\bjson\b/.test(type)) ?? content.find(({ type }) => /form/.test(type)) ?? {};
  const { json } = schema ? api.resolve(schema) : {};
  const properties = isObject(json) ? json['properties'] : undefined;
  return isObject(properties) && Object.keys(properties).length > 0 ? properties : undefined;
}

const text = (value: string) => JSON.stringify(value);
const list = (parts: readonly string[]) => `{ ${parts.join(', ')} }`;
const isNumber = (schema: unknown) =>
  isObject(schema) && (schema['type'] === 'integer' || schema['type'] === 'number');

function pathValues({ path }: Used): string {
  return list(Object.entries(path).map(([name, schema]) => `${text(name)}: ${aValue(schema)}`));
}

function aValue(schema: unknown): string {
  const values = isObject(schema) ? schema['enum'] : undefined;
  return JSON.stringify(isArray(values) ? values[0] : isNumber(schema) ? 1 : 'x');
}

/** The way of one library: what it imports, how it writes a call, what stands before a dot. */
interface Way {
  readonly head: readonly string[];
  readonly call: (used: Used, path: string, body: string | undefined) => string;
  readonly result: (call: string) => string;
  /** Where an operation is named, and what is offered there. */
  readonly named: readonly [before: string, after: string];
  readonly offered: (used: Used) => string;
}

/** The calls, and below them the unfinished ones, each with its place. */
function callingFile(all: readonly Used[], way: Way): CallingFile {
  const gap = '\u0000';
  const row = (
    name: string,
    fits: (used: Used) => boolean,
    expected: (used: Used) => string | undefined,
    code: (used: Used) => string,
  ) => {
    const used = all.find(fits);
    return used ? [{ name, expected: expected(used) ?? '', code: code(used) }] : [];
  };
  const first = (members: JsonObject | undefined) => Object.keys(members ?? {})[0];
  const given = ({ operation, result }: Used) => operation.method === 'get' && result !== undefined;
  const rows = [
    ...row(
      'path members',
      ({ body }) => body === undefined,
      ({ path }) => first(path),
      (used) => way.call(used, `{ ${gap} }`, undefined),
    ),
    ...row(
      'body members',
      ({ body }) => body !== undefined,
      ({ body }) => first(body),
      (used) => way.call(used, pathValues(used), `{ ${gap} }`),
    ),
    ...row(
      'result members',
      given,
      ({ result }) => first(result),
      (used) => `${way.result(way.call(used, pathValues(used), undefined))}${gap}`,
    ),
    ...row(
      'operation',
      ({ operation }) => operation.method === 'get',
      way.offered,
      () => way.named.join(gap),
    ),
  ];
  const calls = all.map((used, i) => {
    const call = way.call(used, pathValues(used), used.body && '{} as never');
    return `export const result${i} = await ${call};`;
  });
  const lines = [...way.head, ...calls, '// 0'];
  const spots = new Map<string, Spot & { expected: string }>();
  for (const { name, expected, code } of rows) {
    lines.push(`{`, code.replace(gap, ''), `}`);
    spots.set(name, { line: lines.length - 1, offset: code.indexOf(gap) + 1, expected });
  }
  const edited = { line: lines.indexOf('// 0') + 1, offset: 4 };
  return { text: lines.join('\n'), spots, edited };
}

export function docpactFile(all: readonly Used[]): CallingFile {
  const imports = all.map(
    ({ name, module }) => `import { ${name} } from './docpact/operations/${module}.js';`,
  );
  return callingFile(all, {
    head: [
      `import { createClient } from './docpact/client.js';`,
      `import { connect } from './docpact/runtime/index.js';`,
      ...imports,
      'const connection = connect({});',
      'const client = createClient();',
    ],
    call: ({ name }, path, body) => `${name}(connection, { path: ${path}${body ? `, body: ${body}` : ''} })`,
    result: (call) => `(await ${call}).`,
    named: ['client.', ''],
    offered: ({ operation }) => camelCase(operation.path.split('/')[1] ?? ''),
  });
}

/** The same calls over `paths`, with everything inferred from a path's text: `inference.ts`. */
export function pathsFile(all: readonly Used[]): CallingFile {
  return callingFile(all, {
    head: [
      `import { clientOf } from './inference.js';`,
      `import type { paths } from './types.js';`,
      'const client = clientOf<paths>();',
    ],
    call: ({ operation: { method, path: template } }, path, body) =>
      `client.${method.toUpperCase()}(${text(template)}, { params: { path: ${path} }${body ? `, body: ${body}` : ''} })`,
    result: (call) => `(await ${call}).data!.`,
    named: [`client.GET('`, `')`],
    offered: ({ operation }) => operation.path,
  });
}

/** Inference as clients over `paths` have it: the path's text picks the operation out of the whole document. */
export const inference = `type Method = 'get' | 'put' | 'post' | 'delete' | 'patch' | 'head' | 'options' | 'trace';
type PathsWith<P, M extends Method> = { [K in keyof P]: P[K] extends { [one in M]: object } ? K : never }[keyof P];
type Params<O> = O extends { parameters: infer P } ? { params: { [K in keyof P as P[K] extends object ? K : never]: P[K] } } : object;
type Body<O> = O extends { requestBody: { content: infer C } } ? { body: C[keyof C] }
  : O extends { requestBody?: { content: infer C } } ? { body?: C[keyof C] } : object;
type Answers<O, S> = O extends { responses: infer R }
  ? { [K in keyof R & S]: R[K] extends { content: infer C } ? C[keyof C] : undefined }[keyof R & S] : never;
type Success = 200 | 201 | 202 | 203 | 204 | 206;
type Failure = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 415 | 422 | 429 | 500 | 503 | 'default';
type Outcome<O> = { data: Answers<O, Success>; error?: undefined; response: Response }
  | { data?: undefined; error: Answers<O, Failure>; response: Response };
type Call<P, M extends Method> = <K extends PathsWith<P, M>, I extends Params<P[K][M & keyof P[K]]> & Body<P[K][M & keyof P[K]]>>(
  path: K, input: I & Omit<RequestInit, 'body'>,
) => Promise<Outcome<P[K][M & keyof P[K]]>>;
export declare function clientOf<P extends object>(): { [M in Method as Uppercase<M>]: Call<P, M> };
`;

/** The same calls of functions that a module declares, each with its own types. */
export function functionsFile(all: readonly Used[]): CallingFile {
  return callingFile(all, {
    head: [
      `import { ${all.map(({ name }) => name).join(', ')}, client } from './functions.js';`,
      'const connection = {};',
    ],
    call: ({ name }, path, body) => `${name}(connection, { path: ${path}${body ? `, body: ${body}` : ''} })`,
    result: (call) => `(await ${call}).`,
    named: ['client.', ''],
    offered: ({ name }) => name,
  });
}

type TypesOf = (used: Used) => { readonly path: string; readonly body: string; readonly result: string };

/** The floor: types as one would write them by hand. */
export const byHand: TypesOf = ({ path, body, result }) => ({
  path: flatType(path, ''),
  body: flatType(body ?? {}, '?'),
  result: flatType(result ?? {}, ''),
});

/** Builders that name their types in openapi-typescript's file: nothing is inferred, all of it is loaded. */
export const fromPaths: TypesOf = ({ operation }) => {
  const types = `paths[${text(operation.path)}]['${operation.method}']`;
  const content = (of: string) => `Content<${of}>`;
  return {
    path: `${types}['parameters']['path']`,
    body: content(`NonNullable<${types}['requestBody']>`),
    result: content(`${types}['responses'][200]`),
  };
};

export const pathsHead = `import type { paths } from './types.js';
type Content<T extends { content?: unknown }> = NonNullable<T['content']>[keyof NonNullable<T['content']>];
`;

export function functions(all: readonly Used[], typesOf: TypesOf): string {
  const declared = all.map((used) => {
    const types = typesOf(used);
    const input = `path: ${types.path}${used.body ? `; body: ${types.body}` : ''}`;
    const result = used.result ? types.result : 'undefined';
    return `export declare function ${used.name}(connection: object, input: { ${input} }): Promise<${result}>;`;
  });
  const members = all.map(({ name }) => `${name}: typeof ${name};`);
  return [...declared, `export declare const client: { ${members.join(' ')} };`, ''].join('\n');
}

function flatType(members: JsonObject, mark: '' | '?'): string {
  const typeOf = (schema: unknown) => {
    if (isNumber(schema)) return 'number';
    const type = isObject(schema) ? schema['type'] : undefined;
    return type === 'string' || type === 'boolean' ? type : 'unknown';
  };
  return `{ ${Object.entries(members)
    .map(([name, schema]) => `${text(name)}${mark}: ${typeOf(schema)}`)
    .join('; ')} }`;
}
