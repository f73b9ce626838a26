import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathShape, pathTemplate } from './path-template.ts';

const text = { text: 'String', name: 'String', collection: false, target: undefined };
const number = { text: 'Int32', name: 'Int32', collection: false, target: undefined };

describe('pathTemplate', () => {
  it.each([
    ['/deviceAppManagement/enterpriseCerts/', '/deviceAppManagement/enterpriseCerts', []],
    ['/enterpriseCerts/{enterpriseCertificateId}', '/enterpriseCerts/{enterpriseCertificateId}', [undefined]],
    [
      '/users/{id | userPrincipalName}/messages/{id}',
      '/users/{userId}/messages/{messageId}',
      ['id | userPrincipalName', undefined],
    ],
    ['/groups/{id}/groups/{id}', '/groups/{groupId}/groups/{groupId2}', [undefined, undefined]],
    ['/policies/{policy-id}/x/<snake_id>', '/policies/{policyId}/x/{snakeId}', [undefined, undefined]],
    ['/fleets/{tenant id}/ships/[id]', '/fleets/{fleetId}/ships/{shipId}', ['tenant id', undefined]],
    ['/fleets/(fleet-id)/ships/near(me)', '/fleets/{fleetId}/ships/near(me)', [undefined]],
    ['/fleets/{{fleetId}}/ships', '/fleets/{fleetId}/ships', [undefined]],
    ['/fleets /{id}/ ships', '/fleets/{fleetId}/ships', [undefined]],
    ['/categories/{id}', '/categories/{categoryId}', [undefined]],
    ['/classes/{id}', '/classes/{classId}', [undefined]],
    ["/near(place = '{place}', size= {size})", "/near(place='{place}',size={size})", [undefined, undefined]],
    ["/ships('{id}')/crew", "/ships('{shipId}')/crew", [undefined]],
    ['/ships/{id}/$value', '/ships/{shipId}/$value', [undefined]],
    ['/', '/', []],
  ])('%s → %s', (written, path, placeholders) => {
    const template = pathTemplate(written);
    expect(template?.path).toBe(path);
    expect(template?.parameters.map((parameter) => parameter.placeholder)).toEqual(placeholders);
    expect(template?.mended).toBe(false);
  });

  it.each([
    ['/a/{bee', '/a/{bee}'],
    ['/a/{bee/c', '/a/{bee}/c'],
    ['/a/{id}}/c', '/a/{aId}/c'],
    ['/a/{id}]/c', '/a/{aId}/c'],
    ['/a//b', '/a/b'],
    ['/ships/0e1d2c3b-4a59-6877-8695-a4b3c2d1e0f9/crew', '/ships/{shipId}/crew'],
    ["/near(place='{x}'/b", "/near(place='{place}')/b"],
  ])('mends %s to %s, and says so', (written, path) => {
    expect(pathTemplate(written)).toMatchObject({ path, mended: true });
  });

  it.each([
    '/me/.../contacts',
    '/a/...',
    '/a b',
    '/a}b',
    '/a)',
    '/{/)',
    '/{a{b}}',
    '/({)}',
    `/${'a'.repeat(5000)}`,
    '/a'.repeat(100),
    '/a:'.repeat(100),
  ])('%s is none', (written) => {
    expect(pathTemplate(written)).toBeUndefined();
  });

  it('reads an ellipsis behind a collection and its key as no further pair', () => {
    expect(pathTemplate('/me/decks/{id}/subDecks/{id}/.../cabins/{id}')).toMatchObject({
      path: '/me/decks/{deckId}/subDecks/{subDeckId}/cabins/{cabinId}',
      shortened: true,
    });
  });

  it.each([
    ['/drive/root:/{item-path}:/children', '/drive/root:/{itemPath}:/children', 'itemPath'],
    [
      '/drive/root:/{path and filename}:/content',
      '/drive/root:/{pathAndFilename}:/content',
      'pathAndFilename',
    ],
    ['/drive/root:/{item-path}', '/drive/root:/{itemPath}', 'itemPath'],
    ['/drive/root:{item-path}:/children', '/drive/root:{itemPath}:/children', 'itemPath'],
    ['/drive/root:/{path}/:/children', '/drive/root:/{path}:/children', 'path'],
    ['/drive/root:/Docs/my plan.txt:/content', '/drive/root:/{itemPath}:/content', 'itemPath'],
    ['/drive/items/{id}:/{filename}:/content', '/drive/items/{itemId}:/{filename}:/content', 'filename'],
    ['/drive/root:/{parent}/{file}:/content', '/drive/root:/{parent}/{file}:/content', 'parent'],
    ['/sites/{hostname}:/{site-path}:/lists', '/sites/{hostname}:/{sitePath}:/lists', 'sitePath'],
    ['/chats/19:abc@thread.v2/members', '/chats/19:abc@thread.v2/members', undefined],
  ])('addresses by path: %s', (written, path, addressing) => {
    expect(pathTemplate(written)).toMatchObject({ path, addressing });
  });

  it.each([
    ["/range(address='<address>')", "/range(address='{address}')"],
    ['/range(<address>)', '/range({address})'],
    ['/range(address={address-value})', "/range(address='{address}')"],
    ['/cell(row={r},column=5)', '/cell(row={row},column={column})'],
    ["/near(kind='big',by=by-value)", "/near(kind='big',by={by})"],
    ['/sum(a=@a,b=@p2)', '/sum(a=@a,b=@p2)'],
    ['/ships/sum( first={n}, second={n})/x', '/ships/sum(first={first},second={second})/x'],
    ["/find(q='{search-text}, or {more}')", "/find(q='{searchText}, or {more}')"],
    ["/find(q='a/b')/x", "/find(q='a/b')/x"],
    ["/zones(style=sea.zoneStyle'{zone_format}')", "/zones(style=sea.zoneStyle'{style}')"],
  ])('keeps the names of arguments: %s', (written, path) => {
    const documented = new Map([
      ['address', text],
      ['row', number],
      ['column', number],
    ]);
    const template = pathTemplate(written, documented);
    expect(template?.path).toBe(path);
    expect(template?.parameters.filter((parameter) => parameter.quoted).map(({ name }) => name)).toEqual(
      [...path.matchAll(/'\{(address|style)\}'/g)].map((match) => match[1]),
    );
  });

  it('tells which values follow in the query', () => {
    expect(pathTemplate('/sum(a=@a,b=@p2)')?.aliases).toEqual([
      { alias: '@a', argument: 'a' },
      { alias: '@p2', argument: 'b' },
    ]);
  });

  it('names each parameter once and as its path does', () => {
    const segment = fc.oneof(
      fc.constantFrom(
        'a',
        'users',
        '{id}',
        '{x|y}',
        '<z>',
        'f(a={b})',
        '{}',
        'root:',
        '{p}:',
        '...',
        "g('{x}')",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const template = pathTemplate(`/${segments.join('/')}`);
        if (!template) return;
        const names = [...template.path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]);
        expect(names).toEqual(template.parameters.map((parameter) => parameter.name));
        expect(new Set(names).size).toBe(names.length);
        expect(pathShape(template.path)).not.toMatch(/\{[^}]/);
      }),
    );
  });
});
