import parser from '@apidevtools/swagger-parser';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import { documentFaults, schemaFaults } from './validate.ts';
import { TextJudge } from './validate-text.ts';
import { type DocumentPart, DocumentText, type TextPiece, type Within, writeText } from './write-text.ts';

const ship = { type: 'object', properties: { name: { type: 'string' }, $ref: { type: 'string' } } };
const sound: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Ships', version: 'v1.0' },
  paths: {
    '/ships/{shipId}': {
      parameters: [{ $ref: '#/components/parameters/shipId' }],
      get: {
        operationId: 'ship_get',
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ship' },
                examples: { get: { value: { $ref: 'no reference', length: 12.5 } } },
              },
            },
          },
          '4XX': { $ref: '#/components/responses/error' },
        },
      },
    },
    '/ships': { get: { operationId: 'ship_list', responses: { 204: { description: 'none' } } } },
  },
  components: {
    parameters: { shipId: { name: 'shipId', in: 'path', required: true, schema: { type: 'string' } } },
    responses: { error: { description: 'Error' } },
    schemas: {
      ship,
      fleet: { type: 'object', properties: { parameters: { $ref: '#/components/schemas/ship' } } },
    },
  },
};

/** The document with the value at a path replaced. */
function changed(path: readonly string[], value: Json): JsonObject {
  const copy = JSON.parse(JSON.stringify(sound));
  let at = copy;
  for (const token of path.slice(0, -1)) at = at[token];
  at[path.at(-1) ?? ''] = value;
  return copy;
}

/** The document in parts as they are written: each path and each schema alone. */
function pieces(document: JsonObject, numberTexts: ReadonlyMap<string, string> = new Map()): TextPiece[] {
  const printer = new DocumentText();
  const parts = partsOf(document, []).flatMap((part) => printer.part({ ...part, numberTexts }));
  return [...parts, printer.end()];
}

const taken: readonly Within[] = [['paths'], ['components'], ['components', 'schemas']];

function partsOf(members: JsonObject, within: Within): Omit<DocumentPart, 'numberTexts'>[] {
  if (Object.keys(members).length === 0) return [{ within, members }];
  return Object.entries(members).flatMap(([key, value]) => {
    const deeper = taken.find((one) => JSON.stringify(one) === JSON.stringify([...within, key]));
    return deeper && isObject(value)
      ? partsOf(value, deeper)
      : [{ within, members: Object.fromEntries([[key, value]]) }];
  });
}

function judged(document: JsonObject): readonly string[] {
  const judge = new TextJudge();
  for (const { mark, text, section } of pieces(document)) judge.take(mark + text, section);
  return judge.end().map(({ pointer }) => pointer);
}

const get = ['paths', '/ships/{shipId}', 'get'];
const schema = [...get, 'responses', '200', 'content', 'application/json', 'schema'];

describe('documentFaults', () => {
  const bare = { openapi: '3.0.3', info: { title: 'Ships', version: '1' }, paths: {} };
  it.each<[string, JsonObject]>([
    ['a sound document', sound],
    ['no title', changed(['info', 'title'], 7)],
    ['an answer without description', changed([...get, 'responses', '200'], {})],
    [
      'an answer of another kind',
      changed([...get, 'responses', '4XX'], { $ref: '#/components/schemas/ship' }),
    ],
    ['a reference to nothing', changed(schema, { $ref: '#/components/schemas/none' })],
    ['a sound document of 3.0', bare],
    ['a document of 3.0 without paths', { openapi: bare.openapi, info: bare.info }],
  ])('says of %s what swagger-parser says', async (_, document) => {
    const options = { resolve: { external: false }, dereference: { circular: 'ignore' as const } };
    const parsed = parser.validate(structuredClone(document) as never, options).then(
      () => [],
      (error: { details?: readonly unknown[]; message: string }) =>
        error.details === undefined ? [error.message.split('\n')[0]] : schemaFaults(error.details),
    );
    const found = await documentFaults(document);
    const expected = await parsed;
    expect(found.map((fault, i) => (typeof expected[i] === 'string' ? fault.reason : fault))).toEqual(
      expected,
    );
    // Again with what was compiled before.
    expect(await documentFaults(document)).toEqual(found);
  });
});

describe('TextJudge', () => {
  it('takes what swagger-parser takes', async () => {
    expect([judged(sound), await documentFaults(sound)]).toEqual([[], []]);
    expect(judged({ ...sound, paths: {} })).toEqual([]);
  });

  it.each<[string, readonly string[], Json, string]>([
    ['no title', ['info', 'title'], 7, '/info/title'],
    ['no object of paths', ['paths'], [], '/paths'],
    ['a path without slash', ['paths', 'ships'], { get: {} }, '/paths'],
    ['an operation of another kind', get, 'none', '/paths/~1ships~1{shipId}/get'],
    ['an answer without description', [...get, 'responses', '200'], {}, ''],
    ['a schema that is a number', ['components', 'schemas', 'ship'], 1, '/components/schemas/ship'],
    ['a reference to nothing', schema, { $ref: '#/components/schemas/none' }, ''],
    [
      'one in a component',
      ['components', 'schemas', 'fleet'],
      { items: { $ref: '#/components/schemas/x' } },
      '',
    ],
    [
      'one to itself',
      ['components', 'schemas', 'fleet'],
      { $ref: '#/components/schemas/fleet' },
      '/components/schemas/fleet',
    ],
    ['one to another kind', [...get, 'responses', '4XX'], { $ref: '#/components/parameters/shipId' }, ''],
    ['one to nowhere', schema, { $ref: 'https://example.com/ship.json' }, ''],
    ['one that is no text', schema, { $ref: 1 }, ''],
  ])('refuses %s', async (_, path, value, pointer) => {
    const found = judged(changed(path, value));
    expect(found).not.toEqual([]);
    expect(found[0]).toContain(pointer);
  });
});

describe('DocumentText', () => {
  const numbers = new Map([
    [
      '/paths/~1ships~1{shipId}/get/responses/200/content/application~1json/examples/get/value/length',
      '12.50',
    ],
  ]);
  const text = (document: JsonObject, texts?: ReadonlyMap<string, string>) =>
    pieces(document, texts)
      .map((piece) => piece.mark + piece.text)
      .join('');

  it('prints the bytes of writeText, numbers as pages show them', () => {
    expect(text(sound, numbers)).toBe(writeText(sound, numbers, 'json'));
    expect(text(sound, numbers)).toBe(`${JSON.stringify(sound, null, 2).replace('12.5', '12.50')}\n`);
  });

  it('prints the bytes of writeText without paths, and with names that look like its own', () => {
    for (const paths of [{}, { '/a': { description: '\n  "paths": {}' } }]) {
      const document = { info: { title: '\n  "paths": {}', paths: {} }, paths, last: true };
      expect(text(document)).toBe(writeText(document, new Map(), 'json'));
    }
  });
});
