import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMock } from './mock/index.ts';
import { createChecker, SpecMismatch, SpecRefused } from './testing.ts';

const schema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', readOnly: true }, size: { type: 'integer' } },
};
const content = { 'application/json': { schema } };
const spec = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  servers: [{ url: 'https://api.example.test/v1' }],
  paths: {
    '/items': {
      get: {
        responses: {
          '200': {
            description: 'ok',
            content: { 'application/json': { schema: { type: 'array', items: schema } } },
          },
        },
      },
      post: {
        requestBody: { required: true, content },
        responses: { '201': { description: 'made', content } },
      },
    },
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { '200': { description: 'ok', content } } },
    },
  },
};
const url = 'https://api.example.test/v1/items';
const checker = createChecker(spec);
const post = (body: object) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

describe('a checked fetch', () => {
  it('lets pass what the spec allows, and leaves bodies to be read', async () => {
    const checked = checker.fetch(createMock(spec).fetch);
    const made = await checked(url, post({ size: 2 }));
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ size: 2 });
    expect((await checked(url)).status).toBe(200);
  });

  it('rejects a request that breaks the spec, with the words of verify', async () => {
    const checked = checker.fetch(async () => Response.json({ id: 'a' }, { status: 201 }));
    const broken = await checked(url, post({ size: 'big' })).catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(SpecMismatch);
    expect(String(broken)).toMatch(
      /^SpecMismatch: error verify\/request-body POST \/v1\/items at \/request\/body\/size: the request body is refused by the spec at \/size: must be integer\n {2}the spec says: openapi:/,
    );
  });

  it('rejects an answer that breaks the spec', async () => {
    const answers = [
      Response.json({ id: 7 }),
      new Response('{', { headers: { 'Content-Type': 'application/json' } }),
      new Response(null, { status: 418 }),
    ];
    for (const answer of answers)
      await expect(checker.fetch(async () => answer)(`${url}/1`)).rejects.toBeInstanceOf(SpecMismatch);
  });

  it('obeys policies', async () => {
    const loose = createChecker(spec, { policies: { responseMembers: 'open' } });
    const answer = () => Response.json({ id: 'a', more: 1 });
    const request = new Request(`${url}/1`);
    expect((await checker.check(request, answer())).valid).toBe(false);
    expect((await loose.check(request, answer())).valid).toBe(true);
  });
});

describe('toMatchSpec', () => {
  expect.extend(checker.matchers);
  const expectSpec = (request: Request, response: Response) =>
    expect({ request, response }) as unknown as {
      toMatchSpec(): Promise<void>;
      not: { toMatchSpec(): Promise<void> };
    };

  it('holds, or says what does not', async () => {
    const request = new Request(`${url}/1`);
    await expectSpec(request, Response.json({ id: 'a' })).toMatchSpec();
    await expectSpec(request, Response.json({})).not.toMatchSpec();
    await expect(expectSpec(request, Response.json({})).toMatchSpec()).rejects.toThrow(
      /must have required property 'id'/,
    );
  });
});

describe('exchanges of MSW', () => {
  const server = setupServer(
    http.get(`${url}/good`, () => HttpResponse.json({ id: 'a' })),
    http.get(`${url}/bad`, () => HttpResponse.json({ id: 1 })),
  );
  const watched = checker.watch(server);
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => watched.forget());
  afterAll(() => server.close());

  it('are judged as they come', async () => {
    expect(await (await fetch(`${url}/good`)).json()).toEqual({ id: 'a' });
    expect((await watched.settled()).map(({ valid }) => valid)).toEqual([true]);
    await fetch(`${url}/bad`);
    await expect(watched.settled()).rejects.toThrow(/GET \/v1\/items\/bad at \/response\/body\/id/);
  });
});

describe('a spec that cannot be read', () => {
  it('is refused', () => {
    expect(() => createChecker({ swagger: '2.0' })).toThrow(SpecRefused);
  });
});
