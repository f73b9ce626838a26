import { describe, expect, it } from 'vitest';
import { type Row, rowsOf, Store } from './store.ts';

const row = (key: string): Row => ({ key, entity: { id: key } });
const keys = (store: Store, path: string) => [...store.rows(path).keys()];

/** A store with two rows in every set, and what its seed was asked for. */
function seeded() {
  const asked: string[] = [];
  const store = new Store((path, isBelowMade) => {
    asked.push(`${path}${isBelowMade ? ' below made' : ''}`);
    return isBelowMade ? [] : [row('1'), row('2')];
  });
  return { store, asked };
}

describe('a store', () => {
  it('makes a set once, when it is asked for, and keeps what was changed', () => {
    const { store, asked } = seeded();
    expect(asked).toEqual([]);
    expect(keys(store, '/a')).toEqual(['1', '2']);
    store.put('/a', '3', { id: '3' });
    store.put('/b', '3', { id: '3' });
    store.remove('/a', '1');
    expect([keys(store, '/a'), keys(store, '/b')]).toEqual([
      ['2', '3'],
      ['1', '2', '3'],
    ]);
    expect(asked).toEqual(['/a', '/b']);
    expect(store.revision).toBe(3);
  });

  it('lets sets go that were only read, a thousand at a time, and never one that was changed', () => {
    const { store, asked } = seeded();
    store.put('/kept', '3', { id: '3' });
    for (let n = 0; n < 1000; n++) store.rows(`/${n}`);
    store.rows('/0');
    expect(asked).toHaveLength(1001);
    store.rows('/1000');
    store.rows('/0');
    expect(asked).toHaveLength(1003);
    expect(keys(store, '/kept')).toEqual(['1', '2', '3']);
    expect(asked).toHaveLength(1003);
  });

  it('has nothing of a seed below what was made, and all of it beside', () => {
    const { store, asked } = seeded();
    store.rows('/a/1/b');
    store.rows('/a/12/b');
    store.begin('/a/1');
    expect(keys(store, '/a/1/b')).toEqual([]);
    expect(keys(store, '/a/12/b')).toEqual(['1', '2']);
    expect(keys(store, '/a/1')).toEqual(['1', '2']);
    expect(keys(store, '/a/1/b/2/c')).toEqual([]);
    expect(asked).toEqual(['/a/1/b', '/a/12/b', '/a/1/b below made', '/a/1', '/a/1/b/2/c below made']);
    store.begin('/s');
    expect(keys(store, '/s/t')).toEqual([]);
  });

  it('takes away with an entity what is below it', () => {
    const { store } = seeded();
    for (const path of ['/a/1/b', '/a/12/b', '/x/a/1/']) store.put(path, '3', { id: '3' });
    store.removeBelow('/a/1');
    expect(keys(store, '/a/1/b')).toEqual([]);
    expect(keys(store, '/a/12/b')).toEqual(['1', '2', '3']);
    expect(keys(store, '/x/a/1/')).toEqual(['1', '2', '3']);
  });

  it('is the same after a snapshot was restored, which nothing changes any more', () => {
    const { store } = seeded();
    store.begin('/a/1');
    store.put('/b', '3', { id: '3', deep: { x: 1 } });
    Object.assign(store, { requests: 5, keys: 2 });
    const snapshot = store.snapshot('Notes');
    expect(snapshot).toEqual({
      docpact: 'mock-state/1',
      spec: 'Notes',
      requests: 5,
      keys: 2,
      made: ['/a/1'],
      sets: { '/b': [row('1'), row('2'), { key: '3', entity: { id: '3', deep: { x: 1 } } }] },
    });
    const other = seeded().store;
    other.rows('/b');
    other.rows('/a/1/c');
    other.put('/gone', '9', { id: '9' });
    const { revision } = other;
    other.restore(snapshot);
    expect(other.revision).toBe(revision + 1);
    expect(other.snapshot('Notes')).toEqual(snapshot);
    expect([keys(other, '/b'), keys(other, '/gone'), keys(other, '/a/1/c')]).toEqual([
      ['1', '2', '3'],
      ['1', '2'],
      [],
    ]);
    other.put('/b', '4', { id: '4' });
    expect(snapshot.sets['/b']).toHaveLength(3);
  });

  it('begins anew when it is cleared, with another seed where one is given', () => {
    const { store } = seeded();
    store.begin('/a/1');
    store.rows('/read');
    store.put('/b', '3', { id: '3' });
    Object.assign(store, { requests: 5, keys: 2 });
    const { revision } = store;
    store.clear({ '/b': [] });
    expect(store.snapshot('x')).toEqual({
      docpact: 'mock-state/1',
      spec: 'x',
      requests: 0,
      keys: 0,
      seed: { '/b': [] },
      made: [],
      sets: {},
    });
    expect(store.revision).toBe(revision + 1);
    expect([keys(store, '/b'), keys(store, '/a/1/c')]).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    store.clear(undefined);
    expect('seed' in store.snapshot('x')).toBe(false);
  });

  it('makes sets anew that were only read, when it is cleared or restored', () => {
    const { store, asked } = seeded();
    const empty = store.snapshot('x');
    for (const renew of [() => store.clear(undefined), () => store.restore(empty)]) {
      store.rows('/a');
      renew();
      asked.length = 0;
      store.rows('/a');
      expect(asked).toEqual(['/a']);
    }
  });
});

describe('rows of a seed', () => {
  it.each([
    [[{ a: 1 }], [{ a: 1 }]],
    [{ value: [{ a: 1 }] }, [{ a: 1 }]],
    [[], []],
    [{ value: 1 }, undefined],
    [{ a: 1 }, undefined],
    [[{ a: 1 }, 2], undefined],
    ['x', undefined],
    [undefined, undefined],
  ])('of %j are %j', (value, rows) => {
    expect(rowsOf(value)).toEqual(rows);
  });
});
