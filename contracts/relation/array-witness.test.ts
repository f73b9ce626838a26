import { expect, it } from 'vitest';
import type { Json } from '../../generator/model/json.ts';
import { casesOf } from '../../generator/openapi/position.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import { arraySet } from './array-set.ts';
import { build } from './array-witness.ts';

const schema = { type: 'array', uniqueItems: true, items: { type: 'object' } };
const info = { title: 't', version: '1' };
const api = readSpec({ openapi: '3.1.0', info, paths: {}, components: { schemas: { S: schema } } });
const position = [...api.schemas.values()];
const [one] = casesOf(position, { api, direction: 'response', closed: false });

it.each<[string, Json, number]>([
  ['a truth beside a text', { on: true, name: 'a' }, 200],
  ['a text below', { of: { on: true }, all: [{ name: 'a' }] }, 200],
  ['a number', 1, 200],
  ['a truth alone', { on: true }, 2],
])('items that must differ do, where they hold %s', (_, item, count) => {
  if (!one) throw new Error('the schema has no case');
  const items =
    build(
      arraySet(one),
      () => undefined,
      200,
      () => item,
    ) ?? [];
  expect([items.length, new Set(items.map((each) => JSON.stringify(each))).size]).toEqual([200, count]);
});
