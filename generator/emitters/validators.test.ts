import { describe, expect, it } from 'vitest';
import { type Generated, generated, imported, typeErrors } from './fixtures/compile.ts';

const emit = ['types', 'validators'];

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A document of one operation whose body has this schema. */
function ofBody(schema: unknown, schemas: Record<string, unknown> = {}, openapi = '3.1.0'): unknown {
  return {
    openapi,
    info: { title: 'Bodies', version: '1' },
    paths: {
      '/things': {
        post: {
          operationId: 'thingCreate',
          requestBody: { required: true, ...json(schema) },
          responses: { '204': { description: '' } },
        },
      },
    },
    components: { schemas },
  };
}

interface Fault {
  readonly path: string;
  readonly keyword: string;
  readonly message: string;
}
interface Validate {
  (value: unknown): { ok: true; value: unknown } | { ok: false; errors: readonly Fault[] };
  is(value: unknown): boolean;
}

async function exported(code: Generated, slice: string): Promise<Record<string, unknown>> {
  const [module = {}] = await imported(code.files, [`validators/${slice}.ts`]);
  return module;
}

async function bodyValidator(schema: unknown, schemas?: Record<string, unknown>, openapi?: string) {
  const code = await generated(ofBody(schema, schemas, openapi), { emit });
  const { thingCreateBody } = await exported(code, 'things');
  expect(thingCreateBody).toBeTypeOf('function');
  const validate = thingCreateBody as Validate;
  const faults = (value: unknown) => {
    const result = validate(value);
    return result.ok ? [] : result.errors.map(({ path, keyword }) => `${path} ${keyword}`);
  };
  return { code, validate, faults };
}

const certificates = {
  openapi: '3.1.0',
  info: { title: 'Certificates', version: '1' },
  paths: {
    '/certs/{id}': {
      patch: {
        operationId: 'cert_update',
        tags: ['certs'],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 2 } },
          { name: 'top', in: 'query', schema: { type: 'integer', maximum: 100 } },
          { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } },
        ],
        requestBody: { required: true, ...json(reference('Cert')) },
        responses: {
          '200': { description: '', ...json(reference('Cert')) },
          '404': { description: '', ...json(reference('Problem')) },
          '4XX': { description: '', ...json({ type: 'object', required: ['reason'] }) },
          default: { description: '', ...json(reference('Problem')) },
        },
      },
    },
  },
  components: {
    schemas: {
      Cert: {
        type: 'object',
        required: ['id', 'size', 'secret'],
        properties: {
          id: { type: 'string', readOnly: true },
          size: { type: 'integer', minimum: 1 },
          secret: { type: 'string', writeOnly: true },
          expires: { type: 'string', format: 'date-time' },
          issuer: reference('Issuer'),
        },
      },
      Issuer: { type: 'object', properties: { name: { type: 'string' }, above: reference('Issuer') } },
      Problem: { type: 'object', required: ['code'], properties: { code: { enum: ['gone', 'never'] } } },
    },
  },
};

describe('validators of an operation', () => {
  it('judge parameters, body and answers, each in its direction', async () => {
    const code = await generated(certificates, { emit });
    // The error's body demands a name that it does not describe.
    expect(code.diagnostics.map(({ code }) => code)).toEqual(['generate/untyped']);
    const { certUpdateParameters, certUpdateBody, certUpdateAnswers } = await exported(code, 'certs');
    const parameters = certUpdateParameters as Validate;
    expect(parameters({ path: { id: 'ab' }, headers: { 'If-Match': '*' } })).toMatchObject({ ok: true });
    expect(parameters({ path: { id: 'a' }, query: { top: 101 } })).toEqual({
      ok: false,
      errors: [
        { path: '/headers', keyword: 'required', message: 'must be there' },
        { path: '/path/id', keyword: 'minLength', message: 'must NOT have fewer than 2 characters' },
        { path: '/query/top', keyword: 'maximum', message: 'must be <= 100' },
      ],
    });
    const body = certUpdateBody as Validate;
    const sent = { size: 3, secret: 's' };
    expect(body(sent)).toEqual({ ok: true, value: sent });
    expect(body.is({ ...sent, issuer: { above: { above: { name: 1 } } } })).toBe(false);
    expect(body({ ...sent, id: '7' })).toMatchObject({
      errors: [{ path: '/id', keyword: 'forbidden', message: 'must not be there: read-only' }],
    });
    const answers = certUpdateAnswers as Record<string, Validate>;
    expect(Object.keys(answers)).toEqual(['200', '404', '4XX', 'default']);
    expect(answers['200']?.({ id: '7', size: 1 })).toMatchObject({ ok: true });
    expect(answers['200']?.({ size: 1, secret: 's', expires: 'today' })).toMatchObject({
      errors: [
        { path: '/id', keyword: 'required' },
        { path: '/secret', message: 'must not be there: write-only' },
        { path: '/expires', keyword: 'format' },
      ],
    });
    expect(answers['404']?.({ code: 'lost' })).toMatchObject({
      errors: [{ path: '/code', keyword: 'enum', message: 'must be "gone", "never"' }],
    });
  });

  it('narrow to the generated types, under the strictest compiler', async () => {
    const { files } = await generated(certificates, { emit });
    const use = `
      import { validation } from './runtime/index.ts';
      import { certUpdateAnswers, certUpdateBody, certUpdateParameters } from './validators/certs.ts';
      export function use(value: unknown): string | number {
        const result = certUpdateBody(value);
        if (!result.ok) return result.errors[0]?.path ?? '';
        // @ts-expect-error -- the body has no such member
        result.value.sise;
        if (certUpdateParameters.is(value)) return value.path.id + (value.query?.top ?? 0);
        if (certUpdateAnswers[404].is(value)) return value.code;
        const some: validation.Validation<unknown> | undefined = validation.forStatus(certUpdateAnswers, 418)?.(value);
        if (some?.ok) return 1;
        return result.value.size;
      }`;
    expect(typeErrors(files, { 'use.ts': use })).toEqual([]);
  });

  it('finds the validator of a status as OpenAPI does', async () => {
    const code = await generated(certificates, { emit });
    const [{ certUpdateAnswers } = {}, runtime] = await imported(code.files, [
      'validators/certs.ts',
      'runtime/index.ts',
    ]);
    const { forStatus } = Object(runtime?.['validation']);
    const { 404: exact, '4XX': range, default: rest } = Object(certUpdateAnswers);
    expect([404, 410, 500].map((status) => forStatus(certUpdateAnswers, status))).toEqual([
      exact,
      range,
      rest,
    ]);
    expect(forStatus({ 200: exact }, 201)).toBeUndefined();
  });
});

describe('compiled schemas', () => {
  it('stand once, however many operations refer to them', async () => {
    const code = await generated(certificates, { emit });
    const all = code.files.map(({ content }) => content).join('\n');
    expect([...all.matchAll(/function (\w*)Check\(/g)].map(([, name]) => name).sort()).toEqual([
      'CertAnswered',
      'CertSent',
      'CertUpdateOperation4XX',
      'CertUpdateOperationParameters',
      'Issuer',
      'Problem',
    ]);
    expect(code.text('validators/compiled/schemas/cert.ts')).toContain("from './issuer.ts'");
  });

  it('do not hang on what stands before them', async () => {
    const code = await generated(certificates, { emit });
    const { schemas } = certificates.components;
    const more = { ...certificates, components: { schemas: { Another: { type: 'string' }, ...schemas } } };
    const other = await generated(more, { emit });
    const made = code.files.filter(({ path }) => path.startsWith('validators/'));
    expect(made.length).toBe(5);
    for (const { path, content } of made) expect(other.text(path)).toBe(content);
  });

  it('follow schemas that lead to each other across files', async () => {
    const { faults } = await bodyValidator(reference('Alpha'), {
      Alpha: { type: 'object', properties: { beta: reference('Beta'), n: { type: 'integer' } } },
      Beta: { type: 'object', properties: { alpha: reference('Alpha') } },
    });
    expect(faults({ beta: { alpha: { beta: { alpha: { n: 1 } } } } })).toEqual([]);
    expect(faults({ beta: { alpha: { beta: { alpha: { n: 1.5 } } } } })).toEqual([
      '/beta/alpha/beta/alpha/n type',
    ]);
  });

  it('follow a schema that its own members may be again', async () => {
    const again = { anyOf: [{ type: 'string' }, reference('Tree')] };
    const { code, faults } = await bodyValidator(reference('Tree'), {
      Tree: {
        type: 'object',
        properties: { parent: again, all: { type: 'array', items: { allOf: [again] } } },
      },
    });
    expect(code.diagnostics).toEqual([]);
    expect(faults({ parent: { parent: 'a', all: [{ all: ['b'] }] } })).toEqual([]);
    expect(faults({ parent: { all: [{ all: [1] }] } })).not.toEqual([]);
  });

  it('end where a schema is composed of itself, and say so', async () => {
    const { code, faults } = await bodyValidator(reference('Loop'), {
      Loop: { allOf: [{ $ref: '#/components/schemas/Or' }, { type: 'object', required: ['a'] }] },
      Or: { anyOf: [reference('Loop'), { type: 'object', required: ['b'] }] },
    });
    expect(code.diagnostics.map((one) => `${one.code} ${one.at.pointer}`)).toContain(
      'generate/validator-gap /components/schemas/Loop',
    );
    expect(faults({ a: 1, b: 2 })).toEqual([]);
    expect(faults({ a: 1 })).not.toEqual([]);
    expect(faults({ b: 1 })).not.toEqual([]);
  });

  it('count what an unevaluated keyword must know across references', async () => {
    const { faults } = await bodyValidator(
      { allOf: [reference('Base'), { properties: { own: {} } }], unevaluatedProperties: false },
      {
        Base: {
          type: 'object',
          properties: { base: {} },
          anyOf: [{ required: ['more'], properties: { more: {} } }, {}],
        },
      },
    );
    expect(faults({ base: 1, own: 2, more: 3 })).toEqual([]);
    expect(faults({ base: 1, other: 2 })).toEqual(['/other unevaluatedProperties']);
    expect(faults({ more: 1 })).toEqual([]);
    expect(faults({ other: 1 })).toEqual(['/other unevaluatedProperties']);
  });
});

describe('what is read into a schema', () => {
  it('is OpenAPI 3.0’s dialect where the document is one', async () => {
    const properties = {
      a: { type: 'integer', minimum: 3, exclusiveMinimum: true },
      b: { type: 'string', nullable: true, enum: ['x'] },
      c: { nullable: true, allOf: [reference('Inner')] },
      d: { $ref: '#/components/schemas/Inner', maximum: 1 },
    };
    const { faults } = await bodyValidator(
      { type: 'object', properties },
      { Inner: { type: 'integer', maximum: 5, exclusiveMaximum: false } },
      '3.0.3',
    );
    expect(faults({ a: 4, b: null, c: null, d: 5 })).toEqual([]);
    expect(faults({ a: 3, b: 'y', c: 6, d: 6 })).toEqual([
      '/a exclusiveMinimum',
      '/b enum',
      '/c type',
      '/c maximum',
      '/c anyOf',
      '/d maximum',
    ]);
  });

  it('demands no member that only travels the other way, wherever it is demanded', async () => {
    const { faults } = await bodyValidator(
      { allOf: [reference('Base'), { properties: { id: { type: 'string', readOnly: true } } }] },
      { Base: { type: 'object', required: ['id', 'name'], properties: { name: { type: 'string' } } } },
    );
    expect(faults({ name: 'a' })).toEqual([]);
    expect(faults({})).toEqual(['/name required']);
    expect(faults({ name: 'a', id: '1' })).toEqual(['/id forbidden']);
  });

  it('asserts the formats that it knows, and no word that only looks like one', async () => {
    const properties = {
      when: { type: 'string', format: 'date' },
      count: { type: 'integer', format: 'int32' },
      bytes: { type: 'string', contentEncoding: 'base64' },
      odd: { type: 'string', format: 'constructor' },
    };
    const { faults } = await bodyValidator({ type: 'object', properties });
    expect(faults({ when: '2024-02-29', count: 1, bytes: 'AQID', odd: '' })).toEqual([]);
    expect(faults({ when: '2023-02-29', count: 2 ** 31, bytes: '?', odd: '' })).toEqual([
      '/when format',
      '/count format',
      '/bytes format',
    ]);
  });

  it('lets other texts past an open enum, as its type does', async () => {
    const schema = { type: 'string', enum: ['a'], 'x-ms-enum': { name: 'kind', modelAsString: true } };
    expect((await bodyValidator(schema)).faults('b')).toEqual([]);
    const closed = await generated(ofBody(schema), { emit, enums: 'closed' });
    const { thingCreateBody } = await exported(closed, 'things');
    expect((thingCreateBody as Validate).is('b')).toBe(false);
  });

  it('takes names that every object has for names', async () => {
    const schema = JSON.parse(
      '{"type":"object","required":["constructor","__proto__"],"properties":{"__proto__":{"type":"string"},' +
        '"toString":{"type":"integer"}},"additionalProperties":false}',
    );
    const { faults } = await bodyValidator({
      ...schema,
      properties: { ...schema.properties, constructor: {} },
    });
    expect(faults({})).toEqual(['/constructor required', '/__proto__ required']);
    const { faults: all } = await bodyValidator(schema);
    expect(all(JSON.parse('{"constructor":1,"__proto__":1,"toString":1.5}'))).toEqual([
      '/constructor additionalProperties',
      '/toString type',
      '/__proto__ type',
    ]);
    expect(all({})).toEqual(['/constructor required', '/__proto__ required']);
  });

  it('leaves out what is no JSON Schema, keeps the rest, and says where', async () => {
    const properties = {
      pattern: { type: 'string', pattern: '(', minLength: 2 },
      type: { type: 'file' },
      bound: { type: 'integer', minimum: '3' },
      anchor: { $ref: '#thing' },
      loose: { type: 'string', pattern: '^[\\w-.]+$' },
    };
    const { code, faults } = await bodyValidator({ type: 'object', properties });
    const at = '/paths/~1things/post/requestBody/content/application~1json/schema/properties';
    const gaps = code.diagnostics.filter((one) => one.code === 'generate/validator-gap');
    expect(gaps.map(({ message, at: { pointer } }) => `${pointer?.slice(at.length)}: ${message}`)).toEqual([
      '/pattern/pattern: pattern must be a regular expression of JavaScript; validators leave it out',
      '/type/type: type must be one or several JSON types; validators leave it out',
      '/bound/minimum: minimum must be a number; validators leave it out',
      '/anchor/$ref: the reference names an anchor; validators leave it out',
    ]);
    expect(gaps.every(({ severity, at: { line } }) => severity === 'warning' && line > 0)).toBe(true);
    expect(faults({ pattern: '(', type: 1, bound: 1.5, anchor: 2, loose: '?' })).toEqual([
      '/pattern minLength',
      '/bound type',
      '/loose pattern',
    ]);
  });
});
