import { getResponse, type RequestHandler } from 'msw';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { remembered } from '../model/remembered.ts';
import { readOpenApi } from '../openapi/read.ts';
import { generated, imported, inFolder, sharedRuntime, typeErrors } from './fixtures/compile.ts';
import { hostile } from './fixtures/hostile-texts.ts';

const emit = ['types', 'builders', 'client', 'http', 'index', 'msw', 'validators'];

/** The schema that all bodies have: properties, discriminators and extensions by the given name. */

function schemaOf(text: string): unknown {
  return {
    title: text,
    description: text,
    type: 'object',
    required: [text],
    properties: {
      [text]: { type: 'string', description: text, default: text, format: text, pattern: text },
      kind: { enum: [text, 1, null], description: text },
      fixed: { const: text, deprecated: true },
      map: {
        type: 'object',
        additionalProperties: { type: 'string' },
        patternProperties: { [text]: { type: 'number' } },
      },
      bytes: { type: 'string', contentEncoding: text, contentMediaType: text },
      own: { $ref: `#/components/schemas/${pointerToken(text)}` },
      pet: {
        oneOf: [{ $ref: `#/components/schemas/${pointerToken(text)}` }, { type: 'null' }],
        discriminator: {
          propertyName: text,
          mapping: { [text]: `#/components/schemas/${pointerToken(text)}` },
        },
      },
    },
    example: { [text]: text },
    'x-enum-varnames': [text],
    [`x-${text}`]: text,
    externalDocs: { url: text, description: text },
  };
}

/** What an operation says, and its own server, if it has one, with the text in every field. */
function operationOf(text: string, name: string, server?: string): Record<string, unknown> {
  const schema = schemaOf(text);
  const examples = { [text]: { summary: text, value: text } };
  return {
    operationId: server === undefined ? `own ${text}` : text,
    summary: text,
    description: text,
    tags: [text],
    security: [{ [text]: [text] }],
    ...(server === undefined ? {} : { servers: [{ url: server, description: text }] }),
    parameters: [
      { name, in: 'path', required: true, description: text, schema: { type: 'string', enum: [text] } },
      { name: text || 'empty', in: 'query', description: text, schema: { type: 'string', default: text } },
      { name: text || 'empty', in: 'header', examples, schema: { type: 'string' } },
      { name: text || 'empty', in: 'cookie', style: text, schema: { type: 'string' } },
    ],
    requestBody: { required: true, content: { [text]: { schema }, 'application/json': { schema } } },
    responses: {
      '200': { description: text, content: { 'application/json': { schema }, [text]: { schema } } },
      [text]: { description: text, content: { 'application/json': { schema } } },
      default: { description: text, headers: { [text]: { schema } }, content: { [text]: { schema } } },
    },
    'x-anything': text,
  };
}

/** One document in which every foreign text of a field is the given one. */
function document(text: string): unknown {
  const plain = text.replace(/[{}]/g, '');
  const name = plain || 'empty';
  const scheme = { type: 'apiKey', in: 'query', name: text, description: text };
  return {
    openapi: '3.1.0',
    info: { title: text, version: text, description: text },
    servers: [
      {
        url: `https://api.example.com/v1/{${name}}`,
        variables: { [name]: { default: text, enum: [text], description: text } },
      },
    ],
    tags: [{ name: text, description: text }],
    security: [{ [text]: [] }],
    paths: {
      [`/${plain}/{${name}}`]: { post: operationOf(text, name, text), get: { responses: {} } },
      [`/x/{${name}}/${plain}`]: { put: operationOf(text, name) },
    },
    components: {
      schemas: { [text]: schemaOf(text), Plain: schemaOf(text) },
      securitySchemes: { [text]: scheme, http: { type: 'http', scheme: text } },
    },
  };
}

function pointerToken(text: string): string {
  // A lone surrogate cannot be written into a reference.
  if (text === '\ud800') return 'Plain';
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}

const origin = 'https://api.example.com';

/** A fetch that sends nothing: it keeps the requests and answers what a hostile service would. */
function stubbed(status: number) {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    const body = '{"__proto__":{"canary":1},"constructor":{"prototype":{"canary":1}}}';
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  };
  return { sent, fetch };
}

/** Whatever a call comes to: a result, or an error that says what cannot be sent or what came back. */
async function outcome(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect(['TypeError', 'ApiError']).toContain(error instanceof Error ? error.name : undefined);
  }
}

/** The values of a call, all by the given text, or harmless ones where a text cannot travel in that place. */
function inputs(template: string, text: string): Record<string, unknown>[] {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const own = (value: unknown, ...keys: string[]) => {
    const made: Record<string, unknown> = {};
    for (const key of keys)
      Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
    return made;
  };
  const query = own(text, text || 'empty');
  return [
    { path: own('x', ...names), body: own(text, text) },
    { path: own(text, ...names), query, body: own({ [text]: text }, text) },
    {
      path: own('x', ...names),
      query: own({ [text]: [text] }, text),
      cookies: query,
      headers: query,
      body: text,
    },
  ];
}

/** Calls one operation in every way; returns the requests that left. */
async function callOperation(
  value: unknown,
  runtime: Record<string, unknown>,
  text: string,
): Promise<Request[]> {
  const { connect } = runtime;
  if (typeof value !== 'function' || typeof connect !== 'function') throw new Error('nothing to call');
  const descriptor: { path: string; body?: string } = Reflect.get(value, 'descriptor');
  const left: Request[] = [];
  for (const status of [200, 404]) {
    const { sent, fetch } = stubbed(status);
    for (const baseUrl of [`${origin}/v1`, undefined])
      for (const input of inputs(descriptor.path, text))
        await outcome(() => {
          const { body, ...rest } = input;
          const given = descriptor.body === undefined ? rest : { ...rest, body };
          return value(connect({ baseUrl, fetch, auth: 'secret' }), given);
        });
    left.push(...sent);
  }
  return left;
}

/** Takes every step of the fluent path, and calls what it finds. */
async function walk(step: unknown, text: string, depth = 0): Promise<void> {
  if (typeof step !== 'object' || step === null || depth > 12) return;
  for (const key of Object.keys(step)) {
    const member: unknown = Reflect.get(step, key);
    if (typeof member !== 'function') await walk(member, text, depth + 1);
    else
      await outcome(async () => {
        const next: unknown = member(text || 'x', { query: { [text]: text } });
        await (next instanceof Promise ? next : walk(next, text, depth + 1));
      });
  }
}

/** Has every validator of a module judge what holds the text, and values that it was not made for. */
function judge(module: object, text: string): void {
  const named = Object.defineProperty({}, text, { value: text, enumerable: true });
  const validators = Object.values(module).flatMap((one) =>
    typeof one === 'object' ? Object.values(one) : [one],
  );
  expect(validators.length).toBeGreaterThan(2);
  for (const validate of validators)
    for (const value of [
      named,
      { path: named, query: named, headers: named, cookies: named },
      text,
      [],
      null,
    ])
      expect(validate(value).ok).toBeTypeOf('boolean');
}

/** Has the handlers answer the requests of the client; returns how many they knew. */
async function answer(module: Record<string, unknown>, requests: readonly Request[]): Promise<number> {
  const { handlersFor } = module;
  if (typeof handlersFor !== 'function') throw new Error('there are no handlers');
  const handlers: RequestHandler[] = handlersFor({ baseUrl: `${origin}/v1` });
  expect(handlers.length).toBe(3);
  let known = 0;
  for (const request of requests)
    await outcome(async () => {
      // A client sent it, so its body has been read.
      const { method, url, headers } = request;
      const asked = new Request(url, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) });
      if (await getResponse(handlers, asked)) known++;
    });
  return known;
}

const isCode = ({ path }: { readonly path: string }) => path.endsWith('.ts');

/** Only the server that the document itself names may be another: its own text says so. */
function leadsAway(url: string, text: string): boolean {
  const { origin: to, pathname } = new URL(url);
  return to !== origin || !pathname.startsWith('/v1/') ? !ownServer(url, text) : false;
}

/** The server of the document ends in a variable, which may climb within its own origin. */
function ownServer(url: string, text: string): boolean {
  try {
    const { pathname } = new URL(`${origin}/v1/${text}`);
    return url.startsWith(origin) && !pathname.startsWith('/v1/') && url.startsWith(origin + pathname);
  } catch {
    return false;
  }
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'canary');
});

describe('hostile documents', () => {
  const codeOf = remembered((text) => generated(document(text), { runtime: '../runtime/index.ts', emit }));
  let tried = 0;
  let calls = 0;
  let answered = 0;
  let requested = 0;

  it.each(hostile.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
    '%s is inert',
    async (_, text) => {
      const all = await codeOf(text);
      for (const { path } of all.files) {
        expect(path).toMatch(/^([\w-]+\/){0,3}[\w-]+(\.[\w-]+)*\.(ts|http|md)$/);
        expect(path).not.toContain('..');
      }
      expect(new Set(all.files.map(({ path }) => path.toLowerCase())).size).toBe(all.files.length);
      expect(all.files.map(({ path }) => path)).toContain('OPERATIONS.md');
      for (const { content } of all.files.filter(({ path }) => path.endsWith('.http'))) {
        requested++;
        expect(content).not.toMatch(
          /\{\{(?!(?:baseUrl|key)\}\})|^\s*(?:<@?\s|<>|>)|^### (?!(?:GET|POST|PUT) )/m,
        );
      }
      const files = inFolder('case', all.files).filter(isCode);
      const operations = files.map(({ path }) => path).filter((path) => path.startsWith('case/operations/'));
      const validators = files
        .map(({ path }) => path)
        .filter((path) => /^case\/validators\/[^/]*$/.test(path));
      const wanted = [
        'runtime/index.ts',
        'case/client.ts',
        'case/msw/index.ts',
        ...validators,
        ...operations,
      ];
      const [runtime = {}, client = {}, msw = {}, ...rest] = await imported(
        [...files, ...sharedRuntime],
        wanted,
      );
      const modules = rest.splice(validators.length);
      for (const module of rest) judge(module, text);
      const values = modules.flatMap((module) => Object.values(module));
      expect(values.length).toBe(3);
      const left: Request[] = [];
      for (const value of values) left.push(...(await callOperation(value, runtime, text)));
      answered += await answer(msw, left);
      const { createClient } = client;
      if (typeof createClient !== 'function') throw new Error('there is no client');
      const { sent, fetch } = stubbed(200);
      await walk(createClient({ baseUrl: `${origin}/v1`, fetch, auth: 'secret' }), text);
      calls += left.length + sent.length;
      tried++;
      for (const { url } of [...left, ...sent]) expect(leadsAway(url, text)).toBe(false);
      expect(globalThis).not.toHaveProperty('canary');
      expect({}).not.toHaveProperty('canary');
    },
  );

  // Most of them could be called.
  afterAll(() => {
    if (tried < hostile.length) return;
    expect(calls).toBeGreaterThan(tried * 8);
    expect(answered).toBeGreaterThan(tried * 10);
    // An editor cannot send a header or a media type of that name.
    expect(requested).toBeGreaterThan(tried / 3);
  });

  it('and all of it compiles', async () => {
    // One program for all: the compiler's own library is what takes the time.
    const made = await Promise.all(hostile.map(codeOf));
    const files = made.flatMap(({ files }, i) => inFolder(`case${i}`, files)).filter(isCode);
    expect(typeErrors([...files, ...sharedRuntime])).toEqual([]);
  });

  it('leaves no character in the code that reorders or hides text', async () => {
    for (const { files } of await Promise.all(hostile.map(codeOf))) {
      for (const { content } of files)
        expect(content).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
    }
  });
});

describe('names that collide', () => {
  const alike = ['a-b', 'a_b', 'aB', 'AB', 'a b', 'A/b', 'a.b', 'a--b', 'ab'];

  it('are told apart, and each operation sends its own request', async () => {
    const responses = { 200: { description: '', content: { 'application/json': { schema: {} } } } };
    const paths = alike.map((name, i) => [
      `/${name}/${i}`,
      { get: { operationId: name, tags: [name], responses }, post: { operationId: `${name}2`, responses } },
    ]);
    const schemas = Object.fromEntries(
      [...alike, 'Array', 'Array_', 'array'].map((name) => [name, { type: 'string' }]),
    );
    const all = await generated(
      { openapi: '3.0.3', info: {}, paths: Object.fromEntries(paths), components: { schemas } },
      { runtime: '../runtime/index.ts' },
    );
    const files = inFolder('case', all.files);
    expect(typeErrors([...files, ...sharedRuntime])).toEqual([]);
    const operations = files.map(({ path }) => path).filter((path) => path.startsWith('case/operations/'));
    const [runtime = {}, ...modules] = await imported(
      [...files, ...sharedRuntime],
      ['runtime/index.ts', ...operations],
    );
    const urls = new Set<string>();
    for (const value of modules.flatMap((module) => Object.values(module)))
      for (const { url, method } of await callOperation(value, runtime, 'x'))
        urls.add(`${method} ${new URL(url).pathname}`);
    expect(urls.size).toBe(alike.length * 2);
  });
});

describe('references', () => {
  const target = '#/components/schemas/A';
  it.each([
    ['a file', { $ref: 'file:///etc/passwd' }, 'openapi/ref-external'],
    ['a file beside it', { $ref: '../../../etc/passwd#/x' }, 'openapi/ref-external'],
    ['a server', { $ref: 'http://127.0.0.1:1/x.json' }, 'openapi/ref-external'],
    ['a server without a scheme', { $ref: '//127.0.0.1:1/x.json' }, 'openapi/ref-external'],
    ['itself', { $ref: target }, 'openapi/ref-circular'],
    ['nothing', { $ref: '#/components/schemas/__proto__' }, 'openapi/ref-unresolved'],
    ['what every object has', { $ref: '#/components/constructor/prototype' }, 'openapi/ref-unresolved'],
    ['a number', { $ref: 1 }, 'openapi/ref-malformed'],
  ])('to %s refuse the document', (_, schema, code) => {
    const document = { openapi: '3.1.0', info: {}, paths: {}, components: { schemas: { A: schema } } };
    const read = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'openapi.json');
    expect(read.value).toBeUndefined();
    expect(read.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});
