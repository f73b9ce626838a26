import { expect, it } from 'vitest';
import { answeredRequests } from './example-pairs.ts';

/** `q` a request, `a` a response; a name behind a colon, several with `+`. */
const messages = (text: string) =>
  text.split(' ').map((word) => {
    const [kind, names = ''] = word.split(':');
    const list = names === '' ? [] : names.split('+');
    return { kind: kind === 'q' ? ('request' as const) : ('response' as const), names: list };
  });

it.each([
  ['q a q a', [0, 1]],
  ['q q a a', [0, 1]],
  ['q q a', [1]],
  ['q a a', [0, 0]],
  ['q a a q a', [0, 0, 1]],
  ['a q', [0]],
  ['a q a', [undefined, 0]],
  ['a', [undefined]],
  ['q:x q:y a:x', [0]],
  ['q:x q:y q:z a:x+y+z', [0]],
  ['q:x a:other', [0]],
  ['q:x a q:y a:x', [0, 1]],
  ['q q', []],
])('%s', (text, expected) => {
  const list = messages(text);
  const found = answeredRequests(list);
  expect(list.flatMap(({ kind }, i) => (kind === 'response' ? [found[i]] : []))).toEqual(expected);
  expect(list.every(({ kind }, i) => kind === 'response' || found[i] === undefined)).toBe(true);
});
