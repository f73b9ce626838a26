import { describe, expect, it } from 'vitest';
import { pageOf } from '../markdown/read-page.ts';
import { placeText } from '../model/place.ts';
import type { Fact, FactAbout, Predicate } from './fact.ts';
import { readFacts } from './read-facts.ts';

const facts = (...lines: string[]): readonly Fact[] => readFacts(pageOf(lines.join('\n'), 'p.md')).value;
const api = (...lines: string[]) =>
  facts('# Get thing', '## HTTP request', '```http', 'GET /things', '```', ...lines);
const about = <P extends Predicate>(list: readonly Fact[], predicate: P): FactAbout<P>[] =>
  list.filter((fact): fact is FactAbout<P> => fact.predicate === predicate);

describe('permissions', () => {
  it('of 2017: an italic list below "Prerequisites"', () => {
    const found = api('## Prerequisites', 'One of these **scopes**:', '', '*A.ReadWrite.All; A.Read.All*');
    expect(
      about(found, 'permission').map(({ value, at }) => [
        value.flow,
        value.scope,
        value.order,
        placeText(at),
      ]),
    ).toEqual([
      ['delegated', 'A.ReadWrite.All', 'unordered', 'p.md:9:2'],
      ['delegated', 'A.Read.All', 'unordered', 'p.md:9:19'],
    ]);
  });

  it('by row, with accounts, order and those that are not supported', () => {
    const found = api(
      '## Permissions',
      '|Permission type|Permissions (from most to least privileged)|',
      '|:--|:--|',
      '|Delegated (work or school account)|B.ReadWrite, B.Read|',
      '|Delegated (personal Microsoft account|Not supported.|',
      '|Application|C.Read.All|',
    );
    expect(
      about(found, 'permission').map(({ value: v }) => [v.flow, v.account, v.scope, v.rank, v.order]),
    ).toEqual([
      ['delegated', 'work', 'B.ReadWrite', 0, 'most-first'],
      ['delegated', 'work', 'B.Read', 1, 'most-first'],
      ['application', undefined, 'C.Read.All', 0, 'most-first'],
    ]);
    expect(about(found, 'permission-none').map(({ value }) => [value.account, value.wording])).toEqual([
      ['personal', 'Not supported.'],
    ]);
  });

  it('with the least privileged in a column of its own', () => {
    const found = api(
      '## Permissions',
      '|Permission type|Least privileged permissions|Higher privileged permissions|',
      '|:--|:--|:--|',
      '|Delegated (work or school account)|eShip.Read.All|eShip.ReadWrite.All, Fleet.Read|',
      '|Delegated (personal Microsoft account)|Not supported.|Not supported.|',
      '|Application|Fleet.Read|Not available.|',
    );
    expect(
      about(found, 'permission').map(({ value: v }) => [v.flow, v.scope, v.order, v.circumstance]),
    ).toEqual([
      ['delegated', 'eShip.Read.All', 'least-first', ''],
      ['delegated', 'eShip.ReadWrite.All', 'least-first', ''],
      ['delegated', 'Fleet.Read', 'least-first', ''],
      ['application', 'Fleet.Read', 'least-first', ''],
    ]);
    expect(about(found, 'permission-none').map(({ value }) => value.wording)).toEqual(['Not supported.']);
  });

  it('without the marks of footnotes', () => {
    const found = api(
      '## Permissions',
      '|Permission type|Permissions (from least to most privileged)|',
      '|:--|:--|',
      '|Delegated (work or school account)|Ship.Read<sup>1</sup>, Ship.ReadWrite.All <sup>2</sup>|',
    );
    expect(about(found, 'permission').map(({ value }) => value.scope)).toEqual([
      'Ship.Read',
      'Ship.ReadWrite.All',
    ]);
  });

  it('by column, one row a resource', () => {
    const found = api(
      '## Permissions',
      '|Resource|Delegated (work or school account)|Application|',
      '|--|--|--|',
      '|[chat](../resources/chat.md)|Chat.Read|Not supported|',
    );
    expect(
      about(found, 'permission').map(({ value }) => [value.flow, value.scope, value.circumstance]),
    ).toEqual([['delegated', 'Chat.Read', 'chat']]);
  });
});

describe('request lines', () => {
  it('of all forms', () => {
    const found = facts(
      '# X',
      '## HTTP Request',
      '```http',
      'GET /me/things',
      'or',
      'patch https://graph.microsoft.com/v1.0/users/{id | userPrincipalName}/things?$top=1 HTTP/1.1',
      'POST things/{id}',
      'Content-Type: application/json',
      '```',
    );
    expect(about(found, 'request-line').map(({ value }) => value)).toEqual([
      { method: 'GET', path: '/me/things', query: '', origin: undefined },
      {
        method: 'PATCH',
        path: '/users/{id | userPrincipalName}/things',
        query: '$top=1',
        origin: 'https://graph.microsoft.com/v1.0',
      },
      { method: 'POST', path: '/things/{id}', query: '', origin: undefined },
    ]);
  });
});

describe('responses', () => {
  it.each([
    ['Returns `200 OK` and a [thing](../resources/thing.md) object.', [[200, 'OK', 'thing', false]]],
    [
      'Returns a collection of [thing](../resources/thing.md) objects and 200 OK.',
      [[200, 'OK', 'thing', true]],
    ],
    [
      'Returns `201 Created` with a [thing](../resources/thing.md), or `204 No Content`.',
      [
        [201, 'Created', 'thing', false],
        [204, 'No Content', undefined, undefined],
      ],
    ],
    ['Returns `202, Accepted` response code.', [[202, 'Accepted', undefined, undefined]]],
  ])('%s', (text, expected) => {
    const found = about(api('## Response', text), 'response');
    expect(found.map(({ value: v }) => [v.status, v.reason, v.type?.name, v.type?.collection])).toEqual(
      expected,
    );
  });
});

describe('property rows', () => {
  const rows = (...lines: string[]) =>
    about(
      facts('# thing resource type', '## Properties', '|Property|Type|Description|', '|--|--|--|', ...lines),
      'property',
    ).map(({ value }) => value);

  it('say type, collection, decoration and what the description tells', () => {
    const [a, b, c, d] = rows(
      '|**id** (optional)|String|Key. Read-only. Not nullable.|',
      '|owners|[user](../resources/user.md) collection|Inherited from [base](base.md). Nullable.|',
      '|site|siteCollection|Required. Possible values are: `one`, `two`.|',
      '|tags|Collection(Edm.String)||',
    );
    expect([a?.name, a?.type?.name, a?.readOnly, a?.nullable]).toEqual(['id', 'String', true, false]);
    expect([b?.type?.name, b?.type?.collection, b?.inheritedFrom?.target, b?.nullable]).toEqual([
      'user',
      true,
      'base.md',
      true,
    ]);
    expect([c?.type?.name, c?.type?.collection, c?.required, c?.values]).toEqual([
      'siteCollection',
      false,
      true,
      ['one', 'two'],
    ]);
    expect([d?.type?.name, d?.type?.collection]).toEqual(['Edm.String', true]);
  });

  it.each([
    ['Yes', true],
    ['✓', true],
    ['No', false],
    ['', undefined],
  ])('take what a column of their own says: %s', (mark, required) => {
    const table = [
      '|Parameters|Type|Required|Description|',
      '|--|--|--|--|',
      `|name|String|${mark}|A text.|`,
    ];
    const body = api('## Request body', 'Supply these parameters.', '', ...table);
    expect(about(body, 'body-property').map(({ value }) => value.required)).toEqual([required]);
  });

  it.each([
    ['of instance annotations belongs to the type', '@microsoft.graph.sourceUrl', []],
    ['that shares no name with the representation does not', 'maxAge', ['docs/table-of-another-schema']],
  ])('a further table %s', (_, name, codes) => {
    const table = (row: string) => [
      '|Property|Type|Description|',
      '|--|--|--|',
      `|${row}|String|A text.|`,
      '',
    ];
    const page = pageOf(
      [
        '# thing resource type',
        '## Properties',
        ...table('title'),
        '### More',
        ...table(name),
        '## JSON representation',
        '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.thing" } -->',
        '```json',
        '{ "title": "String" }',
        '```',
      ].join('\n'),
      'p.md',
    );
    const { value, diagnostics } = readFacts(page);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(about(value, 'property').map((fact) => fact.value.name)).toEqual(['title']);
  });

  it('are not made of headings inside a table', () => {
    expect(rows('|**Group**|||', '|a|String|x|').map((row) => row.name)).toEqual(['a']);
  });
});

describe('examples', () => {
  const found = api(
    '## Example',
    '##### Request',
    '```http',
    'POST https://graph.microsoft.com/beta/things',
    'Content-Length: 8',
    '',
    '{ "a": [1, 2.50] }',
    '```',
    '##### Response',
    'All of the properties will be returned from an actual call.',
    '```http',
    'HTTP/1.1 201 Created',
    '',
    '{ "id": "x" }',
    '```',
  );

  it('know headers, body, and the places of values', () => {
    const [request] = about(found, 'example-request');
    expect(
      request?.value.headers.map(({ name, value, valueAt }) => [name, value, placeText(valueAt)]),
    ).toEqual([['Content-Length', '8', 'p.md:10:17']]);
    const body = request?.value.body;
    expect(body?.json).toEqual({ a: [1, 2.5] });
    expect([...(body?.numberTexts() ?? [])]).toEqual([['/a/1', '2.50']]);
    expect(body && placeText(body.place('/a/1'))).toBe('p.md:12:12');
    expect(body && placeText(body.place('/a', 'key'))).toBe('p.md:12:3');
  });

  it('are paired, and carry the promise', () => {
    const [response] = about(found, 'example-response');
    expect([response?.value.status, response?.value.request]).toEqual([201, 0]);
    expect(about(found, 'returns-all-properties').map(({ at }) => placeText(at))).toEqual(['p.md:15:1']);
  });
});

it('names in a representation that clients made are told and left out', () => {
  const shown = [
    '"id": "String",',
    '"name@odata.type": "x",',
    '"captain@example.com": "ada",',
    '"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0": "String",',
    '"Name-of-a-sailor": "String"',
  ];
  const { value, diagnostics } = readFacts(
    pageOf(
      ['# ship resource type', '## JSON representation', '```json', '{', ...shown, '}', '```'].join('\n'),
      'p.md',
    ),
  );
  expect(about(value, 'representation-property').map((fact) => fact.value.name)).toEqual(['id']);
  expect(diagnostics.map(({ code, at }) => `${code} ${placeText(at)}`)).toEqual([
    'docs/name-of-client-left-out p.md:7:1',
    'docs/name-of-client-left-out p.md:8:1',
    'docs/name-of-client-left-out p.md:9:1',
  ]);
});

describe('a further heading of the first level', () => {
  const table = (name: string) => ['|Property|Type|Description|', '|--|--|--|', `|${name}|String|A text.|`];

  it('begins a section of the page', () => {
    const call = ['# HTTP request', '```http', 'POST /things/{id}/bend', '```'];
    const found = api('# Response', 'Returns `204 No Content`.', '# thing: bend', ...call);
    expect(about(found, 'response').map(({ value }) => value.status)).toEqual([204]);
    expect(about(found, 'request-line').map(({ value }) => value.path)).toEqual([
      '/things',
      '/things/{id}/bend',
    ]);
    const type = facts('# thing resource type', '# Properties', ...table('name'));
    expect(about(type, 'property').map(({ value }) => value.name)).toEqual(['name']);
  });

  it('that is the title of another type begins none', () => {
    const other = ['# part resource type', '## Properties', ...table('size')];
    const found = facts('# thing resource type', '## Properties', ...table('name'), '', ...other);
    expect(about(found, 'property').map(({ value }) => value.name)).toEqual(['name']);
  });
});

describe('a table of properties below a heading that does not call them so', () => {
  const page = (title: string, shown: string, column = 'Property') =>
    facts(
      '# thing resource type',
      `## ${title}`,
      ...[`|${column}|Type|Description|`, '|--|--|--|', '|name|String|A text.|', ''],
      '## JSON representation',
      ...['```json', `{ "${shown}": "String" }`, '```'],
    );

  it.each(['Attributes', 'Properties and relationships', 'Schema'])('is read below "%s"', (title) => {
    expect(about(page(title, 'name'), 'property').map(({ value }) => value.name)).toEqual(['name']);
  });

  it('may call them fields', () => {
    expect(about(page('Fields', 'name', 'Field'), 'property')).toHaveLength(1);
  });

  it('is that of another thing where the representation shows none of them', () => {
    expect(about(page('Attributes', 'size'), 'property')).toEqual([]);
    expect(about(page('Examples', 'name'), 'property')).toEqual([]);
  });

  it.each(['Navigation', 'Relations'])('is one of relationships below "%s"', (title) => {
    const found = about(page(title, 'id'), 'navigation-property');
    expect(found.map(({ value }) => value.name)).toEqual(['name']);
  });
});
