import { describe, expect, it } from 'vitest';
import { generated, imported, typeErrors } from './fixtures/compile.ts';
import { body, document, ok, ref } from './fixtures/document.ts';

type Built = { request(input: unknown): Request };

/** What is told of the parts that no type holds: how, of what, how often, and where first. */
async function told(paths: unknown, schemas: unknown = {}, openapi?: string): Promise<string[]> {
  const { diagnostics } = await generated(document(paths, schemas, openapi));
  const found = diagnostics.filter(({ code }) => code === 'generate/untyped' || code === 'generate/left-out');
  return found.map(({ severity, message, at }) => `${severity}: ${message.split(':')[0]} ${at.pointer}`);
}

const a = { type: 'object', properties: { a: { type: 'string' } } };
const media = (types: Record<string, unknown>) => ({ description: '', content: types });
const get = (responses: unknown) => ({ '/t': { get: { operationId: 'act', responses } } });
const post = (content: unknown) => ({
  '/t': { post: { operationId: 'act', requestBody: { required: true, content }, responses: {} } },
});

describe('keywords that no type holds', () => {
  it.each<[string, unknown, string?]>([
    ['not', { not: { type: 'string' } }],
    ['if, then, else', { if: a, else: { required: ['b'] } }, 'if'],
    ['dependentSchemas', { dependentSchemas: { a } }],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }],
    ['patternProperties', { patternProperties: { '^a': { type: 'string' } } }],
    ['propertyNames', { propertyNames: { maxLength: 3 } }],
    ['contains', { type: 'array', contains: { const: 1 } }],
    ['unevaluatedProperties', { ...a, unevaluatedProperties: { type: 'string' } }],
    ['unevaluatedItems', { type: 'array', unevaluatedItems: { type: 'string' } }],
    ['$dynamicRef', { $dynamicRef: '#x' }],
    ['contentSchema', { type: 'string', contentMediaType: 'application/json', contentSchema: a }],
    ['discriminator', { ...a, discriminator: { propertyName: 'a' } }],
    ['a name in required', { ...a, required: ['a', 'b'] }, 'required'],
    ['not', { $ref: '#/components/schemas/Other', not: { type: 'string' } }],
    ['not', { enum: ['a'], not: { const: 'a' } }],
  ])('%s in %j', async (what, Thing, keyword = what) => {
    expect(await told({}, { Thing, Other: { type: 'string' } })).toEqual([
      `info: ${what} (once) stays out of the types /components/schemas/Thing/${keyword}`,
    ]);
  });

  it.each<[unknown, string?]>([
    [{ if: a }],
    [{ ...a, unevaluatedProperties: false, unevaluatedItems: true }],
    [{ oneOf: [ref('Other')], discriminator: { propertyName: 'a' } }],
    [{ allOf: [ref('Other'), { required: ['a'] }], required: ['b'], properties: { b: {} } }],
    [{ properties: { b: {} }, allOf: [{ required: ['b'] }, { type: 'object' }] }],
    [{ ...ref('Other'), required: ['a'] }],
    [{ ...a, anyOf: [{ required: ['a'] }, { required: ['c'] }] }],
    [{ ...a, example: { not: 1 }, default: { not: 1 }, minProperties: 1 }],
    [{ properties: { not: { type: 'string' }, if: {}, required: {} } }],
    // OpenAPI 3.0 does not know these, nor anything beside a reference.
    [{ ...a, propertyNames: {}, if: a, else: a }, '3.0.3'],
    [{ ...ref('Other'), not: {}, required: ['z'] }, '3.0.3'],
  ])('are not told where nothing is lost: %j', async (Thing, openapi) => {
    expect(await told({}, { Thing, Other: a }, openapi)).toEqual([]);
  });

  it('are told once a document, each place counted once however often it is used', async () => {
    const property = { type: 'string', not: { const: '' } };
    const Thing = { type: 'object', properties: { id: { readOnly: true }, one: property, two: property } };
    const operation = { requestBody: body(ref('Thing')), responses: { 200: ok(ref('Thing')) } };
    expect(await told({ '/t': { put: operation, post: operation } }, { Thing })).toEqual([
      'info: not (2 times) stays out of the types /components/schemas/Thing/properties/one/not',
    ]);
  });
});

describe('other parts that no type holds', () => {
  it('are response headers, links, and what is in texts and bytes', async () => {
    const file = { schema: { type: 'string', format: 'binary' } };
    const responses = {
      200: {
        ...media({ 'application/xml': { schema: ref('A') }, 'application/pdf': file }),
        headers: { 'X-Rate': { schema: { type: 'integer' } }, 'Content-Type': {} },
        links: { next: {}, last: {} },
      },
      404: { ...media({ 'text/plain': { schema: ref('Text') } }), headers: { 'X-Rate': {} } },
    };
    const place = '/paths/~1t/get/responses/200';
    expect(await told(get(responses), { A: a, Text: { type: 'string' } })).toEqual([
      `info: a response header (2 times) stays out of the types ${place}/headers/X-Rate`,
      `info: a link (2 times) stays out of the types ${place}/links/next`,
      `info: the schema of application/xml (once) stays out of the types ${place}/content/application~1xml/schema`,
    ]);
    expect(await told(post({ 'text/yaml': { schema: a } }))).toEqual([
      'info: the schema of text/yaml (once) stays out of the types /paths/~1t/post/requestBody/content/text~1yaml/schema',
    ]);
  });
});

describe('the body of a GET', () => {
  it.each([
    ['is told', { type: 'object', properties: { a: { type: 'string' } } }, 1],
    ['is nothing to tell of where it can have no member', { type: 'object', additionalProperties: false }, 0],
    ['is told where it may have any', { type: 'object' }, 1],
  ])('%s', async (_, schema, count) => {
    const requestBody = { content: { 'application/json': { schema } } };
    expect(await told({ '/t': { get: { operationId: 'act', requestBody, responses: {} } } })).toHaveLength(
      count,
    );
  });
});

describe('encoding objects', () => {
  const properties = { a: { type: 'string' }, list: { type: 'array', items: { type: 'integer' } } };
  const place = '/paths/~1t/post/requestBody/content';

  it('are told where parts of a body do not obey them', async () => {
    const encoding = {
      a: { headers: { 'X-A': {}, 'Content-Type': {} }, contentType: 'text/csv' },
      list: { style: 'pipeDelimited', headers: { 'content-type': {} } },
    };
    const multipart = post({ 'multipart/form-data': { schema: { type: 'object', properties }, encoding } });
    expect(await told(multipart)).toEqual([
      `warning: the headers of "a" in POST /t is left out ${place}/multipart~1form-data/encoding/a/headers`,
      `warning: the style of "list" in POST /t is left out ${place}/multipart~1form-data/encoding/list/style`,
    ]);
    // OpenAPI 3.0 has no styles in multipart.
    expect((await told(multipart, {}, '3.0.3')).length).toBe(1);
  });

  it('have media types in forms: JSON is obeyed, others are told', async () => {
    const form = (encoding: unknown) =>
      post({ 'application/x-www-form-urlencoded': { schema: { type: 'object', properties }, encoding } });
    expect(await told(form({ a: { contentType: 'application/xml' } }))).toEqual([
      `warning: the media type of "a" in POST /t is left out ${place}/application~1x-www-form-urlencoded/encoding/a/contentType`,
    ]);
    const obeyed = form({ a: { contentType: 'text/plain' }, list: { contentType: 'application/json' } });
    expect(await told(obeyed)).toEqual([]);
    const [module = {}] = await imported((await generated(document(obeyed))).files, ['operations/t.ts']);
    const request = (module['act'] as Built).request({ body: { a: 'x', list: [1, 2] } });
    expect(decodeURIComponent(await request.text())).toBe('a=x&list=[1,2]');
  });

  it('of multipart bodies stand beside all members, those of alternatives too', async () => {
    const schema = {
      allOf: [{ type: 'object', required: ['a'], properties: { a: properties.a } }],
      oneOf: [
        { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
        { type: 'object', properties: { url: { type: 'string' } } },
      ],
    };
    const made = await generated(document(post({ 'multipart/form-data': { schema } })));
    const use = `import type { ActOperation } from './types/t.ts';
export const file: ActOperation['body'] = { a: 'x', file: new Blob([]) };
export const url: ActOperation['body'] = { a: 'x', url: 'y' };
// @ts-expect-error a is demanded
export const none: ActOperation['body'] = { url: 'y' };`;
    expect(typeErrors(made.files, { 'use.ts': use })).toEqual([]);
  });
});

describe('bodies of a range of media types', () => {
  it.each<[string, unknown, string, string | null]>([
    ['*/*', ref('A'), 'body: A;', 'application/json'],
    ['application/*', a, 'body: {', 'application/json'],
    ['*/*', { type: 'string', format: 'binary' }, 'body: runtime.RawBody;', null],
    ['*/*', undefined, 'body: runtime.RawBody;', null],
    ['image/*', ref('A'), 'body: runtime.RawBody;', null],
  ])('%s with %j', async (type, schema, typed, sent) => {
    const made = await generated(document(post({ [type]: { schema } }), { A: a }));
    expect(typeErrors(made.files)).toEqual([]);
    expect(made.text('types/t.ts')).toContain(`    ${typed}`);
    const [module = {}] = await imported(made.files, ['operations/t.ts']);
    const request = (module['act'] as Built).request({
      body: sent === null ? new Uint8Array([1]) : { a: 'x' },
    });
    expect(request.headers.get('Content-Type')).toBe(sent);
    expect(await request.text()).toBe(sent === null ? '\u0001' : '{"a":"x"}');
  });
});
