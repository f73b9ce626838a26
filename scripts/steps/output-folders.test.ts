import { describe, expect, it } from 'vitest';
import { Files } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { overlaps } from './output-folders.ts';

// Of a host nothing but its paths is asked for.
const host = { files: new Files('/work') } as Host;
const told = (...outs: string[]) =>
  overlaps(
    outs.map((out, i) => ({ api: 'abc'[i] ?? '', out })),
    host,
  ).map(({ message }) => message);

describe('folders for generated code', () => {
  it.each([[['src/a', 'src/b']], [['src/a', 'src/ab']], [['a', '../a']]])('%s lie apart', (outs) => {
    expect(told(...outs)).toEqual([]);
  });

  it.each([
    [['src', 'src'], 'the code of b would go to src, like that of a'],
    [['src', './src/'], 'the code of b would go to ./src/, like that of a'],
    [['src/A', 'src/a'], 'the code of b would go to src/a, like that of a'],
    [['src', 'src/b'], 'the code of b would go to src/b, within the folder of a'],
    [['src/a', '.'], 'the code of a would go to src/a, within the folder of b'],
    [['src/a', '/work/src'], 'the code of a would go to src/a, within the folder of b'],
  ])('%s do not', (outs, message) => {
    expect(told(...outs)).toEqual([message]);
  });

  it('are all told', () => {
    expect(told('a', 'a/b', 'a/b/c')).toHaveLength(3);
  });
});
