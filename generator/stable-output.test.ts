import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generated } from './emitters/fixtures/compile.ts';

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answers = (name: string) => ({
  200: { description: '', content: { 'application/json': { schema: reference(name) } } },
});

/** The operations of one resource, with a schema that is read and one that is sent. */
function resource(name: string) {
  const [schema, draft] = [
    name[0]?.toUpperCase() + name.slice(1),
    `${name[0]?.toUpperCase() + name.slice(1)}Draft`,
  ];
  const body = { required: true, content: { 'application/json': { schema: reference(draft) } } };
  const tags = [name];
  const list = { operationId: `list_${name}`, tags, responses: answers(schema) };
  const add = { operationId: `add_${name}`, tags, requestBody: body, responses: answers(schema) };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const read = { operationId: `read_${name}`, tags, parameters: [id], responses: answers(schema) };
  return {
    paths: { [`/${name}`]: { get: list, post: add }, [`/${name}/{id}`]: { get: read } },
    schemas: {
      [schema]: {
        type: 'object',
        properties: { id: { type: 'string', readOnly: true }, parent: reference(schema) },
      },
      [draft]: { type: 'object', properties: { title: { type: 'string' } } },
    },
  };
}

function document(names: readonly string[]) {
  const resources = names.map(resource);
  return {
    openapi: '3.1.0',
    info: { title: 'Harbour', version: '1' },
    servers: [{ url: 'https://harbour.example' }],
    paths: Object.assign({}, ...resources.map(({ paths }) => paths)),
    components: { schemas: Object.assign({}, ...resources.map(({ schemas }) => schemas)) },
  };
}

async function contents(value: unknown): Promise<Map<string, string>> {
  const { files } = await generated(value);
  return new Map(files.map(({ path, content }) => [path, content]));
}

/** The files that differ between two documents, or are in one alone. */
async function changed(before: unknown, after: unknown): Promise<string[]> {
  const [one, other] = [await contents(before), await contents(after)];
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) => one.get(path) !== other.get(path)).sort();
}

/** Files of the whole document lie at the top; those below a folder are of one part of it, by which they are called. */
const concerns = (path: string, part: RegExp) =>
  !path.includes('/') || part.test(path.slice(path.lastIndexOf('/')));

describe('an unrelated change', () => {
  it.each([
    ['at the end', ['ships', 'crews', 'yards']],
    ['at the beginning', ['yards', 'ships', 'crews']],
    ['in between', ['ships', 'yards', 'crews']],
  ])('%s changes the files that it concerns and no others', async (_, names) => {
    const paths = await changed(document(['ships', 'crews']), document(names));
    expect(paths.filter((path) => !concerns(path, /yards/i))).toEqual([]);
    expect(paths.filter((path) => /yards/i.test(path)).length).toBeGreaterThan(1);
  });

  it('within an operation changes the files of its slice', async () => {
    const before = document(['ships', 'crews', 'yards']);
    const after = structuredClone(before);
    after.paths['/crews'].get.description = 'All who sail.';
    after.paths['/crews'].get.parameters = [{ name: 'ship', in: 'query', schema: { type: 'string' } }];
    const paths = await changed(before, after);
    expect(paths.filter((path) => !concerns(path, /crews/i))).toEqual([]);
    expect(paths.filter((path) => path.includes('/')).length).toBeGreaterThan(0);
  });

  it('within a schema changes the files of that schema', async () => {
    const before = document(['ships', 'crews', 'yards']);
    const after = structuredClone(before);
    after.components.schemas.Crews.properties.name = { type: 'string', description: 'As it is called.' };
    const paths = await changed(before, after);
    expect(paths.filter((path) => !concerns(path, /crews/i))).toEqual([]);
    expect(paths.length).toBeGreaterThan(0);
  });

  it('of the order of things in the document leaves the files of each part as they are', async () => {
    const paths = await changed(document(['ships', 'crews', 'yards']), document(['yards', 'crews', 'ships']));
    expect(paths.filter((path) => path.includes('/'))).toEqual([]);
  });
});

describe('names of files', () => {
  const name = fc.constantFrom(
    'Users',
    'users',
    'USERS',
    'u sers',
    'u-sers',
    'U.Sers',
    'con',
    '..',
    'ﬁ',
    'users2',
    'ß',
  );

  it('differ in more than letter case', async () => {
    const operations = fc.uniqueArray(fc.record({ tag: fc.option(name), path: name, schema: name }), {
      maxLength: 8,
      selector: ({ path }) => path,
    });
    await fc.assert(
      fc.asyncProperty(operations, async (list) => {
        const paths = list.map(({ tag, path, schema }) => [
          `/${path}`,
          {
            get: { ...(tag === null ? {} : { tags: [tag] }), responses: answers(encodeURIComponent(schema)) },
          },
        ]);
        const schemas = list.map(({ schema }) => [schema, { type: 'object' }]);
        const value = {
          ...document([]),
          paths: Object.fromEntries(paths),
          components: { schemas: Object.fromEntries(schemas) },
        };
        const files = [...(await contents(value)).keys()].map((path) => path.toLowerCase());
        expect(new Set(files).size).toBe(files.length);
      }),
      { numRuns: 30 },
    );
  });
});
