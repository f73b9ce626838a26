import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { valueAt } from '../model/pointer.ts';
import type { Api } from './api.ts';
import { includeOperations } from './include.ts';
import { readOpenApi } from './read.ts';

const ref = (name: string, section = 'schemas') => ({ $ref: `#/components/${section}/${name}` });
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const answers = (schema: unknown) => ({ responses: { 200: { description: '', ...json(schema) } } });

function read(document: Record<string, unknown>, openapi = '3.1.0'): Api {
  const text = JSON.stringify({ openapi, info: { title: 'Test', version: '1' }, ...document }, null, 1);
  const { value, diagnostics } = readOpenApi(new TextEncoder().encode(text), 'test.json');
  if (!value) throw new Error(diagnostics[0]?.message);
  return value;
}

function cut(document: Record<string, unknown>, patterns: readonly string[], openapi?: string): Api {
  const { value, diagnostics } = includeOperations(read(document, openapi), patterns);
  if (!value) throw new Error(diagnostics[0]?.message);
  return value;
}

const names = (api: Api, section: string) =>
  Object.keys((valueAt(api.root, `/components/${section}`) ?? {}) as object);

describe('a cut', () => {
  it('holds components of every kind that its operations need, and no others', () => {
    const payload = (name: string) => ({
      schema: ref(`${name}Schema`),
      examples: { e: ref(name, 'examples') },
    });
    const sections = {
      parameters: (name: string) => ({ name: 'q', in: 'query', ...payload(name) }),
      headers: (name: string) => payload(name),
      requestBodies: (name: string) => ({ content: { 'x-own': payload(name) } }),
      responses: (name: string) => ({
        description: '',
        headers: { 'x-rate': ref(name, 'headers') },
        content: {
          'multipart/form-data': { encoding: { part: { headers: { 'x-part': ref('Part', 'headers') } } } },
        },
      }),
      callbacks: (name: string) => ({ '{$request.body#/url}': ref(name, 'pathItems') }),
      pathItems: (name: string) => ({ post: { requestBody: ref(name, 'requestBodies'), responses: {} } }),
      examples: (name: string) => ({ value: name }),
      securitySchemes: () => ({ type: 'http', scheme: 'bearer' }),
      schemas: () => ({ type: 'string' }),
    };
    const components = Object.fromEntries(
      Object.entries(sections).map(([section, make]) => [
        section,
        {
          Needed: make('Needed'),
          Other: make('Other'),
          ...(section === 'headers' ? { Part: { schema: ref('PartSchema') } } : {}),
          ...(section === 'schemas' ? { NeededSchema: {}, OtherSchema: {}, PartSchema: {} } : {}),
        },
      ]),
    );
    const operation = (name: string) => ({
      operationId: name,
      parameters: [ref(name, 'parameters')],
      requestBody: ref(name, 'requestBodies'),
      responses: { 200: ref(name, 'responses') },
      callbacks: { done: ref(name, 'callbacks') },
      security: [{ [name]: [] }],
    });
    const made = cut(
      { paths: { '/a': { get: operation('Needed') }, '/b': { get: operation('Other') } }, components },
      ['Needed'],
    );
    const only = (section: string) => names(made, section).filter((name) => !name.startsWith('Part'));
    expect(only('schemas')).toEqual(['NeededSchema']);
    for (const section of Object.keys(sections).filter((one) => one !== 'schemas'))
      expect([section, only(section)]).toEqual([section, ['Needed']]);
    expect(names(made, 'headers')).toContain('Part');
    expect(names(made, 'schemas')).toContain('PartSchema');
    expect(made.securitySchemes.map(({ name }) => name)).toEqual(['Needed']);
  });

  it('keeps what a path says for all of its operations, and the other operations out', () => {
    const paths = {
      '/a/{id}': {
        parameters: [{ name: 'id', in: 'path', schema: ref('Id') }],
        servers: [{ url: 'https://a.example' }],
        get: { operationId: 'read', ...answers(ref('A')) },
        delete: { operationId: 'remove', ...answers(ref('B')) },
      },
    };
    const made = cut({ paths, components: { schemas: { Id: {}, A: {}, B: {} } } }, ['read']);
    expect(
      made.operations.map(({ id, parameters, servers }) => [id, parameters[0]?.name, servers[0]?.url]),
    ).toEqual([['read', 'id', 'https://a.example']]);
    expect([...made.schemas.keys()]).toEqual(['Id', 'A']);
    expect(made.paths).toEqual(['/a/{id}']);
    expect(made.operationsAt('/a/{id}')).toEqual(made.operations);
    expect(valueAt(made.root, '/paths/~1a~1{id}/delete')).toBeUndefined();
  });

  it('says of everything where it stands in the file that was read', () => {
    const paths = {
      '/a': { get: { tags: ['a'], operationId: 'a', responses: {} } },
      '/b': { get: { tags: ['b'], operationId: 'b', ...answers(ref('B')) } },
    };
    const document = {
      tags: [{ name: 'a' }, { name: 'b', description: 'bees' }],
      paths,
      components: { schemas: { A: {}, B: { oneOf: [{ type: 'null' }, ref('C')] }, C: {} } },
    };
    const [whole, made] = [read(document), cut(document, ['tag:b'])];
    for (const pointer of ['/paths/~1b/get', '/components/schemas/B/oneOf/1', '/components/schemas/C']) {
      expect(valueAt(made.root, pointer)).toEqual(valueAt(whole.root, pointer));
      expect(made.place(pointer, 'key')).toEqual(whole.place(pointer, 'key'));
      expect(made.place(pointer).line).toBeGreaterThan(1);
    }
    expect(made.root['tags']).toEqual([{ name: 'b', description: 'bees' }]);
    expect(made.place('/tags/0')).toEqual(whole.place('/tags/1'));
    expect(made.line(3)).toBe(whole.line(3));
  });

  it('leaves the entries of a mapping out that nothing else needs; alternatives stay', () => {
    const mapping = (...kinds: string[]) =>
      Object.fromEntries(kinds.map((kind) => [kind, `#/components/schemas/${kind}`]));
    const schemas = {
      entity: {
        type: 'object',
        discriminator: {
          propertyName: 'kind',
          mapping: { ...mapping('ship', 'crew'), short: 'harbour', far: 'x.json' },
        },
      },
      ship: { allOf: [ref('entity'), { properties: { crew: { items: ref('crew') } } }] },
      crew: { allOf: [ref('entity')] },
      harbour: { allOf: [ref('entity')] },
      either: {
        oneOf: [ref('crew'), ref('harbour')],
        discriminator: { propertyName: 'kind', mapping: mapping('crew', 'harbour') },
      },
    };
    const paths = {
      '/entity': { get: answers(ref('entity')) },
      '/ship': { get: answers(ref('ship')) },
      '/either': { get: answers(ref('either')) },
    };
    const kept = (path: string) => {
      const made = cut({ paths, components: { schemas } }, [path]);
      return [
        [...made.schemas.keys()],
        Object.keys(valueAt(made.root, '/components/schemas/entity/discriminator/mapping') as object),
      ];
    };
    expect(kept('/entity')).toEqual([['entity'], ['far']]);
    expect(kept('/ship')).toEqual([
      ['entity', 'ship', 'crew'],
      ['ship', 'crew', 'far'],
    ]);
    expect(kept('/either')).toEqual([
      ['entity', 'crew', 'harbour', 'either'],
      ['crew', 'short', 'far'],
    ]);
    expect(schemas.entity.discriminator.mapping).toHaveProperty('ship');
  });

  it('leaves links to other operations out, with what they name', () => {
    const links = {
      own: { operationId: 'read' },
      same: { operationRef: '#/paths/~1a/get' },
      away: { operationRef: 'https://other.example/openapi.json#/paths/~1a/get' },
      gone: { operationId: 'remove' },
      goneToo: { operationRef: '#/paths/~1a/delete' },
      named: ref('Read', 'links'),
      goneByName: ref('Remove', 'links'),
    };
    const paths = {
      '/a': {
        get: { operationId: 'read', responses: { 200: { description: '', links } } },
        delete: { operationId: 'remove', responses: {} },
      },
    };
    const components = { links: { Read: { operationId: 'read' }, Remove: { operationId: 'remove' } } };
    const made = cut({ paths, components }, ['read']);
    const kept = valueAt(made.root, '/paths/~1a/get/responses/200/links');
    expect(Object.keys(kept as object)).toEqual(['own', 'same', 'away', 'named']);
    expect(names(made, 'links')).toEqual(['Read']);
  });

  it('follows references into operations that it leaves out, without bringing these back', () => {
    const paths = {
      '/a': {
        get: { operationId: 'a', ...answers({ $ref: '#/paths/~1b/get/responses/200/content/a~1b/schema' }) },
      },
      '/b': {
        get: {
          operationId: 'b',
          parameters: [{ name: 'x', in: 'query', schema: ref('X') }],
          responses: { 200: { description: '', content: { 'a/b': { schema: ref('B') } } } },
        },
        put: { operationId: 'c', parameters: [{ $ref: '#/paths/~1b/get/parameters/0' }], responses: {} },
      },
    };
    const document = { paths, components: { schemas: { B: {}, X: {} } } };
    const one = cut(document, ['a']);
    expect(one.operations.map(({ id }) => id)).toEqual(['a']);
    expect(one.paths).toEqual(['/a']);
    expect(one.operationsAt('/b')).toEqual([]);
    expect([...one.schemas.keys()]).toEqual(['B']);
    const other = cut(document, ['c']);
    expect(other.operations.map(({ id, parameters }) => [id, parameters[0]?.name])).toEqual([['c', 'x']]);
    expect([...other.schemas.keys()]).toEqual(['X']);
  });

  it('follows path items that are references, one method at a time', () => {
    const shared = {
      parameters: [{ name: 'p', in: 'query', schema: ref('P') }],
      get: { operationId: 'one', ...answers(ref('A')) },
      put: { operationId: 'two', ...answers(ref('B')) },
    };
    const made = cut(
      {
        paths: { '/a': { $ref: '#/components/pathItems/Middle' }, '/b': { post: { responses: {} } } },
        components: {
          pathItems: { Middle: ref('Shared', 'pathItems'), Shared: shared },
          schemas: { P: {}, A: {}, B: {} },
        },
      },
      ['GET /a'],
    );
    expect(made.operations.map(({ id, parameters }) => [id, parameters.length])).toEqual([['one', 1]]);
    expect([...made.schemas.keys()]).toEqual(['P', 'A']);
  });

  it('finds schemas by the names that they give themselves', () => {
    const schemas = {
      Tree: { $dynamicAnchor: 'node', properties: { below: { items: { $dynamicRef: '#node' } } } },
      Leaf: { $defs: { inner: { $anchor: 'green', properties: { stem: ref('Stem') } } } },
      Stem: {},
      Other: { $anchor: 'other' },
    };
    const paths = {
      '/tree': { get: answers({ $dynamicRef: '#node' }) },
      '/leaf': { get: answers({ $ref: '#green' }) },
    };
    expect([...cut({ paths, components: { schemas } }, ['/tree']).schemas.keys()]).toEqual(['Tree']);
    expect([...cut({ paths, components: { schemas } }, ['/leaf']).schemas.keys()]).toEqual(['Leaf', 'Stem']);
  });

  it('keeps a component whole when something refers into it', () => {
    const schemas = {
      Ship: { properties: { id: { type: 'string' }, crew: { items: ref('Crew') } } },
      Crew: { type: 'object' },
    };
    const paths = { '/a': { get: answers({ $ref: '#/components/schemas/Ship/properties/id' }) } };
    const made = cut({ paths, components: { schemas } }, ['/a']);
    expect(valueAt(made.root, '/components/schemas')).toEqual(schemas);
  });

  it('reads neither data nor extensions, unless something refers into them', () => {
    const dangling = { $ref: '#/components/schemas/Other' };
    const schemas: Record<string, Json> = {
      A: {
        properties: { $ref: { type: 'string' }, example: { $ref: '#/x-shared/Thing' } },
        example: dangling,
        default: dangling,
        'x-note': dangling,
      },
      Other: {},
      Deep: {},
    };
    const document = {
      paths: { '/a': { get: { ...answers(ref('A')), 'x-also': dangling } } },
      components: { schemas },
      'x-shared': { Thing: { properties: { deep: ref('Deep') } }, More: dangling },
    };
    expect([...cut(document, ['/a']).schemas.keys()]).toEqual(['A', 'Deep']);
  });

  it('keeps what the document says of all operations: its security', () => {
    const document = {
      security: [{ key: [] }],
      paths: {
        '/a': { get: { responses: {} } },
        '/b': { get: { security: [{ other: [] }], responses: {} } },
      },
      components: {
        securitySchemes: {
          key: ref('real', 'securitySchemes'),
          real: { type: 'http' },
          other: { type: 'http' },
        },
      },
    };
    const made = cut(document, ['/a']);
    expect(names(made, 'securitySchemes')).toEqual(['key', 'real']);
    expect(made.operations[0]?.security[0]?.schemes[0]?.name).toBe('key');
  });

  it('gives operations the ids that they have in the whole document', () => {
    const paths = {
      '/a': { get: { operationId: 'same', responses: {} } },
      '/b': { get: { operationId: 'same', responses: {} } },
    };
    expect(cut({ paths }, ['/b']).operations.map(({ id }) => id)).toEqual(['same2']);
  });

  it('works for OpenAPI 3.0, with names that need escaping', () => {
    const paths = { '/a~/{b}': { get: answers({ $ref: '#/components/schemas/x~1y%20z' }) } };
    const made = cut({ paths, components: { schemas: { 'x/y z': {}, __proto__: {} } } }, ['/**'], '3.0.3');
    expect([...made.schemas.keys()]).toEqual(['x/y z']);
    expect(made.version).toBe('3.0');
  });
});
