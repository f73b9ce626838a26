import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gather } from './gather.ts';

it('is flatMap, one level deep, of whatever can be gone through', () => {
  const some = fc.array(fc.oneof(fc.integer(), fc.array(fc.oneof(fc.integer(), fc.array(fc.integer())))));
  fc.assert(
    fc.property(some, (list) => {
      expect(gather(list, (item) => item)).toEqual(list.flat());
      expect(gather(new Set(list), (item) => [item, item])).toEqual(
        [...new Set(list)].flatMap((i) => [i, i]),
      );
    }),
  );
});
