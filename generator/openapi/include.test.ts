import { describe, expect, it } from 'vitest';
import { includeOperations } from './include.ts';
import { readOpenApi } from './read.ts';

const operation = (operationId: string | undefined, ...tags: string[]) => ({
  ...(operationId === undefined ? {} : { operationId }),
  tags,
  responses: {},
});

const document = {
  openapi: '3.1.0',
  info: { title: 'Harbour', version: '1' },
  paths: {
    '/': { get: operation('root') },
    '/ships': { get: operation('ships/list', 'ships'), post: operation('ships/add', 'ships', 'write') },
    '/ships/{id}': { get: operation('ships/get', 'ships'), delete: operation('ships/scrap', 'ships') },
    '/ships/{id}/crew/{member}': { get: operation(undefined, 'crew of ships') },
    '/shipyards/{owner}/{name}': { get: operation('yards.get') },
    "/ships/at(path='{a/b}')/x": { get: operation('at') },
  },
};
const api = readOpenApi(new TextEncoder().encode(JSON.stringify(document)), 'harbour.json').value;
if (!api) throw new Error('the document of this test cannot be read');

const include = (...patterns: string[]) => includeOperations(api, patterns);
const chosen = (...patterns: string[]) => include(...patterns).value?.operations.map(({ id }) => id);
const told = (...patterns: string[]) =>
  include(...patterns).diagnostics.map(({ code, message, help }) => [code, message, help]);

describe('patterns', () => {
  it.each([
    ['tag:ships', 'ships/list ships/add ships/get ships/scrap'],
    ['tag:write', 'ships/add'],
    ['tag:* of *', 'getShipsIdCrewMember'],
    ['/ships', 'ships/list ships/add'],
    ['/ships/*', 'ships/get ships/scrap'],
    ['/ships/{id}', 'ships/get ships/scrap'],
    ['/ships/**', 'ships/list ships/add ships/get ships/scrap getShipsIdCrewMember at'],
    ['/ship*/**', 'ships/list ships/add ships/get ships/scrap getShipsIdCrewMember yards.get at'],
    ['/**/{member}', 'getShipsIdCrewMember'],
    ['/**/crew/**', 'getShipsIdCrewMember'],
    ['/shipyards/{owner}/*', 'yards.get'],
    ["/ships/at(path='*')/x", 'at'],
    ['/', 'root'],
    ['/**', 'root ships/list ships/add ships/get ships/scrap getShipsIdCrewMember yards.get at'],
    ['GET /ships/**', 'ships/list ships/get getShipsIdCrewMember at'],
    ['delete  /ships/*', 'ships/scrap'],
    ['* /ships', 'ships/list ships/add'],
    ['ships/get', 'ships/get'],
    ['ships/*', 'ships/list ships/add ships/get ships/scrap'],
    ['getShipsIdCrewMember', 'getShipsIdCrewMember'],
    ['id:yards.*', 'yards.get'],
    ['*', 'root ships/list ships/add ships/get ships/scrap getShipsIdCrewMember yards.get at'],
  ])('%s', (pattern, ids) => {
    expect(chosen(pattern)?.join(' ')).toBe(ids);
    expect(include(pattern).diagnostics).toEqual([]);
  });

  it('add up, in the order of the document; what one excludes is out, wherever it stands', () => {
    expect(chosen('yards.get', 'GET /ships/*')).toEqual(['ships/get', 'yards.get']);
    expect(chosen('!GET /ships/*', '/ships/*', 'at')).toEqual(['ships/scrap', 'at']);
    expect(chosen('!/ships/**')).toEqual(['root', 'yards.get']);
  });

  it('have no characters but the star that mean more than themselves', () => {
    expect(chosen('yards?get')).toBeUndefined();
    expect(chosen('yards.*')).toEqual(['yards.get']);
    expect(chosen('/shipyards/{owner}/{other}')).toBeUndefined();
    expect(chosen('ships/GET')).toBeUndefined();
  });
});

describe('a pattern that matches nothing', () => {
  it.each([
    ['tag:ship', 'Did you mean tag:ships?'],
    ['tag:wirte', 'Did you mean tag:write?'],
    ['/shisp/**', 'Did you mean /ships/**?'],
    ['/shipyard/*/*', 'Did you mean /shipyards/*/*?'],
    ['PUT /ships', 'Did you mean GET /ships?'],
    ['get /ship', 'Did you mean get /ships?'],
    ['ship/get', 'Did you mean ships/get?'],
    ['ship/*', 'Did you mean ships/*?'],
    ['id:yard.get', 'Did you mean id:yards.get?'],
    ['ships', 'Did you mean tag:ships?'],
    ['writ', 'Did you mean tag:write?'],
    ['shipyards/{owner}/**', 'Did you mean /shipyards/{owner}/**?'],
    ['!tag:ship', 'Did you mean !tag:ships?'],
    ['elephants', 'Leave it out.'],
    ['/elephants/**', 'Leave it out.'],
  ])('%s is told: %s', (pattern, help) => {
    const message = `the pattern "${pattern}" matches no operation`;
    expect(told('root', pattern)).toEqual([['generate/include-unmatched', message, help]]);
    expect(chosen('root', pattern)).toEqual(['root']);
  });

  it('is an error when nothing else matches either, or all is excluded', () => {
    const refused = include('tag:ship');
    expect(refused.value).toBeUndefined();
    expect(refused.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['generate/include-unmatched', 'warning'],
      ['generate/include-nothing', 'error'],
    ]);
    expect(told('/ships', '!tag:ships').map(([code]) => code)).toEqual(['generate/include-nothing']);
  });
});

describe('what is no pattern', () => {
  it.each([
    ['', 'names nothing'],
    ['!', 'names nothing'],
    ['tag:', 'names nothing'],
    ['FETCH /ships', 'begins with "FETCH", which is no method'],
  ])('"%s" %s', (pattern, reason) => {
    expect(include(pattern, '/ships').value).toBeUndefined();
    expect(told(pattern, '/ships').map(([code, message]) => [code, message])).toEqual([
      ['generate/include-malformed', `the pattern ${JSON.stringify(pattern)} ${reason}`],
    ]);
  });
});
