import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import { compare } from './compare.ts';

function document(schema: JsonObject) {
  const content = { 'application/json': { schema } };
  return readSpec({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/a': { post: { requestBody: { content }, responses: { '204': { description: 'Done' } } } } },
  });
}

const changes = (base: JsonObject, head: JsonObject) =>
  compare(document(base), document(head)).changes.map(({ code, message }) => `${code}: ${message}`);

const owner = {
  anyOf: [
    { title: 'Person', type: ['integer', 'boolean'] },
    { title: 'Team', type: 'array' },
  ],
};
const amount = {
  oneOf: [
    { title: 'Number', type: 'integer' },
    { title: 'Words', type: 'array' },
  ],
};

describe('choices of one schema', () => {
  it('belong together by what they say, in whatever order they stand', () => {
    expect(changes({ allOf: [owner, amount] }, { allOf: [amount, owner] })).toEqual([]);
    expect(changes({ allOf: [amount, owner] }, { allOf: [owner, { anyOf: [amount] }] })).toEqual([]);
  });

  it('tell what has changed in the one that is left over', () => {
    const more = { oneOf: [...amount.oneOf, { type: 'boolean' }] };
    expect(changes({ allOf: [owner, amount] }, { allOf: [more, owner] })).toEqual([
      expect.stringContaining('an alternative (boolean) is new'),
    ]);
  });
});
