import { describe, expect, it } from 'vitest';
import { emit } from './emit.ts';
import { generated, typeErrors } from './emitters/fixtures/compile.ts';
import { readOpenApi } from './openapi/read.ts';

const ok = (schema: unknown) => ({ description: 'OK', content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const body = (schema: unknown) => ({ required: true, content: { 'application/json': { schema } } });

function document(paths: unknown, schemas: unknown = {}, openapi = '3.1.0'): unknown {
  const info = { title: 'Test', version: '1' };
  return { openapi, info, servers: [{ url: 'https://api.example.com/v1' }], paths, components: { schemas } };
}

/** What a schema becomes, as the text after `export type Thing = `. */
async function typeOf(
  schema: unknown,
  others: Record<string, unknown> = {},
  openapi?: string,
): Promise<string> {
  const made = await generated(document({}, { Thing: schema, ...others }, openapi));
  const text = made.text('schemas.ts');
  const start = text.indexOf('export type Thing = ') + 'export type Thing = '.length;
  return text.slice(
    start,
    text.indexOf(';\n\n', start) === -1 ? text.lastIndexOf(';') : text.indexOf(';\n\n', start),
  );
}

describe('schemas as types', () => {
  it.each([
    ['null beside a type', { type: ['string', 'null'] }, 'string | null'],
    ['const', { const: 'a' }, '"a"'],
    ['const null', { const: null }, 'null'],
    ['enum of several types', { enum: ['a', 1, -2, true, null] }, '"a" | 1 | -2 | true | null'],
    ['no keyword at all', {}, 'unknown'],
    ['true', true, 'unknown'],
    ['false', false, 'never'],
    ['an object that says nothing of its members', { type: 'object' }, 'Record<string, unknown>'],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'number' } },
      '{\n    [key: string]: number;\n}',
    ],
    ['a list', { type: 'array', items: { type: 'integer' } }, 'number[]'],
    [
      'a tuple',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
      '[\n    string,\n    number\n]',
    ],
    ['a reference', ref('Other'), 'Other'],
    ['nothing but itself', { anyOf: [ref('Thing'), { type: 'string' }] }, 'string'],
    ['a list of itself', { type: 'array', items: ref('Thing') }, 'Thing[]'],
  ])('%s', async (_, schema, type) => {
    expect(await typeOf(schema, { Other: { type: 'string' } })).toBe(type);
  });

  it('reads nullable in 3.0 and not in 3.1, where it has no meaning', async () => {
    const schema = { type: 'string', nullable: true };
    expect(await typeOf(schema, {}, '3.0.3')).toBe('string | null');
    expect(await typeOf(schema)).toBe('string');
  });

  it('names encodings and formats in the documentation', async () => {
    const properties = {
      data: { type: 'string', contentEncoding: 'base64' },
      at: { type: 'string', format: 'date-time', description: 'When.' },
      old: { type: 'string', deprecated: true },
    };
    expect(await typeOf({ type: 'object', properties })).toBe(
      '{\n    /** Encoding: base64. */\n    data?: string;\n    /**\n     * When.\n' +
        '     * Format: date-time (RFC 3339, kept as text: a Date would lose digits).\n     */\n    at?: string;\n' +
        '    /** @deprecated */\n    old?: string;\n}',
    );
  });

  it('lets an index signature fit the members beside it', async () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'number' } },
      additionalProperties: { type: 'string' },
    };
    const made = await generated(document({}, { Thing: schema }));
    const use = `import type { Thing } from './schemas.ts';\nexport const thing: Thing = { n: 1, other: 'x' };\nexport const n: number | undefined = thing.n;`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });

  it('tells the alternatives of a union apart by the discriminator', async () => {
    const pet = (kind: string) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, [kind]: { type: 'string' } },
    });
    const union = {
      oneOf: [ref('Cat'), ref('Dog')],
      discriminator: {
        propertyName: 'kind',
        mapping: { cat: '#/components/schemas/Cat', gone: '#/components/schemas/Gone' },
      },
    };
    const made = await generated(document({}, { Thing: union, Cat: pet('purr'), Dog: pet('bark') }));
    const use = `import type { Thing } from './schemas.ts';
export function sound(thing: Thing): string | undefined {
  return thing.kind === 'cat' ? thing.purr : thing.bark;
}
// @ts-expect-error no such kind
export const other: Thing = { kind: 'cow' };`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });

  it('says that a composition of itself is left out', async () => {
    const made = await generated(
      document({}, { A: { allOf: [ref('B')] }, B: { allOf: [ref('A'), { type: 'object' }] } }),
    );
    expect(made.diagnostics.map(({ code }) => code)).toEqual([
      'generate/no-operations',
      'generate/self-reference',
    ]);
    expect(typeErrors(made.files)).toEqual([]);
  });
});

describe('read-only and write-only members', () => {
  const user = {
    type: 'object',
    required: ['id', 'password', 'name'],
    properties: {
      id: { type: 'string', readOnly: true },
      password: { type: 'string', writeOnly: true },
      name: { type: 'string' },
      manager: ref('User'),
    },
  };
  const paths = {
    '/users/{id}': {
      patch: {
        operationId: 'updateUser',
        requestBody: body(ref('User')),
        responses: { 200: ok(ref('User')) },
      },
      put: {
        operationId: 'putName',
        requestBody: body({ type: 'object', properties: { name: { type: 'string' } } }),
        responses: { 200: ok(ref('User')) },
      },
    },
  };

  it('are absent from the other direction, all the way down', async () => {
    const made = await generated(document(paths, { User: user }));
    const use = `import { createClient } from './client.ts';
const user = createClient().users.byId('1');
user.patch({ password: 'x', name: 'y' });
user.patch({ password: 'x', name: 'y', manager: { password: 'x', name: 'z' } });
// @ts-expect-error required
user.patch({ name: 'y' });
// @ts-expect-error read-only
user.patch({ password: 'x', name: 'y', id: '1' });
// @ts-expect-error read-only in the depth
user.patch({ password: 'x', name: 'y', manager: { password: 'x', name: 'z', id: '1' } });
user.patch({ password: 'x', name: 'y' }).then((read) => read.id.length);
// @ts-expect-error write-only
user.patch({ password: 'x', name: 'y' }).then((read) => read.password);
user.put({ name: 'y' });
// @ts-expect-error read-only in what the success answers with
user.put({ name: 'y', id: '1' });
// @ts-expect-error unknown
user.put({ name: 'y', other: '1' });`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });

  it('do not become impossible when a composition requires them', async () => {
    const derived = {
      allOf: [ref('User'), { type: 'object', properties: { id: { type: 'string', readOnly: true } } }],
      required: ['id', 'name'],
    };
    const derivedPaths = {
      '/users': { post: { operationId: 'add', requestBody: body(ref('Derived')), responses: {} } },
    };
    const made = await generated(document(derivedPaths, { User: user, Derived: derived }));
    const use = `import { createClient } from './client.ts';\ncreateClient().users.post({ password: 'x', name: 'y' });`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });
});

describe('operations', () => {
  it('have typed errors for statuses, ranges and the rest', async () => {
    const error = (name: string) =>
      ok({ type: 'object', required: [name], properties: { [name]: { type: 'string' } } });
    const responses = {
      200: ok({ type: 'string' }),
      404: error('missing'),
      '4XX': error('client'),
      default: error('other'),
    };
    const made = await generated(document({ '/a': { get: { operationId: 'getA', responses } } }));
    const use = `import { getA } from './operations/a.ts';
export function read(error: unknown): string {
  if (!getA.isError(error)) return '';
  if (error.status === 400) return 'client' in error.body ? error.body.client : error.body.other;
  if (error.status === 404) return 'missing' in error.body ? error.body.missing : error.body.other;
  // @ts-expect-error the status decides
  return error.body.missing;
}`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
    expect(made.text('types/a.ts')).toContain('Exclude<runtime.Status4XX, 404>');
  });

  it('demand what is required and nothing else', async () => {
    const parameter = (name: string, place: string, required: boolean) => ({
      name,
      in: place,
      required,
      schema: { type: 'integer' },
    });
    const get = {
      operationId: 'list',
      parameters: [parameter('top', 'query', false)],
      responses: { 204: { description: '' } },
    };
    const post = {
      operationId: 'act',
      parameters: [parameter('n', 'query', true), parameter('Accept', 'header', true)],
      requestBody: { content: { 'application/json': { schema: { type: 'string' } } } },
      responses: {},
    };
    const made = await generated(document({ '/a': { get, post } }));
    const use = `import { createClient } from './client.ts';
const a = createClient({ auth: () => 'x' }).a;
a.get(); a.get({}); a.get({ query: {} }); a.get({ query: { top: 1 }, signal: new AbortController().signal, headers: { X: 'y' } });
// @ts-expect-error wrong type
a.get({ query: { top: '1' } });
// @ts-expect-error unknown
a.get({ query: { skip: 1 } });
a.post('x', { query: { n: 1 } }); a.post(undefined, { query: { n: 1 } });
// @ts-expect-error the query is required
a.post('x');`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });

  it('describe themselves to the runtime, with what is not the default of OpenAPI', async () => {
    const parameters = [
      { name: 'ids', in: 'query', style: 'pipeDelimited', explode: false, schema: { type: 'array' } },
      { name: 'plain', in: 'query', schema: {} },
      { name: 'f', in: 'query', content: { 'application/json': { schema: {} } } },
    ];
    const made = await generated(
      document({ '/a b/{x}#c': { get: { operationId: 'getIt', security: [], parameters, responses: {} } } }),
    );
    expect(made.text('operations/a-b.ts')).toContain(
      `operation({
    id: 'getIt',
    method: 'GET',
    path: '/a%20b/{x}%23c',
    server: 'https://api.example.com/v1',
    styles: {
      query: { ids: { style: 'pipeDelimited', explode: false }, f: { style: 'json' } },
    },
  })`,
    );
  });

  it('need a base URL where the document names no absolute server', async () => {
    const made = await generated({ openapi: '3.1.0', info: {}, paths: { '/a': { get: { responses: {} } } } });
    const use = `import { createClient } from './client.ts';\n// @ts-expect-error where to?\ncreateClient();\ncreateClient({ baseUrl: 'https://x' });`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });
});

describe('names that collide', () => {
  const operation = (operationId: string) => ({
    operationId,
    tags: ['t'],
    responses: { 200: ok(ref('a-b')) },
  });
  const paths = {
    '/x/{id}': { get: operation('get-thing') },
    '/x/{userId}': { post: operation('get_thing'), get: operation('getThing') },
    '/x/a-b': { get: operation('Client') },
    '/x/aB': { get: operation('createClient') },
    '/x/get': { get: operation('other') },
  };
  const schemas = { 'a-b': { type: 'string' }, aB: { type: 'number' }, GetThingResult: { type: 'string' } };

  it('get a stable suffix and a warning with both sources, and compile', async () => {
    const made = await generated(document(paths, schemas));
    expect(typeErrors(made.files)).toEqual([]);
    const told = made.diagnostics.map(({ message, related }) => [message, related[0]?.at.pointer]);
    expect(told).toContainEqual([
      '/components/schemas/aB would be called AB like /components/schemas/a-b; it is called AB2',
      '/components/schemas/a-b',
    ]);
    expect(told).toContainEqual([
      '/paths/~1x~1{userId}/post would be called getThing like /paths/~1x~1{id}/get; it is called getThing2',
      '/paths/~1x~1{id}/get',
    ]);
    expect(made.text('client/x.ts')).toContain('get get2(): XGet2Path');
    expect(made.diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('keep their names when something is added at the end', async () => {
    const before = await generated(document(paths, schemas));
    const after = await generated(
      document({ ...paths, '/new': { get: { operationId: 'getthing', responses: {} } } }, schemas),
    );
    for (const { path, content } of before.files.filter(({ path }) => path !== 'client.ts'))
      expect(after.text(path)).toBe(content);
  });
});

describe('emit', () => {
  const api = readOpenApi(new TextEncoder().encode(JSON.stringify(document({}))), 'a.json').value;
  if (!api) throw new Error('the document of this test cannot be read');

  it('refuses an emitter that does not exist, with a near word', async () => {
    const made = await emit(api, { emit: ['type'] });
    expect(made.value).toBeUndefined();
    expect(made.diagnostics).toMatchObject([
      { code: 'generate/unknown-emitter', help: 'Did you mean types?' },
    ]);
  });

  it('refuses a combination that cannot work, with one that does', async () => {
    const made = await emit(api, { emit: ['client'] });
    expect(made.value).toBeUndefined();
    expect(made.diagnostics).toMatchObject([
      {
        code: 'generate/missing-emitter',
        message: 'the emitter client needs types and builders',
        help: 'Use --emit types,builders,client',
      },
    ]);
  });

  it('says in every file where it comes from', async () => {
    const { files } = await generated(document({ '/a': { get: { responses: {} } } }));
    for (const { path, content } of files) {
      const copied = path.startsWith('runtime/');
      expect(content.split('\n')[0]).toBe(
        copied
          ? '// Part of docpact, copied by docpact generate. Do not edit: it is copied anew.'
          : '// Generated by docpact from openapi.json. Do not edit: it is made anew from there.',
      );
    }
  });

  it.each([
    ['copy', '.js', './runtime/index.js', '../runtime/index.js'],
    ['copy', '', './runtime/index', '../runtime/index'],
    ['docpact/runtime', '.js', 'docpact/runtime', 'docpact/runtime'],
    ['../lib/runtime.ts', '.ts', '../lib/runtime.ts', '../../lib/runtime.ts'],
    ['./lib/runtime.ts', '.ts', './lib/runtime.ts', '../lib/runtime.ts'],
  ] as const)('runtime %s with extension "%s"', async (runtime, importExtension, root, nested) => {
    const { text, files } = await generated(document({ '/a': { get: { responses: {} } } }), {
      runtime,
      importExtension,
    });
    expect(text('client.ts')).toContain(`from '${root}'`);
    expect(text('operations/a.ts')).toContain(`from '${nested}'`);
    expect(files.some(({ path }) => path === 'runtime/index.ts')).toBe(runtime === 'copy');
    if (runtime === 'copy') expect(text('runtime/request.ts')).toContain(`from './body${importExtension}'`);
  });

  it('makes the same bytes of the same input', async () => {
    const one = await generated(document({ '/a': { get: { responses: {} } } }));
    const two = await generated(document({ '/a': { get: { responses: {} } } }));
    expect(two.files).toEqual(one.files);
  });
});
