import { expect, it } from 'vitest';
import { remembered } from './remembered.ts';

it('asks once for each text, undefined answers included, and lets go of all when there are too many', () => {
  const asked: string[] = [];
  const answer = remembered((text) => {
    asked.push(text);
    return text === 'none' ? undefined : text.length;
  }, 2);
  expect(['ab', 'none', 'ab', 'none'].map(answer)).toEqual([2, undefined, 2, undefined]);
  expect(asked).toEqual(['ab', 'none']);
  expect(['abc', 'ab', 'ab'].map(answer)).toEqual([3, 2, 2]);
  expect(asked).toEqual(['ab', 'none', 'abc', 'ab']);
});
