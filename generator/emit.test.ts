import { describe, expect, it } from 'vitest';
import { emit } from './emit.ts';
import { compilerSays, generated, typeErrors } from './emitters/fixtures/compile.ts';
import { body, document, ok, ref } from './emitters/fixtures/document.ts';
import { readOpenApi } from './openapi/read.ts';

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
    expect(made.text('operations/a.ts')).toContain("errors: '404 4XX default'");
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
      `runtime.Operation<GetItOperation> = /* @__PURE__ */ operation(api, 'getIt', 'GET', '/a%20b/{x}', {
  styles: /* @__PURE__ */ styled({ query: { ids: { style: 'pipeDelimited', explode: false }, f: { style: 'json' } } }),
});`,
    );
    expect(made.text('api.ts')).toContain(
      "export const api: Api = {\n  server: 'https://api.example.com/v1',\n};",
    );
  });

  it('name their own server, credentials and media types where they are not the usual', async () => {
    const responses = {
      200: { description: '', content: { 'text/csv': {} } },
      304: { description: '' },
      406: { description: '', content: { 'text/plain': {}, 'application/json': {} } },
    };
    const own = {
      operationId: 'own',
      security: [{ key: [] }, { token: ['a'] }, { token: ['b'] }],
      servers: [{ url: 'https://{region}.example.com', variables: { region: { default: 'eu' } } }],
      responses,
    };
    const securitySchemes = {
      token: { type: 'oauth2', flows: {} },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      basic: { type: 'http', scheme: 'Basic' },
    };
    const base = document({
      '/a': { get: own, put: { operationId: 'usual', responses: {} }, post: { security: [], responses: {} } },
    });
    const made = await generated({
      ...(base as object),
      security: [{ token: ['a'] }, { token: ['b'] }],
      components: { securitySchemes },
    });
    expect(made.text('operations/a.ts')).toContain(`'own', 'GET', '/a', {
  server: 'https://{region}.example.com',
  variables: { region: 'eu' },
  accept: 'text/csv, text/plain, application/json',
  security: [{ key: [] }, { token: ['a'] }],
  errors: '304: 406:text/plain,application/json',
});`);
    expect(made.text('operations/a.ts')).toContain(
      "runtime.Operation<UsualOperation> = /* @__PURE__ */ operation(api, 'usual', 'PUT', '/a');",
    );
    expect(made.text('operations/a.ts')).toContain("'POST', '/a', {\n  security: [],\n});");
    expect(made.text('api.ts')).toContain(`  schemes: {
    token: bearer,
    key: /* @__PURE__ */ apiKey('header', 'X-Key'),
    basic: basic,
  },
  security: [{ token: ['a'] }],`);
    expect(made.text('client.ts')).toContain(
      'runtime.ConnectionSettings<{ token: runtime.TokenAuth; key: runtime.KeyAuth; basic: runtime.BasicAuth }, runtime.AnyVariables>',
    );
    expect(typeErrors(made.files)).toEqual([]);
  });

  it('keep the query that stands in a path', async () => {
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
    const made = await generated(
      document({
        '/a?op=list#1': { get: { responses: {} } },
        '/{id}?#x': { get: { parameters, responses: {} } },
      }),
    );
    expect(made.text('operations/a-op-list-1.ts')).toContain("'GET', '/a?op=list');");
  });

  it('say what of the document they leave out, each with its place', async () => {
    const requestBody = body({ type: 'string' });
    const both = { content: { 'text/plain': {}, 'application/json': {}, 'application/vnd.x+json': {} } };
    const parameters = [{ name: 'gone', in: 'path' }, { name: 'x', in: 'body' }, { in: 'query' }];
    const made = await generated({
      ...(document({
        'no/slash': {},
        'x-note': {},
        '/a/{id}': {
          parameters,
          servers: ['https://a.test', 'https://b.test', 'https://c.test'].map((url) => ({ url })),
          get: { requestBody, responses: { 100: { description: '' }, 200: { description: '' } } },
          put: { requestBody: both, callbacks: {}, responses: {} },
        },
      }) as object),
      webhooks: { made: {} },
    });
    const told = made.diagnostics.map(
      ({ code, at }) => `${code} ${at.pointer?.replace('/paths/~1a~1{id}', '')}`,
    );
    expect(told.sort()).toEqual([
      'generate/left-out /get/requestBody',
      'generate/left-out /get/responses/100',
      'generate/left-out /parameters/0',
      'generate/left-out /parameters/0',
      'generate/left-out /parameters/1',
      'generate/left-out /parameters/1',
      'generate/left-out /parameters/2',
      'generate/left-out /parameters/2',
      'generate/left-out /put/callbacks',
      'generate/left-out /webhooks',
      'generate/media-type-choice /put/requestBody/content/application~1json',
      'generate/path-parameter-undescribed /get',
      'generate/path-parameter-undescribed /put',
      'generate/server-choice /servers/1',
    ]);
  });

  it('let lists of texts grow where the document or the policy says so', async () => {
    const properties = {
      plain: { type: 'string', enum: ['a'] },
      extensible: { type: 'string', enum: ['a'], 'x-ms-enum': { modelAsString: true } },
      documented: { type: ['string', 'null'], 'x-docpact-documented-values': ['a'] },
      number: { type: 'integer', enum: [1] },
    };
    const made = async (enums?: 'open' | 'closed' | 'documented') => {
      const { text, files } = await generated(
        document({}, { Thing: { type: 'object', properties } }),
        enums === undefined ? {} : { enums },
      );
      expect(typeErrors(files)).toEqual([]);
      return text('schemas/thing.ts')
        .split('\n')
        .filter((line) => line.includes('?: '));
    };
    const open = (name: string, end = '') => `    ${name}?: "a" | runtime.OtherText${end};`;
    const number = '    number?: 1;';
    expect(await made('closed')).toEqual([
      '    plain?: "a";',
      '    extensible?: "a";',
      '    documented?: string | null;',
      number,
    ]);
    const grown = [open('extensible'), open('documented', ' | null'), number];
    expect(await made()).toEqual(['    plain?: "a";', ...grown]);
    expect(await made('open')).toEqual([open('plain'), ...grown]);
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
  const schemas = {
    'a-b': { type: 'string' },
    aB: { type: 'number' },
    GetThingOperation: { type: 'string' },
  };

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
    expect(made.text('client/x.ts')).toContain('readonly get2: XGet2Path');
    expect(made.diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('lie together by the first word of their names, namespaces left aside', async () => {
    const made = await generated(
      document(
        {},
        { 'io.k8s.api.core.v1.Pod': {}, PodSpec: ref('volume_claim'), volume_claim: {}, '': {}, con: {} },
      ),
    );
    const paths = made.files.map(({ path }) => path).filter((path) => path.startsWith('schemas'));
    expect(paths).toEqual([
      'schemas.ts',
      'schemas/_.ts',
      'schemas/_con.ts',
      'schemas/pod.ts',
      'schemas/volume.ts',
    ]);
    expect(made.text('schemas/pod.ts')).toContain("import type { VolumeClaim } from './volume.ts';");
    expect(typeErrors(made.files)).toEqual([]);
  });

  it('lie under more than a letter where their names have more', async () => {
    const schemas = {
      'microsoft.graph.ODataError': {},
      AItem: {},
      ETag: {},
      X: {},
      'x-y-z': {},
      'a.b': {},
      V1Pod: {},
    };
    const made = await generated(document({}, schemas));
    const paths = made.files.map(({ path }) => path).filter((path) => path.startsWith('schemas/'));
    expect(paths).toEqual(
      ['aitem', 'b', 'etag', 'odata', 'v1', 'x', 'xy'].map((name) => `schemas/${name}.ts`),
    );
    expect(typeErrors(made.files)).toEqual([]);
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

describe('for compilers', () => {
  const get = { operationId: 'getA', responses: { 204: { description: '' } } };

  it('code that implements is not checked again, types are', async () => {
    const { files } = await generated(document({ '/a': { get } }));
    const broken = files.map((file) => ({
      ...file,
      content: `${file.content}\nconst broken: string = 1;\nexport { broken };`,
    }));
    const found = compilerSays(broken).map((line) => line.split(':')[0]);
    const unchecked = ['operations/a.ts', 'client.ts', 'client/a.ts', 'runtime/index.ts', 'runtime/retry.ts'];
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(unchecked));
    for (const path of unchecked) expect(found).not.toContain(path);
    expect(found).toEqual(
      expect.arrayContaining(['types/a.ts', 'schemas.ts', 'api.ts', 'runtime/connection.ts']),
    );
    expect(typeErrors(broken).map((line) => line.split(':')[0])).toEqual(expect.arrayContaining(unchecked));
  });

  it("a missing type of the platform's is an error and no silent any", async () => {
    const { files } = await generated(document({ '/a': { get } }));
    expect(compilerSays(files)).toEqual([]);
    const found = compilerSays(files, {}, { lib: ['lib.es2023.d.ts'] });
    expect(found).toContainEqual(expect.stringMatching(/^runtime\/connection\.ts:.*'Request'/));
  });
});
