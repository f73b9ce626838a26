import { afterEach, describe, expect, it } from 'vitest';
import {
  type Generated,
  generated,
  imported,
  inFolder,
  sharedRuntime,
  typeErrors,
} from './fixtures/compile.ts';

const hostile = [
  `'; globalThis.canary = 1; '`,
  `"; globalThis.canary = 1; "`,
  '`${globalThis.canary = 1}`',
  '${globalThis.canary = 1}',
  '*/ globalThis.canary = 1; /*',
  '// \n globalThis.canary = 1',
  '\r\nglobalThis.canary = 1',
  '\u2028globalThis.canary = 1\u2029',
  '\\',
  "\\'; globalThis.canary = 1; //",
  '</script><script>globalThis.canary=1</script>',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'Array',
  'Promise',
  'Request',
  'runtime',
  'operation',
  'Operation',
  'Client',
  'createClient',
  'default',
  'delete',
  'class',
  'await',
  '../../../etc/passwd',
  '..\\..\\x',
  'con',
  '',
  ' ',
  '1',
  '0x10',
  '-1',
  'a.b',
  '\ud800',
  '\u202egnp.exe',
  '\u0000\u0007',
  '日本語',
  '🙂',
  'ß',
  'İ',
  '%',
  '%2e%2e',
  '#frag?query=1',
  '[x]: never',
  'x'.repeat(6000),
  '@deprecated {@link x} <b>',
  '): any { globalThis.canary = 1 } x(',
];

/** One document in which every foreign text of a field is the given one. */
function document(text: string): unknown {
  const schema = {
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
    'x-enum-varnames': [text],
  };
  const name = text.replace(/[{}]/g, '') || 'empty';
  const operation = {
    operationId: text,
    summary: text,
    description: text,
    tags: [text],
    security: [{ [text]: [text] }],
    servers: [{ url: text, description: text }],
    parameters: [
      { name, in: 'path', required: true, description: text, schema: { type: 'string', enum: [text] } },
      { name: text || 'empty', in: 'query', description: text, schema: { type: 'string', default: text } },
      { name: text || 'empty', in: 'header', schema: { type: 'string' } },
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
  return {
    openapi: '3.1.0',
    info: { title: text, version: text, description: text },
    servers: [{ url: text }],
    tags: [{ name: text, description: text }],
    paths: { [`/${text.replace(/[{}]/g, '')}/{${name}}`]: { post: operation, get: { responses: {} } } },
    components: { schemas: { [text]: schema, Plain: schema } },
  };
}

function pointerToken(text: string): string {
  // A lone surrogate cannot be written into a reference.
  if (text === '\ud800') return 'Plain';
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Builds the request of an operation: whatever is refused by then, no foreign text may run. */
function call(value: unknown): void {
  const request: unknown = typeof value === 'function' ? Reflect.get(value, 'request') : undefined;
  expect(request).toBeTypeOf('function');
  try {
    if (typeof request === 'function') request({ path: {}, body: {} }, { baseUrl: 'https://example.com' });
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
  }
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'canary');
});

describe('hostile documents', () => {
  const made: Generated[] = [];

  it.each(hostile.map((text) => [JSON.stringify(text).slice(0, 60), text]))(
    '%s is inert',
    async (_, text) => {
      const all = await generated(document(text), { runtime: '../runtime/index.ts' });
      made.push(all);
      for (const { path } of all.files) {
        expect(path).toMatch(/^[\w-]+(\.[\w-]+)*\.ts$|^[\w-]+\/[\w-]+(\.[\w-]+)*\.ts$/);
        expect(path).not.toContain('..');
      }
      expect(new Set(all.files.map(({ path }) => path.toLowerCase())).size).toBe(all.files.length);
      const files = inFolder('case', all.files);
      const operations = files.map(({ path }) => path).filter((path) => path.startsWith('case/operations/'));
      const wanted = ['case/client.ts', ...operations];
      const [client, ...modules] = await imported([...files, ...sharedRuntime], wanted);
      expect(client?.['createClient']).toBeTypeOf('function');
      const values = modules.flatMap((module) => Object.values(module));
      expect(values.length).toBe(2);
      for (const value of values) call(value);
      expect(globalThis).not.toHaveProperty('canary');
    },
  );

  it('and all of it compiles', () => {
    // One program for all: the compiler's own library is what takes the time.
    const files = made.flatMap(({ files }, i) => inFolder(`case${i}`, files));
    expect(made.length).toBe(hostile.length);
    expect(typeErrors([...files, ...sharedRuntime])).toEqual([]);
  });

  it('leaves no character in the code that reorders or hides text', () => {
    for (const { files } of made) {
      for (const { content } of files)
        expect(content).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
    }
  });
});
