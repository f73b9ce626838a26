import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import {
  complete,
  keyOf,
  patched,
  projected,
  readOnlyMembers,
  shown,
  stamped,
  withoutAnnotations,
} from './entity.ts';
import type { Resource } from './resources.ts';

const text = { type: 'string' };
const time = { ...text, format: 'date-time' };
const document = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {},
  components: {
    schemas: {
      Ship: {
        type: 'object',
        required: ['name', 'crew', 'flag', 'undeclared'],
        properties: {
          id: { ...text, readOnly: true },
          name: { ...text, example: 'Ada' },
          crew: { type: ['integer', 'null'] },
          flag: { type: ['string', 'null'], readOnly: true, example: 'red' },
          secret: { ...text, writeOnly: true, default: 'x' },
          speed: { type: 'integer', default: 7 },
          // Of two types, one of which a service computes.
          code: { type: ['string', 'object'], readOnly: true, example: 'c' },
          parts: { type: 'object', readOnly: true },
          note: text,
          createdDateTime: { ...time, readOnly: true },
          lastModifiedDateTime: { ...time, readOnly: true },
          updatedBy: { ...text, readOnly: true },
          createdByHand: time,
          place: { type: 'object', properties: { a: text, b: { type: ['string', 'null'] } } },
        },
      },
      Short: {
        type: 'object',
        required: ['name', 'size'],
        properties: { name: text, constructor: text, size: { type: 'integer', example: 3 } },
      },
      Anything: {},
      Shorts: { type: 'array', items: { $ref: '#/components/schemas/Short' } },
      Nothing: { type: 'object', properties: {} },
      Said: { type: 'string', example: 'done' },
    },
  },
};
const api = readSpec(document);
const ship = api.schemas.get('Ship');
const moment = { now: '2026-01-01T00:00:00Z' };
const collection = (key: string | undefined): Resource => ({
  kind: 'collection',
  entity: ship,
  collectionPath: '/ships',
  itemPath: '/ships/{id}',
  keyParameter: 'id',
  key: key === undefined ? undefined : { property: key, numeric: false, writable: false },
});
const singleton: Resource = { kind: 'singleton', entity: ship, path: '/ship' };
const made = (given: JsonObject, resource = collection('id')) => complete(api, ship, given, moment, resource);

describe('the key of an entity', () => {
  it.each([
    ['a text', collection('id'), { id: 'a' }, 'a'],
    ['a number', collection('id'), { id: 5 }, '5'],
    ['none of what every object has', collection('toString'), {}, undefined],
    ['none of another kind', collection('id'), { id: null }, undefined],
    ['none where it lives beside the entity', collection(undefined), { id: 'a' }, undefined],
    ['none of what there is one of', singleton, { id: 'a' }, undefined],
  ] as const)('is %s', (_, resource, entity, key) => {
    expect(keyOf(resource, entity)).toBe(key);
  });
});

describe('an entity is completed', () => {
  it('with what is required, computed or preset, in the order of the schema', () => {
    const entity = made({ other: 1, note: 'n', crew: 3, id: 'i' });
    expect(Object.keys(entity)).toEqual([
      ...[
        'id',
        'name',
        'crew',
        'flag',
        'speed',
        'code',
        'note',
        'createdDateTime',
        'lastModifiedDateTime',
        'updatedBy',
      ],
      ...['undeclared', 'other'],
    ]);
    expect(entity).toMatchObject({
      id: 'i',
      name: 'Ada',
      crew: 3,
      flag: 'red',
      speed: 7,
      code: 'c',
      undeclared: null,
      other: 1,
    });
  });

  it('with null where that will do', () => {
    expect(Object.entries(made({})).slice(0, 2)).toEqual([
      ['name', 'Ada'],
      ['crew', null],
    ]);
  });

  it('keeping what is given, whatever the schema presets', () => {
    expect(made({ name: 'Own', speed: 1, secret: 's', undeclared: 2 })).toMatchObject({
      name: 'Own',
      speed: 1,
      secret: 's',
      undeclared: 2,
    });
  });

  it('without a key, where the collection gives it; a single one has what its schema says', () => {
    expect('id' in made({})).toBe(false);
    expect('id' in made({}, collection(undefined))).toBe(true);
    expect('id' in made({}, singleton)).toBe(true);
  });
});

describe('the times of an entity', () => {
  const then = {
    createdDateTime: 'c',
    lastModifiedDateTime: 'm',
    updatedBy: 'u',
    createdByHand: 'h',
    name: 'n',
  };
  it('are those of its making and its last change', () => {
    const both = { createdDateTime: moment.now, lastModifiedDateTime: moment.now };
    // What is known of a schema is remembered with its document.
    const own = readSpec(document);
    const schema = own.schemas.get('Ship');
    expect(stamped(own, schema, then, moment, true)).toEqual({ ...then, ...both });
    expect(stamped(own, schema, then, moment, false)).toEqual({ ...then, lastModifiedDateTime: moment.now });
  });

  it('are none where the schema has none', () => {
    expect(stamped(api, undefined, then, moment, true)).toBe(then);
    expect(stamped(api, api.schemas.get('Short'), then, moment, true)).toBe(then);
  });
});

describe('what an answer says of itself', () => {
  it.each([
    [{ '@odata.etag': 'e', a: 1 }, { a: 1 }],
    [{ '@odata.context': 'c', a: 1 }, { a: 1 }],
    [{ '@odata.etag': 'e', '@odata.context': 'c', '@odata.type': 't' }, { '@odata.type': 't' }],
  ])('is taken from %j', (entity, left) => {
    expect(withoutAnnotations(entity)).toEqual(left);
  });

  it('leaves an entity as it is that says nothing', () => {
    const entity = { '@odata.type': 't' };
    expect(withoutAnnotations(entity)).toBe(entity);
  });
});

describe('a change of an entity', () => {
  const change = (before: JsonObject, patch: JsonObject, removes = false) =>
    patched(
      { api, removes, admitsNull: (schema) => JSON.stringify(schema.json).includes('null') },
      ship,
      before,
      patch,
    );
  const type = (name: string) => ({ '@odata.type': name });

  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['keeps what it does not name', { name: 'a', note: 'b' }, { note: 'c' }, { name: 'a', note: 'c' }],
    [
      'merges what is complex',
      { place: { a: '1', b: '2' } },
      { place: { b: '3' } },
      { place: { a: '1', b: '3' } },
    ],
    ['puts what is complex where nothing was', {}, { place: { a: '1' } }, { place: { a: '1' } }],
    ['puts it in the place of a text', { place: 'x' }, { place: { a: '1' } }, { place: { a: '1' } }],
    ['replaces lists', { list: [1, 2] }, { list: [3] }, { list: [3] }],
    ['clears to null what may be null', { crew: 1 }, { crew: null }, { crew: null }],
    ['takes away what may not', { name: 'a', crew: 1 }, { name: null }, { crew: 1 }],
    ['clears to null what nobody describes', { other: 1 }, { other: null }, { other: null }],
    ['keeps null within what is new, as it was sent', {}, { place: { a: null } }, { place: { a: null } }],
    [
      'replaces what is of another type',
      { place: { ...type('x'), a: '1' } },
      { place: { ...type('y'), b: '2' } },
      { place: { ...type('y'), b: '2' } },
    ],
    [
      'merges what is of the same',
      { place: { ...type('x'), a: '1' } },
      { place: { ...type('x'), b: '2' } },
      { place: { ...type('x'), a: '1', b: '2' } },
    ],
    [
      'merges where one says no type',
      { place: { a: '1' } },
      { place: { ...type('y'), b: '2' } },
      { place: { a: '1', ...type('y'), b: '2' } },
    ],
    [
      'merges where the other says none',
      { place: { ...type('x'), a: '1' } },
      { place: { b: '2' } },
      { place: { ...type('x'), a: '1', b: '2' } },
    ],
  ])('%s', (_, before, patch, after) => {
    expect(change(before, patch)).toStrictEqual(after);
  });

  it('takes every null away in a merge patch, at any depth', () => {
    expect(
      change(
        { crew: 1, place: { a: '1', b: '2' } },
        { crew: null, place: { b: null }, other: { x: null, y: 1 } },
        true,
      ),
    ).toEqual({
      place: { a: '1' },
      other: { y: 1 },
    });
  });

  it('makes a member of __proto__, and changes nothing that it was given', () => {
    const before = { place: { a: '1' } };
    const after = change(before, JSON.parse('{"__proto__": {"x": 1}, "place": {"a": "2"}}'));
    expect(Object.keys(after)).toEqual(['place', '__proto__']);
    expect(before).toEqual({ place: { a: '1' } });
  });
});

describe('an entity', () => {
  it('shows as another schema has it, completed where it lacks something', () => {
    const schemaOf = (name: string) => {
      const schema = api.schemas.get(name);
      if (!schema) throw new Error(`this test has no schema ${name}`);
      return schema;
    };
    const [short, anything] = [schemaOf('Short'), schemaOf('Anything')];
    expect(projected(api, short, { name: 'a', other: 1 }, moment)).toEqual({ name: 'a', size: 3 });
    expect(projected(api, short, { size: 1, name: 'a' }, moment)).toEqual({ name: 'a', size: 1 });
    expect(projected(api, anything, { name: 'a' }, moment)).toEqual({ name: 'a' });
    expect(projected(api, schemaOf('Shorts'), { name: 'a', other: 1 }, moment)).toEqual([
      { name: 'a', size: 3 },
    ]);
    expect(projected(api, schemaOf('Nothing'), { name: 'a' }, moment)).toEqual({});
    expect(projected(api, schemaOf('Said'), { name: 'a' }, moment)).toBe('done');
  });

  it('keeps its secrets, and knows what only the service sets', () => {
    const entity = { id: 'i', name: 'a', secret: 's', other: 1 };
    expect(shown(api, ship, entity)).toEqual({ id: 'i', name: 'a', other: 1 });
    expect(shown(api, undefined, entity)).toBe(entity);
    expect(shown(api, api.schemas.get('Short'), entity)).toBe(entity);
    expect(readOnlyMembers(api, ship, entity)).toEqual({ id: 'i' });
  });
});
