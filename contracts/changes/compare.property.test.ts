import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import type { World } from '../../generator/openapi/world.ts';
import { anySchema, components, near } from '../relation/fixtures/random.ts';
import { generator } from '../relation/fixtures/world.ts';
import { validatorOf } from '../relation/validator.ts';
import { compare } from './compare.ts';

const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 150);

function documentWith(schema: JsonObject, direction: World['direction']): JsonObject {
  const content = { 'application/json': { schema } };
  const said = { '204': { description: 'Done' } };
  const operation =
    direction === 'request'
      ? { requestBody: { content }, responses: said }
      : { responses: { '200': { description: 'OK', content } } };
  return {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/a': { post: operation } },
    components: { schemas: components },
  };
}

/** All names that a schema describes, at any depth. */
function namesIn(json: Json): ReadonlySet<string> {
  const inner = isObject(json) ? Object.values(json) : Array.isArray(json) ? json : [];
  const own = isObject(json) && isObject(json['properties']) ? Object.keys(json['properties']) : [];
  return new Set([...own, ...inner.flatMap((one: Json) => [...namesIn(one)])]);
}

function mentions(value: Json, name: string): boolean {
  if (!isObject(value)) return Array.isArray(value) && value.some((one: Json) => mentions(one, name));
  return Object.hasOwn(value, name) || Object.values(value).some((one) => mentions(one, name));
}

const directions = fc.constantFrom<World['direction']>('request', 'response');

/** The same schema in other words, all the way down. */
function respelled(json: Json, random: () => number): Json {
  if (!isObject(json)) return json;
  const inner = Object.entries(json).map(([key, value]): [string, Json] => {
    if (['properties', 'patternProperties', 'dependentSchemas'].includes(key) && isObject(value))
      return [
        key,
        Object.fromEntries(Object.entries(value).map(([name, one]) => [name, respelled(one, random)])),
      ];
    if (['allOf', 'anyOf', 'oneOf', 'prefixItems'].includes(key) && Array.isArray(value))
      return [key, value.map((one: Json) => respelled(one, random))];
    return [
      key,
      ['items', 'additionalProperties', 'contains'].includes(key) ? respelled(value, random) : value,
    ];
  });
  const written: JsonObject = Object.fromEntries(random() < 0.5 ? inner : inner.reverse());
  // What is evaluated depends on where it stands.
  if (JSON.stringify(json).includes('unevaluated')) return written;
  const choice = random();
  if (choice < 0.2) return { allOf: [written] };
  if (choice < 0.4) return { ...written, description: 'In other words.' };
  // Which way a member travels is not looked for in alternatives.
  const isBare = ['type', 'enum', 'readOnly', 'writeOnly'].every((keyword) => json[keyword] === undefined);
  if (choice < 0.5 && isBare) return { anyOf: [written] };
  if (choice < 0.6 && json['const'] !== undefined) {
    const { const: only, ...rest } = written;
    return { ...rest, enum: [only ?? null] };
  }
  return written;
}

function validator(api: Api, direction: World['direction'], closed = false) {
  const operation = api.operations[0];
  const schema = (operation?.requestBody ?? operation?.responses[0])?.content[0]?.schema;
  return schema && validatorOf([schema], { api, direction, closed });
}

describe('a comparison', () => {
  it('of a document with itself finds nothing', () => {
    fc.assert(
      fc.property(anySchema, directions, (schema, direction) => {
        const twice = [1, 2].map(() => readSpec(documentWith(schema, direction)));
        const [a, b] = twice;
        if (a && b) expect(compare(a, b)).toEqual({ verdict: 'same', changes: [], semver: 'none' });
      }),
      { numRuns },
    );
  });

  it('of a schema in other words breaks nothing', () => {
    fc.assert(
      fc.property(anySchema, directions, fc.nat(), (schema, direction, seed) => {
        const other = respelled(schema, generator(seed));
        if (!isObject(other)) return;
        const found = compare(
          readSpec(documentWith(schema, direction)),
          readSpec(documentWith(other, direction)),
        );
        expect(found.changes.filter(({ verdict }) => verdict === 'breaking')).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('lets no value pass that the other side refuses', () => {
    const counted = { compared: 0, values: 0 };
    fc.assert(
      fc.property(anySchema, anySchema, directions, fc.nat(), (one, two, direction, seed) => {
        const [base, head] = [one, two].map((schema) => readSpec(documentWith(schema, direction)));
        if (!base || !head) return;
        const { verdict, changes } = compare(base, head);
        if (verdict === 'breaking' || verdict === 'undecided') return;
        if (changes.some(({ code }) => code.includes('property-added'))) return;
        const [own, theirs] = [validator(base, direction), validator(head, direction)];
        if (!own || !theirs || own.lossy || theirs.lossy) return;
        const meant = validator(direction === 'request' ? base : head, direction, true);
        const [from, to] = direction === 'request' ? [own, theirs] : [theirs, own];
        counted.compared++;
        const known = namesIn(direction === 'request' ? one : two);
        const newNames = [...namesIn(direction === 'request' ? two : one)].filter((name) => !known.has(name));
        const random = generator(seed);
        for (let i = 0; i < 40; i++) {
          const value = near(i % 2 === 0 ? one : two, random);
          if (from.fault(value)) continue;
          counted.values++;
          const fault = to.fault(value);
          // A member that nobody declares was not meant by those who let any come: also where another finding covers it.
          if (fault && meant?.fault(value)) continue;
          const isCovered = changes.some(({ code }) => code.includes('alternatives'));
          if (fault && isCovered && newNames.some((name) => mentions(value, name))) continue;
          if (fault) throw new Error(`passed as ${verdict}: ${JSON.stringify(value)} ${fault.message}`);
        }
      }),
      { numRuns: numRuns * 3 },
    );
    expect(counted.compared).toBeGreaterThan(10);
    expect(counted.values).toBeGreaterThan(50);
  });
});
