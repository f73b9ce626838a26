import { describe, expect, it } from 'vitest';
import { get, json, tests } from './fixtures/contract.ts';

/** What the answer of a schema is expected to be, without the words around it. */
async function expected(schema: unknown, example?: unknown, schemas: unknown = {}): Promise<string> {
  const media = example === undefined ? {} : { example };
  const { text } = await tests(get({ responses: { 200: json(schema, media) } }), { schemas });
  const found = /const answer = (.*?);\n {4}pact\n/s.exec(text)?.[1] ?? 'nothing';
  return found
    .replace(/\s+/g, ' ')
    .replace(/,? ([}\]])/g, ' $1')
    .replace(/,? \)/g, ')')
    .replace(/\( /g, '(');
}

describe('the expected answer', () => {
  const object = (properties: object, required = Object.keys(properties)) => ({
    type: 'object',
    properties,
    required,
  });
  it.each<[string, unknown, string]>([
    ['text', { type: 'string' }, "string('string')"],
    ['whole numbers', { type: 'integer' }, 'integer(0)'],
    ['numbers', { type: 'number', minimum: 0.5 }, 'number(0.5)'],
    ['yes and no', { type: 'boolean' }, 'boolean(false)'],
    ['a closed list of texts', { enum: ['a', 'b c'] }, "regex('a|b c', 'a')"],
    [
      'a list that may grow',
      { type: 'string', enum: ['a'], 'x-ms-enum': { modelAsString: true } },
      "string('a')",
    ],
    ['a list with odd texts', { enum: ['a.b', '(c)'] }, "string('a.b')"],
    ['one text', object({ a: { const: 'a.b' } }), "{ a: equal('a.b') }"],
    ['a list of numbers', { enum: [1, 2] }, 'integer(1)'],
    ['a date', { type: 'string', format: 'date' }, "regex('\\\\d{4}-\\\\d{2}-\\\\d{2}', '2024-01-01')"],
    ['a list', { type: 'array', items: { type: 'integer' } }, 'atLeastLike(integer(0), 0, 1)'],
    [
      'a list with something in it',
      { type: 'array', minItems: 2, items: { type: 'integer' } },
      'atLeastLike(integer(0), 2)',
    ],
    ['a list of anything', { type: 'array' }, 'like([])'],
    [
      'a tuple of two kinds',
      { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
      'like([])',
    ],
    ['an empty list', { type: 'array', items: { type: 'integer' }, maxItems: 0 }, 'like([])'],
    [
      'members that must come',
      object({ a: { type: 'string' }, b: { type: 'integer' } }, ['b']),
      '{ b: integer(0) }',
    ],
    [
      'nothing that may be null',
      object({ a: { type: ['string', 'null'] }, b: { type: 'null' } }),
      '{ b: null }',
    ],
    ['nothing of several types', object({ a: { type: ['string', 'integer'] }, b: {} }), '{}'],
    [
      'nothing write-only',
      object({ a: { type: 'string', writeOnly: true }, b: { type: 'string', readOnly: true } }),
      "{ b: string('string') }",
    ],
    [
      'nothing that Pact cannot name',
      object({ '': { type: 'string' }, ['__proto__']: { type: 'string' }, 'pact:a': { type: 'string' } }),
      '{}',
    ],
    [
      'objects in objects',
      object({ a: object({ b: { type: 'string' } }), c: object({}) }),
      "{ a: { b: string('string') }, c: like({}) }",
    ],
    [
      'what all alternatives have',
      { oneOf: [object({ a: { type: 'string' }, k: { const: 'x' } }), object({ b: {}, k: { const: 'y' } })] },
      "{ k: regex('x|y', 'x') }",
    ],
    [
      'nothing that one alternative may lack',
      { oneOf: [object({ a: { type: 'string' } }), object({ a: { type: 'string' }, b: {} }, ['b'])] },
      '{}',
    ],
    [
      'what stands beside alternatives',
      { ...object({ a: { type: 'string' } }), anyOf: [{ required: ['a'] }, {}] },
      "{ a: string('string') }",
    ],
    [
      'all parts',
      {
        allOf: [
          object({ a: { type: 'string' } }),
          { type: 'object', required: ['b'], properties: { b: { type: 'boolean' } } },
        ],
      },
      "{ a: string('string'), b: boolean(false) }",
    ],
    [
      'no member that nothing can be',
      object({ a: { type: 'string', enum: [1] }, b: { type: 'integer' } }),
      '{ b: integer(0) }',
    ],
    ['nothing where anything may come', {}, 'nothing'],
    ['nothing where only null may come', { type: 'null' }, 'nothing'],
  ])('knows %s', async (_, schema, code) => {
    expect(await expected(schema)).toBe(code);
  });

  it('shows the documented values where they are right', async () => {
    const schema = object({
      a: { type: 'integer' },
      b: { type: 'string', format: 'uuid' },
      c: { type: 'array', items: { type: 'string' } },
    });
    expect(await expected(schema, { a: 7, b: 'no uuid', c: ['x', 'y'] })).toBe(
      "{ a: integer(7), b: regex('[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}', '00000000-0000-4000-8000-000000000000'), c: atLeastLike(string('x'), 0, 1) }",
    );
  });

  it('ends where a schema holds itself', async () => {
    const tree = object({
      name: { type: 'string' },
      below: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    });
    expect(await expected({ $ref: '#/components/schemas/Tree' }, undefined, { Tree: tree })).toBe(
      "{ name: string('string'), below: atLeastLike({ name: string('string'), below: like([]) }, 0, 1) }",
    );
  });

  it('is open where it is no JSON', async () => {
    const { text } = await tests(
      get({ responses: { 200: { description: '', content: { 'text/csv': {} } } } }),
    );
    expect(text).toContain("willRespondWith({ status: 200, headers: { 'Content-Type': 'text/csv' } })");
    expect(text).toContain('.toBeUndefined()');
  });

  it.each([
    [{ '2XX': { description: '' }, 200: { description: '' } }, ['200', '201']],
    [{ default: { description: '' } }, ['200']],
    [{ default: { description: '' }, 201: { description: '' } }, ['201']],
  ])('has a status for each documented success of %j', async (responses, statuses) => {
    const { text } = await tests(get({ responses }));
    expect([...text.matchAll(/status: (\d+)/g)].map(([, status]) => status).sort()).toEqual(statuses);
  });
});
