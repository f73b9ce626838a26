import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, type JsonObject } from '../../generator/model/json.ts';
import { anySchema, near } from './fixtures/random.ts';
import { generator, worldOf } from './fixtures/world.ts';
import { includes } from './includes.ts';
import { validatorOf } from './validator.ts';

/** What is proved of two schemas must hold for every value that a sampler finds and real validators judge. */
const numRuns = Number(process.env['DOCPACT_RUNS'] ?? 300);

const counted = { yes: 0, no: 0, undecided: 0, values: 0 };

function check(a: JsonObject, b: JsonObject, seed: number, closed: boolean): void {
  const [from, to] = [worldOf(a, closed), worldOf(b, closed)];
  const at = (json: JsonObject) => [{ pointer: '/components/schemas/S', json }];
  const [own, other] = [validatorOf(at(a), from), validatorOf(at(b), to)];
  if (!own || !other || own.lossy || other.lossy) return;
  const found = includes(at(a), from, at(b), to);
  counted[found.answer]++;
  if (found.answer === 'no') {
    for (const { value } of found.gaps) {
      if (own.fault(value)) throw new Error(`no value of the first: ${JSON.stringify(value)}`);
      if (!other.fault(value)) throw new Error(`accepted after all: ${JSON.stringify(value)}`);
    }
  }
  if (found.answer !== 'yes') return;
  const random = generator(seed);
  for (let i = 0; i < 60; i++) {
    const value = near(i % 3 === 0 ? b : a, random);
    if (own.fault(value)) continue;
    counted.values++;
    const fault = other.fault(value);
    if (fault) throw new Error(`a false yes: ${JSON.stringify(value)} at ${fault.at}: ${fault.message}`);
  }
}

/** The same schema with some of its keywords gone, or another value in their place. */
function altered(json: Json, random: () => number): Json {
  if (isArray(json)) return json.map((item) => altered(item, random));
  if (!isObject(json)) {
    if (typeof json !== 'number' || random() >= 0.15) return json;
    // Lengths and counts must not fall below zero.
    return json + (random() < 0.5 || json === 0 ? 1 : -1);
  }
  const kept = Object.entries(json).filter(([key]) => key === '$ref' || random() > 0.12);
  return Object.fromEntries(kept.map(([key, value]) => [key, altered(value, random)]));
}

const isSchema = (json: Json): json is JsonObject =>
  isObject(json) &&
  (!isArray(json['required']) || json['required'].every((name) => typeof name === 'string'));

describe('whether a schema accepts all that another allows', () => {
  it('is never claimed against a value', () => {
    fc.assert(fc.property(anySchema, anySchema, fc.nat(), fc.boolean(), check), { numRuns });
  });

  it('nor where one is made from the other', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), fc.boolean(), fc.boolean(), (schema, seed, closed, turned) => {
        const other = altered(schema, generator(seed));
        if (!isSchema(other)) return;
        if (turned) check(other, schema, seed, closed);
        else check(schema, other, seed, closed);
      }),
      { numRuns: numRuns * 3 },
    );
  });

  it('holds of a schema and itself in another document', () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), (schema, seed) => check(schema, schema, seed, true)),
      { numRuns },
    );
  });

  // It is mostly told.
  afterAll(() => {
    expect(counted.yes).toBeGreaterThan(100);
    expect(counted.no).toBeGreaterThan(100);
    expect(counted.values).toBeGreaterThan(1000);
    if (process.env['DOCPACT_RUNS']) process.stdout.write(`${JSON.stringify(counted)}\n`);
    expect(counted.undecided / (counted.yes + counted.no + counted.undecided)).toBeLessThan(0.33);
  });
});
