import { describe, expect, it } from 'vitest';
import { readOpenApi } from './read.ts';

const read = (text: string) => readOpenApi(new TextEncoder().encode(text), 'spec.yaml');
const messages = (text: string) =>
  read(text).diagnostics.map(({ code, at, message }) => `${code} ${at.line}:${at.column} ${message}`);

const head = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n";

describe('what is read', () => {
  it.each([
    ['Swagger 2.0', "swagger: '2.0'\npaths: {}\n", 'a Swagger 2.0 document'],
    ['AsyncAPI', 'asyncapi: 3.0.0\n', 'an AsyncAPI document'],
    ['a pact', '{"consumer": {}, "provider": {}, "interactions": []}', 'a pact'],
    ['an overlay', 'overlay: 1.0.0\n', 'an OpenAPI Overlay'],
    ['a list', '- a\n', 'a list'],
    ['a text', 'hello', 'a plain text'],
    ['an unknown object', 'a: 1\n', 'an object without the member "openapi"'],
  ])('is not %s', (_, text, found) => {
    expect(read(text).value).toBeUndefined();
    expect(messages(text)).toEqual([
      `openapi/not-openapi 1:1 spec.yaml is ${found}, not an OpenAPI 3.0 or 3.1 document`,
    ]);
  });

  it('is OpenAPI 3.0 or 3.1', () => {
    expect(messages('openapi: 3.9.0\n')).toEqual(['openapi/version 1:10 OpenAPI 3.9.0 is not supported']);
    expect(read(head).value?.version).toBe('3.1');
    expect(read('openapi: 3.0.3\n').value?.version).toBe('3.0');
  });

  it('has objects where OpenAPI has them', () => {
    expect(messages(`${head}paths: []\n`)).toEqual([
      'openapi/structure 3:8 /paths must be an object, found a list',
    ]);
    expect(messages(`${head}paths:\n  /a: 1\n`)).toEqual([
      'openapi/structure 4:7 /paths/~1a must be an object, found 1',
    ]);
  });

  it('has references that lead somewhere', () => {
    const components = (ref: string) =>
      `${head}components:\n  schemas:\n    A: { $ref: '${ref}' }\n    B: { $ref: '#/components/schemas/A' }\n`;
    expect(messages(components('#/components/schemas/C'))).toEqual([
      'openapi/ref-unresolved 5:16 the reference #/components/schemas/C names nothing in this document',
      'openapi/ref-unresolved 6:16 the reference #/components/schemas/A names nothing in this document',
    ]);
    expect(messages(components('#/components/schemas/B'))[0]).toBe(
      'openapi/ref-circular 5:16 the reference #/components/schemas/B leads to nothing but other references',
    );
    expect(messages(components('../etc/passwd'))[0]).toBe(
      'openapi/ref-external 5:16 the reference ../etc/passwd leads out of the document',
    );
  });

  it('has them under every name that an author may choose', () => {
    const text = `${head}components:\n  headers:\n    x-rate: { $ref: '#/nowhere' }\n  responses:\n    example: { $ref: '#/nowhere' }\n`;
    expect(messages(text).map((message) => message.split(' ')[1])).toEqual(['5:21', '7:22']);
  });

  it('may hold $ref as data', () => {
    const text = `${head}components:\n  schemas:\n    A:\n      properties: { $ref: { type: string } }\n      example: { $ref: nowhere }\n`;
    expect(messages(text)).toEqual([]);
  });
});

describe('the view', () => {
  const api =
    read(`${head}servers: [{ url: 'https://{host}/v1', variables: { host: { default: example.com } } }]
security: [{ key: [] }]
paths:
  /a/{b}:
    parameters:
      - { name: b, in: path, schema: { type: string } }
      - { name: q, in: query, schema: { type: string } }
    get:
      parameters: [{ $ref: '#/components/parameters/Q' }, { name: Accept, in: header, schema: {} }]
      responses:
        2xx: { description: fine, headers: { Content-Type: { schema: {} }, ETag: { schema: { type: string } } } }
    post:
      operationId: make
      security: []
      requestBody: { $ref: '#/components/requestBodies/Body' }
      responses: { '201': { $ref: '#/components/responses/Made' } }
components:
  parameters:
    Q: { name: q, in: query, required: true, schema: { type: integer }, explode: false }
  requestBodies:
    Body: { content: { application/json: { schema: { $ref: '#/components/schemas/A' }, examples: { one: { value: { x: 1 } } } } } }
  responses:
    Made: { description: made }
  schemas:
    A: { $ref: '#/components/schemas/B' }
    B: { type: object, properties: { x: { type: integer } } }
`).value;
  const [get, post] = api?.operations ?? [];

  it('names operations, also those without operationId', () => {
    expect([get?.id, post?.id]).toEqual(['getAB', 'make']);
  });

  it('inherits parameters, security and servers', () => {
    expect(
      get?.parameters.map(({ name, required, explode, ignored }) => ({ name, required, explode, ignored })),
    ).toEqual([
      { name: 'b', required: true, explode: false, ignored: false },
      { name: 'q', required: true, explode: false, ignored: false },
      { name: 'Accept', required: false, explode: false, ignored: true },
    ]);
    expect(get?.security).toEqual([{ pointer: '/security/0', schemes: [{ name: 'key', scopes: [] }] }]);
    expect(post?.security).toEqual([]);
    expect(post?.servers[0]?.url).toBe('https://example.com/v1');
  });

  it('follows references and knows where things really stand', () => {
    const media = post?.requestBody?.content[0];
    expect(media?.pointer).toBe('/components/requestBodies/Body/content/application~1json');
    expect(media?.schema && api?.resolve(media.schema).pointer).toBe('/components/schemas/B');
    expect(media?.examples).toMatchObject([{ name: 'one', value: { x: 1 } }]);
    expect(post?.responses[0]).toMatchObject({ status: '201', pointer: '/components/responses/Made' });
    expect(get?.responses[0]).toMatchObject({ status: '2XX', headers: [{ name: 'ETag' }] });
  });
});
