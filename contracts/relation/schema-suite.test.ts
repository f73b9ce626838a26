import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  entries,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  setMember,
} from '../../generator/model/json.ts';
import { fits } from '../../generator/openapi/fits.ts';
import { worldOf } from './fixtures/world.ts';
import type { Pattern } from './pattern.ts';
import { validatorOf } from './validator.ts';
import { judge } from './verdict.ts';

/**
 * The tests that implementers of JSON Schema share (https://github.com/json-schema-org/JSON-Schema-Test-Suite): schemas with
 * values that are valid or not. DOCPACT_SCHEMA_SUITE names the folder of its draft 2020-12; without it this is skipped.
 */
const folder = process.env['DOCPACT_SCHEMA_SUITE'] ?? '';

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

const pointer = '';
const here = '#/components/schemas/S';

/** What a contract wants that names one value. */
function only(value: Json): Pattern {
  if (isArray(value)) {
    const { length } = value;
    return { kind: 'list', prefix: value.map(only), rest: undefined, min: length, max: length, pointer };
  }
  if (!isObject(value)) return { kind: 'literal', value, pointer };
  const members = entries(value).map(([name, inner]) => ({ name, pattern: only(inner) }));
  return { kind: 'record', members, open: false, pointer };
}

/** References are relative to the document in which a schema stands. */
function moved(schema: Json, keyword?: string): Json {
  if (keyword === 'const' || keyword === 'enum') return schema;
  if (isArray(schema)) return schema.map((one) => moved(one));
  if (typeof schema === 'string' && keyword === '$ref') return schema.replace(/^#(?=\/|$)/, here);
  if (!isObject(schema)) return schema;
  const made: Record<string, Json> = {};
  for (const [key, value] of entries(schema)) setMember(made, key, moved(value, key));
  return made;
}

/** Not read: schemas with a base of their own, or that lead out of the document. */
const isRead = ({ schema }: Group) =>
  isObject(schema) && !/"\$id":|"\$ref":"https?:/.test(JSON.stringify(schema));

function groups(): Group[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Group[])
    .filter(isRead);
}

describe.skipIf(!existsSync(folder))(
  'the test suite of JSON Schema (skipped without DOCPACT_SCHEMA_SUITE)',
  () => {
    it('is judged right, value by value', () => {
      const wrong: string[] = [];
      const counted = { values: 0, unsure: 0, undecided: 0 };
      for (const group of groups()) {
        const schema = moved(group.schema) as JsonObject;
        const world = worldOf(schema, false);
        const position = [{ pointer: here.slice(1), json: schema }];
        const validator = validatorOf(position, world);
        for (const { description, data, valid } of group.tests) {
          const fit = fits(position, data, world);
          const { verdict } = judge(position, only(data), world);
          counted.values++;
          if (fit === 'unsure') counted.unsure++;
          if (verdict === 'undecided') counted.undecided++;
          const second =
            validator && validator.lossy === undefined ? validator.fault(data) === undefined : valid;
          const judged = verdict === 'undecided' ? valid : verdict !== 'impossible';
          if ((fit === 'unsure' ? valid : fit === 'yes') === valid && second === valid && judged === valid)
            continue;
          wrong.push(`${group.description}, ${description}: ${fit}, ${second}, ${verdict}`);
        }
      }
      process.stdout.write(`${JSON.stringify(counted)}\n`);
      expect(wrong).toEqual([]);
      expect(counted.values).toBeGreaterThan(1000);
    }, 60_000);
  },
);
