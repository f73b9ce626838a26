import { describe, expect, it } from 'vitest';
import { PathIndex } from './path-index.ts';

const paths = [
  '/decks/{id}/plan',
  "/decks/{id}/plan(area='{area}')/cabins",
  "/decks/{id}/view(side='{side}')",
  '/decks/{id}/view',
];
const index = new PathIndex(paths.map((path) => ({ method: 'get', path })));
const found = (path: string) => index.find('get', path).map((one) => one.path);

describe('PathIndex', () => {
  it('finds a call whose line leaves the arguments out, also where another line goes on from the same call', () => {
    expect(found("/decks/1/plan(area='A1:B2')")).toEqual(['/decks/{id}/plan']);
    expect(found("/decks/1/plan(area='A1:B2')/cabins")).toEqual(["/decks/{id}/plan(area='{area}')/cabins"]);
  });

  it('finds a line whose key stands in parentheses without apostrophes', () => {
    const keyed = new PathIndex([{ method: 'post', path: '/decks({deckId})/close' }]);
    const closed = ["/decks('1')/close", '/decks(1)/close', '/decks/1/close', '/decks({id})/close'];
    expect(closed.map((path) => keyed.find('post', path).length)).toEqual([1, 1, 1, 1]);
    expect(keyed.find('post', '/decks/close')).toEqual([]);
  });

  it('prefers the line with the arguments', () => {
    expect(found("/decks/1/view(side='port')")).toEqual([
      "/decks/{id}/view(side='{side}')",
      '/decks/{id}/view',
    ]);
    expect(found('/decks/1/view')).toEqual(['/decks/{id}/view']);
  });
});
