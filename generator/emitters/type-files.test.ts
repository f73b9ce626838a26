import { describe, expect, it } from 'vitest';
import { generated, typeErrors } from './fixtures/compile.ts';
import { body, document, ok, ref } from './fixtures/document.ts';

/** What a schema becomes, as the text after `export type Thing = `. */
async function typeOf(
  schema: unknown,
  others: Record<string, unknown> = {},
  openapi?: string,
): Promise<string> {
  const made = await generated(document({}, { Thing: schema, ...others }, openapi));
  const text = made.text('schemas/thing.ts');
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
    [
      'a tuple that goes on',
      { prefixItems: [{ type: 'string' }], items: { type: 'number' } },
      '(string | number)[]',
    ],
    ['items without a type', { items: { type: 'string' } }, 'string[]'],
    ['limits beside a choice', { type: 'string', anyOf: [{ format: 'date' }, { minLength: 1 }] }, 'string'],
    [
      'a choice beside a type',
      { type: 'string', oneOf: [{ enum: ['a'] }, { enum: ['b'] }] },
      'string & ("a" | "b")',
    ],
    [
      'a choice beside members',
      { properties: { a: {} }, anyOf: [{ type: 'object', properties: { b: {} } }, ref('Other')] },
      '{\n    a?: unknown;\n} & ({\n    b?: unknown;\n} | Other)',
    ],
    [
      'a choice of what is demanded',
      { properties: { a: { type: 'string' }, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      '{\n    a?: string;\n    b?: unknown;\n} & ({\n    a: string;\n} | {\n    b: unknown;\n})',
    ],
    ['null beside a composition that has none', { type: ['object', 'null'], allOf: [ref('Other')] }, 'Other'],
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

  it('demands members of what a reference is composed of, though that may be null', async () => {
    const base = { type: 'object', nullable: true, properties: { a: { type: 'string' } } };
    const middle = { allOf: [ref('Base'), { type: 'object', properties: { b: { type: 'string' } } }] };
    const schema = { allOf: [ref('Middle'), { type: 'object', required: ['a'] }], required: ['b'] };
    const made = await generated(document({}, { Thing: schema, Base: base, Middle: middle }, '3.0.3'));
    const use = `import type { Thing } from './schemas.ts';
export const thing: Thing = { a: 'x', b: 'y' };
// @ts-expect-error a is demanded
export const less: Thing = { b: 'y' };
// @ts-expect-error b is demanded
export const other: Thing = { a: 'y' };`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });

  it('says which words say nothing', async () => {
    const schemas = {
      File: { type: 'file' },
      Odd: {
        type: 'object',
        items: ref('File'),
        properties: { a: { type: 'string', properties: { b: ref('File') } } },
      },
    };
    const made = await generated(document({}, schemas));
    expect(typeErrors(made.files)).toEqual([]);
    expect(made.diagnostics.slice(1).map(({ code, at }) => [code, at.pointer])).toEqual([
      ['generate/unknown-type', '/components/schemas/File/type'],
      ['generate/keyword-idle', '/components/schemas/Odd/items'],
      ['generate/keyword-idle', '/components/schemas/Odd/properties/a/properties'],
    ]);
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
