import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emit } from '../emit.ts';
import { inFolder, sharedRuntime, typeErrors } from '../emitters/fixtures/compile.ts';
import { isArray, isObject, type Json, stringMember } from '../model/json.ts';
import { pointer as at, escapeToken, pointerTokens, valueAt } from '../model/pointer.ts';
import { cutApi } from './cut.ts';
import { openApiOf, readOpenApi } from './read.ts';
import { fragmentPointer } from './references.ts';

/** The names of every section of `components`; one looks like an extension, some need escaping. */
const names = ['A', '__proto__', 'x-c', 'd/e', 'f~%g'];
const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
const paths = ['/a', '/a/{id}', '/b', '/x-c'];

const reference = (section: string, name: string) => ({
  $ref: `#/components/${section}/${encodeURIComponent(escapeToken(name))}`,
});
const named = (section: string) => fc.constantFrom(...names).map((name) => reference(section, name));
const either = <T>(section: string, own: fc.Arbitrary<T>) => fc.oneof(named(section), own);
const table = <T>(of: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom('x-one', 'two', '$ref', 'example'), of, { maxKeys: 2 });

const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>({ type: 'string' }, true, { example: { $ref: 'nowhere' } }),
    named('schemas'),
    fc.record({ properties: table(tie('schema')) }),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record(
      { if: tie('schema'), $defs: table(tie('schema')), additionalProperties: tie('schema') },
      { requiredKeys: [] },
    ),
    fc.record({
      oneOf: fc.array(named('schemas'), { minLength: 1, maxLength: 2 }),
      discriminator: fc.record({
        propertyName: fc.constant('kind'),
        mapping: table(
          fc.oneof(
            fc.constantFrom(...names),
            named('schemas').map(({ $ref }) => $ref),
          ),
        ),
      }),
    }),
  ),
}));

const examples = fc.dictionary(
  fc.constant('x-e'),
  either('examples', fc.constant({ value: { $ref: 'nowhere' } })),
);
const payload = fc.record({ schema, examples }, { requiredKeys: [] });
const header = either('headers', payload);
const encoding = fc.record({ headers: table(header) });
const content = fc.dictionary(
  fc.constantFrom('application/json', 'x-own/type', 'multipart/form-data'),
  fc.record({ schema, examples, encoding: table(encoding) }, { requiredKeys: [] }),
  { maxKeys: 2 },
);
const parameter = fc.record({
  name: fc.constantFrom('q', 'r'),
  in: fc.constantFrom('query', 'header'),
  schema,
});
const parameters = fc.array(either('parameters', parameter), { maxLength: 2 });
const requestBody = fc.record({ content });
const response = fc.record(
  { description: fc.constant(''), headers: table(header), content },
  { requiredKeys: ['description'] },
);
const security = fc.array(
  fc.constantFrom(...names).map((name) => ({ [name]: [] })),
  { maxLength: 2 },
);
const tags = fc.array(fc.constantFrom('t', 'u'), { maxLength: 1 });
const operation = fc.record(
  {
    tags,
    parameters,
    requestBody: either('requestBodies', requestBody),
    responses: fc.dictionary(fc.constantFrom('200', '4XX', 'default'), either('responses', response), {
      maxKeys: 2,
    }),
    callbacks: table(named('callbacks')),
    security,
  },
  { requiredKeys: ['responses'] },
);
const pathItem = fc.record(
  { parameters, ...Object.fromEntries(methods.map((method) => [method, operation])) },
  { requiredKeys: [] },
);
/** One component a name; a callback is a table of path items, which do not lead back to it. */
const section = (of: fc.Arbitrary<unknown>) => fc.record(Object.fromEntries(names.map((name) => [name, of])));
const leaf = fc.record(
  { parameters, post: fc.record({ responses: fc.constant({}), security }) },
  { requiredKeys: [] },
);

const document = fc.record({
  openapi: fc.constantFrom('3.0.3', '3.1.0'),
  info: fc.constant({ title: 'Random', version: '1' }),
  tags: fc.constant([{ name: 't' }, { name: 'unused' }, { name: 'u' }]),
  paths: fc.record(Object.fromEntries(paths.map((path) => [path, either('pathItems', pathItem)]))),
  components: fc.record({
    // A schema that is a reference to itself and nothing else is refused when it is read.
    schemas: section(schema.map((one) => ({ allOf: [one] }))),
    parameters: section(parameter),
    headers: section(payload),
    examples: section(fc.constant({ value: 1 })),
    requestBodies: section(requestBody),
    responses: section(response),
    callbacks: section(fc.record({ '{$url}': either('pathItems', leaf) })),
    pathItems: section(leaf),
    securitySchemes: section(fc.constant({ type: 'http', scheme: 'bearer' })),
  }),
});

function read(value: unknown) {
  const { value: api, diagnostics } = readOpenApi(new TextEncoder().encode(JSON.stringify(value)), 'r.json');
  if (!api) throw new Error(diagnostics[0]?.message);
  return api;
}

const chance = fc.infiniteStream(fc.boolean());

function cutOf(value: unknown, coins: Iterator<boolean>) {
  const api = read(value);
  const chosen = api.operations.filter(() => coins.next().value === true);
  return { api, chosen, cut: cutApi(api, chosen) };
}

/** Every `$ref` of a value that is no data, by plain search. */
function* references(value: Json): Generator<string> {
  if (isArray(value)) for (const item of value) yield* references(item);
  else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (key === '$ref' && typeof child === 'string') yield child;
      else if (
        key !== 'value' &&
        key !== 'mapping' &&
        !(key === 'example' && isObject(child) && child['$ref'] === 'nowhere')
      )
        yield* references(child);
    }
  }
}

function* schemeNames(value: Json): Generator<string> {
  if (isArray(value)) for (const item of value) yield* schemeNames(item);
  else if (isObject(value))
    for (const [key, child] of Object.entries(value))
      if (key === 'security' && isArray(child)) yield* child.flatMap((one) => Object.keys(one ?? {}));
      else yield* schemeNames(child);
}

/** The components that values lead to, by plain search: `/components/schemas/A`. */
function reached(root: Json, start: readonly Json[]): string[] {
  const found = new Set<string>();
  const queue = [...start];
  const add = (pointer: string) => {
    const component = at('', ...pointerTokens(pointer).slice(0, 3));
    if (found.has(component)) return;
    found.add(component);
    queue.push(valueAt(root, component) ?? null);
  };
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const one of references(next)) add(fragmentPointer(one));
    for (const scheme of schemeNames(next)) add(at('/components/securitySchemes', scheme));
  }
  return [...found].sort();
}

function componentsOf(root: Json): string[] {
  const sections = Object.entries(valueAt(root, '/components') ?? {});
  return sections
    .flatMap(([name, of]) => Object.keys(of as object).map((one) => at('/components', name, one)))
    .sort();
}

const withoutMappings = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (key, child) => (key === 'mapping' && isObject(child) ? undefined : child)),
  );

describe('a cut of any operations of any document', () => {
  it('holds what they lead to and no more, refers to nothing else, and says the same of them', () => {
    fc.assert(
      fc.property(document, chance, (value, coins) => {
        const { api, chosen, cut } = cutOf(value, coins);
        if (chosen.length === 0) return;
        const own = chosen.flatMap(({ path, method }) => {
          const pointer = at('/paths', path);
          const item = valueAt(api.root, pointer);
          const written = stringMember(item, '$ref');
          const real = written === undefined ? item : valueAt(api.root, fragmentPointer(written));
          return [valueAt(real ?? null, `/${method}`) ?? null, valueAt(real ?? null, '/parameters') ?? null];
        });
        const whole = reached(api.root, own);
        const inCut = componentsOf(cut.root);
        expect(inCut.filter((one) => !one.startsWith('/components/pathItems'))).toEqual(
          whole.filter((one) => !one.startsWith('/components/pathItems')),
        );
        expect(cut.root['tags']).toEqual(
          ['t', 'u']
            .filter((name) => chosen.some(({ tags }) => tags.includes(name)))
            .map((name) => ({ name })),
        );
        for (const one of references(cut.root)) expect(valueAt(cut.root, fragmentPointer(one))).toBeDefined();
        expect(openApiOf({ ...cut, root: cut.root, format: 'json' }).diagnostics).toEqual([]);
        expect(withoutMappings(cut.operations)).toEqual(withoutMappings(chosen));
      }),
    );
  });

  it('maps to schemas that it holds, and to all of these', () => {
    fc.assert(
      fc.property(document, chance, (value, coins) => {
        const { api, cut } = cutOf(value, coins);
        const check = (json: Json, pointer: string): void => {
          for (const [key, child] of Object.entries(json ?? {})) {
            if (key === 'mapping') {
              const targets = Object.entries(valueAt(api.root, at(pointer, key)) ?? {});
              const stay = targets.filter(([, target]) => {
                const name = String(target);
                return valueAt(
                  cut.root,
                  name.startsWith('#') ? fragmentPointer(name) : at('/components/schemas', name),
                );
              });
              expect(child).toEqual(Object.fromEntries(stay));
            } else if (typeof child === 'object') check(child, at(pointer, key));
          }
        };
        check(cut.root, '');
      }),
    );
  });

  it('becomes code that compiles', async () => {
    const documents = fc.sample(fc.tuple(document, chance), { numRuns: 8, seed: 20_261_201 });
    const files = [...sharedRuntime];
    for (const [i, [value, coins]] of documents.entries()) {
      const { cut } = cutOf(value, coins);
      const made = await emit(cut, { importExtension: '.ts', runtime: '../runtime/index.ts' });
      files.push(...inFolder(`case${i}`, made.value ?? []));
      expect(made.value).toBeDefined();
    }
    expect(typeErrors(files)).toEqual([]);
  });
});
