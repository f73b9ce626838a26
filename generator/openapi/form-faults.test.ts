import { describe, expect, it } from 'vitest';
import { placeText } from '../model/place.ts';
import { formFaults } from './form-faults.ts';
import { readOpenApi } from './read.ts';

const info = { title: 't', version: '1' };
const answers = { responses: { 200: { description: 'd' } } };

function told(document: object): string[] {
  const text = JSON.stringify({ openapi: '3.1.0', info, ...document });
  const { value, diagnostics } = readOpenApi(new TextEncoder().encode(text), 'a.json');
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join());
  return formFaults(value).map(({ code, message, at }) => `${placeText(at)} ${code} ${message}`);
}

describe('parts of a document that say nothing', () => {
  it('are told with their place, once each', () => {
    expect(
      told({
        paths: {
          '/a': { get: { ...answers, parameters: [{ in: 'query' }, { name: 'b', in: 'path' }] } },
          c: {},
          'x-d': 1,
        },
        components: {
          schemas: {
            A: { type: 'integr', properties: [], items: 'x', allOf: {} },
            B: { exclusiveMinimum: true, enum: 'a', additionalProperties: false, 'x-any': 'thing' },
            'x-C': 'text',
          },
          securitySchemes: [],
        },
      }).map((line) => line.replace(/^\S+ openapi\/form /, '')),
    ).toEqual([
      '/paths/~1a/get/parameters/0 must be an object with a name and a place: query, header, path, cookie; as it stands it says nothing',
      '/components/securitySchemes must be an object; as it stands it says nothing',
      '/components/schemas/x-C must be a schema; as it stands it says nothing',
      '/components/schemas/A/type must be one or several JSON types; as it stands it says nothing',
      '/components/schemas/A/properties must be an object; as it stands it says nothing',
      '/components/schemas/A/items must be a schema; as it stands it says nothing',
      '/components/schemas/A/allOf must be a list; as it stands it says nothing',
      '/components/schemas/B/exclusiveMinimum must be a number; as it stands it says nothing',
      '/components/schemas/B/enum must be a list of values; as it stands it says nothing',
      '/paths/c must be named with a slash at its beginning; as it stands it says nothing',
    ]);
  });

  it('are operations of one id and paths that are one', () => {
    const paths = {
      '/a/{b}': { get: { operationId: 'x', ...answers } },
      '/a/{c}': { get: { operationId: 'x', ...answers } },
    };
    expect(told({ paths }).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'openapi/operation-id-repeated the operationId "x" is that of GET /a/{b} too',
      'openapi/path-repeated /a/{c} is the same path as /a/{b}',
    ]);
  });

  it('are none where names, examples and extensions look like them', () => {
    const schema = {
      type: 'object',
      properties: { type: { type: 'string' }, items: true },
      example: { enum: 'a' },
    };
    expect(
      told({
        paths: {
          '/a': { get: { ...answers, parameters: [{ $ref: '#/components/parameters/p' }], 'x-a': 1 } },
        },
        components: {
          parameters: { p: { name: 'p', in: 'query', schema } },
          schemas: { responses: schema, 'x-y': schema },
          'x-more': [],
        },
        'x-z': 'text',
      }),
    ).toEqual([]);
  });
});
