import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { isArray, isObject, type Json, type JsonObject, sameJson } from '../../generator/model/json.ts';
import { documentFaults } from '../../generator/openapi/validate.ts';
import { near } from '../relation/fixtures/random.ts';
import { generator } from '../relation/fixtures/world.ts';
import type { Case, Judged } from './fixtures/table/case.ts';
import { contestedCases } from './fixtures/table/contested.ts';
import { policyCases } from './fixtures/table/policies.ts';
import { table } from './fixtures/table/table.ts';

/**
 * The verdicts of the table are held against values, judged by a JSON Schema validator that knows nothing of our engine:
 * a table that is wrong would make the engine wrong.
 */
const cases = Object.values(table).flat();
const all: readonly Case[] = [...cases, ...policyCases, ...contestedCases];
const witnesses = cases.flatMap(({ schema }) => (schema?.witness === undefined ? [] : [schema.witness]));

const ajv = new Ajv2020({ strict: false, inlineRefs: false, code: { optimize: false } });
addFormats.default(ajv);

type Accepts = (value: Json) => boolean;

/** OpenAPI 3.0's words in those of 2020-12, as far as the table uses them. */
function of30(schema: Json): Json {
  if (isArray(schema)) return schema.map(of30);
  if (!isObject(schema)) return schema;
  const { nullable, minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const written: Record<string, Json> = {};
  for (const [key, value] of Object.entries(rest)) written[key] = of30(value);
  if (nullable === true && typeof rest['type'] === 'string') written['type'] = [rest['type'], 'null'];
  if (minimum !== undefined) written[exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = minimum;
  if (maximum !== undefined) written[exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum'] = maximum;
  return written;
}

function accepts(schema: Json, { components, closed }: Judged, version = '3.1.0'): Accepts {
  const read = version.startsWith('3.0') ? of30(schema) : schema;
  const whole: JsonObject =
    isObject(read) && isObject(read['components'])
      ? read
      : { allOf: [read], components: { schemas: components ?? {} } };
  const validate = ajv.compile(closed ? { ...whole, unevaluatedProperties: false } : whole);
  return (value) => validate(value);
}

function values({ base, head }: Judged): Json[] {
  const random = generator(7);
  const sampled = Array.from({ length: 200 }, (_, i) => near(i % 2 === 0 ? base : head, random));
  return [...witnesses, ...sampled];
}

/** What a breaking change must not do, and a compatible one may: accept on the one side what the other refuses. */
function sides(schema: Judged) {
  const base = accepts(schema.base, schema, schema.version);
  const head = accepts(schema.head, schema, schema.headVersion ?? schema.version);
  return schema.direction === 'request' ? { from: base, to: head } : { from: head, to: base };
}

function prove(verdict: Case['verdict'], schema: Judged): void {
  const { from, to } = sides(schema);
  const { witness } = schema;
  if (verdict === 'breaking') {
    if (witness === undefined) throw new Error('a breaking change needs a witness');
    expect([from(witness), to(witness)]).toEqual([true, false]);
    return;
  }
  const found = values(schema);
  const contradiction = found.find((value) => from(value) && !to(value));
  expect(contradiction).toBeUndefined();
  expect(found.some((value) => to(value))).toBe(true);
  if (verdict === 'compatible' && witness !== undefined)
    expect([from(witness), to(witness)]).toEqual([false, true]);
  if (verdict === 'spelling') expect(found.find((value) => to(value) && !from(value))).toBeUndefined();
}

function passes(run: () => void): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}

describe('the table of changes', () => {
  it('has every case once, under a name and with a reason', () => {
    const names = all.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(all.filter(({ because }) => because === '').map(({ name }) => name)).toEqual([]);
    expect(cases.filter(({ verdict }) => verdict === 'breaking').length).toBeGreaterThan(150);
    expect(cases.filter(({ verdict }) => verdict === 'compatible').length).toBeGreaterThan(100);
    expect(cases.filter(({ verdict }) => verdict === 'spelling').length).toBeGreaterThan(100);
  });

  it('changes something in every case but those that say that they do not', () => {
    const idle = all.filter(({ base, head }) => JSON.stringify(base) === JSON.stringify(head));
    expect(idle.every(({ verdict }) => verdict === 'same')).toBe(true);
    const alike = all.filter(({ base, head, verdict }) => verdict !== 'spelling' && sameJson(base, head));
    expect(alike.map(({ verdict }) => verdict)).toEqual(idle.map(({ verdict }) => verdict));
  });

  it('is made of valid documents', async () => {
    const documents = new Map(
      all.flatMap(({ base, head }) => [base, head]).map((one) => [JSON.stringify(one), one]),
    );
    const faults: string[] = [];
    for (const [text, document] of documents)
      for (const { pointer, reason } of await documentFaults(document))
        faults.push(`${pointer}: ${reason} in ${text}`);
    expect(faults).toEqual([]);
  });

  it('would not pass with any other verdict', () => {
    const judged = cases.flatMap(({ name, verdict, schema }) => (schema ? [{ name, verdict, schema }] : []));
    const blind = judged.flatMap(({ name, verdict, schema }) =>
      (['breaking', 'compatible'] as const)
        .filter((other) => other !== verdict && !(verdict === 'spelling' && other === 'compatible'))
        .filter((other) => passes(() => prove(other, schema)))
        .map((other) => `${name}: ${other}`),
    );
    expect(blind).toEqual([]);
    expect(judged.length).toBeGreaterThan(400);
  });

  for (const [family, members] of Object.entries(table)) {
    const judged = members.flatMap(({ name, verdict, schema }) =>
      schema ? [{ name, verdict, schema }] : [],
    );
    if (judged.length === 0) continue;
    describe(`is right by its values: ${family}`, () => {
      for (const { name, verdict, schema } of judged) it(name, () => prove(verdict, schema));
    });
  }
});
