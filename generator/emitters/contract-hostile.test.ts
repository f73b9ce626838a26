import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { remembered } from '../model/remembered.ts';
import { generated, imported, inFolder, sharedRuntime, typeErrors } from './fixtures/compile.ts';
import { hostile } from './fixtures/hostile-texts.ts';
import { onStub, pactStub } from './fixtures/pact-stub.ts';

/** Every foreign text that a contract test or the index can hold is the given one; requests stay such as can be sent. */
function document(text: string): unknown {
  const schema = {
    type: 'object',
    title: text,
    description: text,
    required: [text, 'kind', 'list'],
    properties: {
      [text]: { type: 'string', example: text, format: text },
      kind: { type: 'string', enum: [text] },
      list: { type: 'array', items: { type: 'string', default: text } },
      [`optional ${text}`]: { const: text, pattern: text },
    },
  };
  const example = { [text]: text, kind: text, list: [text] };
  const content = { 'application/json': { schema, example, examples: { [text]: { value: example } } } };
  const parameters = [
    { name: 'id', in: 'path', required: true, example: text, schema: { type: 'string' } },
    { name: text || 'empty', in: 'query', required: true, example: text, schema: { type: 'string' } },
    { name: 'X-Plain', in: 'header', required: true, example: text, schema: { type: 'string' } },
    { name: 'plain', in: 'cookie', required: true, schema: { type: 'string', default: text } },
  ];
  const responses = {
    '200': { description: text, content },
    '201': { description: text, content: { [text]: { schema, example } } },
    [text]: { description: text, content },
  };
  const shared = { operationId: text, tags: [text], summary: text, description: text, responses };
  return {
    openapi: '3.1.0',
    info: { title: text, version: text, description: text },
    paths: {
      '/things/{id}': {
        put: { ...shared, parameters, requestBody: { required: true, content } },
        get: {
          ...shared,
          operationId: `read ${text}`,
          parameters: parameters.slice(0, 1),
          security: [{ [text]: [text] }],
          'x-docpact-provider-states': [text, { name: text, params: { [text]: text } }],
        },
      },
      '/plain': { post: { ...shared, operationId: 'plain', requestBody: { content } } },
    },
    components: { securitySchemes: { [text]: { type: 'apiKey', in: 'query', name: text } } },
  };
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'canary');
});

describe('hostile text in contract tests and the index', () => {
  const emit = ['types', 'builders', 'contract-tests', 'index'];
  const codeOf = remembered((text) => generated(document(text), { runtime: '../runtime/index.ts', emit }));
  let interactions = 0;
  let tried = 0;

  it.each(hostile.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
    '%s is inert',
    async (_, text) => {
      const all = await codeOf(text);
      for (const { path } of all.files) expect(path).toMatch(/^([\w-]+\/)?[\w-]+(\.[\w-]+)*\.(ts|md)$/);
      expect(new Set(all.files.map(({ path }) => path.toLowerCase())).size).toBe(all.files.length);
      const files = inFolder('case', onStub(all.files)).filter(({ path }) => path.endsWith('.ts'));
      const tests = files.map(({ path }) => path).filter((path) => path.startsWith('case/contracts/'));
      expect(tests.length).toBeGreaterThan(0);
      // Tests run when they are imported, in the order of the list.
      const [stub] = await imported([...files, ...sharedRuntime, pactStub], ['stub/index.ts', ...tests]);
      const ran = stub?.['ran'];
      interactions += typeof ran === 'function' ? await ran() : 0;
      tried++;
      expect(globalThis).not.toHaveProperty('canary');
      expect({}).not.toHaveProperty('canary');
    },
  );

  // It was called in all cases.
  afterAll(() => {
    if (tried === hostile.length) expect(interactions).toBeGreaterThan(tried * 3);
  });

  it('compiles', async () => {
    const made = await Promise.all(hostile.map(codeOf));
    const files = made.flatMap(({ files }, i) => inFolder(`case${i}`, onStub(files)));
    expect(typeErrors([...files, ...sharedRuntime, pactStub])).toEqual([]);
  });

  it('leaves no character that reorders or hides text', async () => {
    const made = await Promise.all(hostile.map(codeOf));
    for (const { content } of made.flatMap(({ files }) => files))
      expect(content).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
  });
});
