import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlyInteractions } from './only.ts';

describe('onlyInteractions', () => {
  it('keeps what stood there, character for character', () => {
    const text =
      '{ "messages": [{"a": 1}], "interactions": [ {"price": 10.0},\n {"price": 1e2} , {"x": "\\u0041"}], "z": 1 }';
    expect(onlyInteractions(text, new Set([0, 2]))).toBe(
      '{ "interactions": [{"price": 10.0},{"x": "\\u0041"}], "z": 1 }',
    );
    expect(onlyInteractions('{"interactions": [1], "messages": []}', new Set([0]))).toBe(
      '{"interactions": [1]}',
    );
    expect(onlyInteractions('{"messages": []}', new Set())).toBe('{}');
  });

  it('is the file with a shorter list, whatever stands in it and around it', () => {
    const members = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(
        members,
        fc.array(fc.jsonValue()),
        fc.array(fc.jsonValue()),
        fc.nat(2),
        (around, list, messages, indent) => {
          const pact = { ...around, interactions: list, messages };
          const odd = new Set(list.flatMap((_, i) => (i % 2 === 1 ? [i] : [])));
          const { messages: _left, ...kept } = { ...pact, interactions: list.filter((_, i) => odd.has(i)) };
          const shown = onlyInteractions(JSON.stringify(pact, undefined, indent), odd);
          expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(kept)));
        },
      ),
    );
  });
});
