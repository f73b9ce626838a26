import fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import type { Json } from './json.ts';
import { JsonPlaces } from './json-places.ts';

type Step = string | number;

/** Every way into a value. */
function* ways(value: Json, before: readonly Step[] = []): Generator<readonly Step[]> {
  yield before;
  if (typeof value !== 'object' || value === null) return;
  const steps: [Step, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [step, inner] of steps) yield* ways(inner, [...before, step]);
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('places in JSON', () => {
  it('are those of a positioned tree', () => {
    const texts = fc.tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t', 3));
    fc.assert(
      fc.property(texts, ([value, indent]) => {
        const text = ` ${JSON.stringify(value, undefined, indent)}\n`;
        const tree = parseTree(text);
        const places = new JsonPlaces(utf8(text));
        const bytesBefore = (offset = -1) => utf8(text.slice(0, offset)).length;
        for (const way of ways(JSON.parse(text))) {
          const node = tree && findNodeAtLocation(tree, [...way]);
          const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : node;
          expect(places.find(way.map(String))).toEqual({
            key: bytesBefore(key?.offset),
            value: bytesBefore(node?.offset),
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('end at the last that exists', () => {
    const places = new JsonPlaces(utf8('{"a": [1, {"b": "x"}], "c": {}}'));
    expect(places.find(['a', '1', 'z', 'y'])).toEqual({ key: 10, value: 10 });
    expect(places.find(['a', '01'])).toEqual({ key: 1, value: 6 });
    expect(places.find(['c', 'toString'])).toEqual({ key: 23, value: 28 });
    expect(places.find(['a', '1', 'b', '0'])).toEqual({ key: 11, value: 16 });
  });

  it('are those of the first member of a name', () => {
    expect(new JsonPlaces(utf8('{"a": 1, "\\u0061": 2, "a\\\\": 3}')).find(['a'])).toMatchObject({
      value: 6,
    });
    expect(new JsonPlaces(utf8('{"a": 1, "a\\\\": 3}')).find(['a\\'])).toMatchObject({ value: 16 });
  });
});
