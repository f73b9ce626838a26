import { describe, expect, it } from 'vitest';
import { readFacts } from '../dialects/read-facts.ts';
import { pageOf } from '../markdown/read-page.ts';
import type { Operation } from '../model/description.ts';
import { placeText } from '../model/place.ts';
import { resolve } from './resolve.ts';

/** Pages as a test writes them: name → lines. */
type Pages = Readonly<Record<string, readonly string[]>>;

function resolved(pages: Pages) {
  const facts = Object.entries(pages).flatMap(
    ([file, lines]) => readFacts(pageOf(lines.join('\n'), file)).value,
  );
  const { value, diagnostics } = resolve(facts);
  const operations = new Map<string, Operation>(
    value.operations.map((operation) => [`${operation.method} ${operation.path}`, operation]),
  );
  return { operations, codes: diagnostics.map((one) => `${one.code} ${placeText(one.at)}`) };
}

const requests = (...lines: string[]) => ['## HTTP request', '```http', ...lines, '```'];
const answers = (type: string) => [
  '## Response',
  `Returns \`200 OK\` and a [${type}](../resources/${type}.md) object.`,
];
const example = (request: string, body = '{ "id": "1" }') => [
  ...['```http', request, '```'],
  ...['```http', 'HTTP/1.1 200 OK', 'Content-Type: application/json', '', body, '```'],
];
const shown = (operation: Operation | undefined) =>
  (operation?.responses ?? []).flatMap((response) => response.examples.map(({ value }) => value));

describe('request lines of one page', () => {
  const { operations } = resolved({
    'crew-get.md': [
      '# Get crew',
      ...requests(
        'GET /me/crew/{id}',
        'GET /users/{id | name}/crew/{id}',
        'GET /me/crew/{id}/$value',
        'GET /users/{id}/crew/{id}/$value',
        'GET /me/crew',
        'PATCH /me/crew/{id}',
        'PATCH /users/{id}/crew/{id}',
      ),
      ...answers('crew'),
    ],
  });

  it('that address the same thing by another path say which path they are another of', () => {
    expect([...operations].map(([key, { aliasOf }]) => [key, aliasOf])).toEqual([
      ['get /me/crew', undefined],
      ['get /me/crew/{crewId}', undefined],
      ['patch /me/crew/{crewId}', undefined],
      ['get /me/crew/{crewId}/$value', undefined],
      ['get /users/{userId}/crew/{crewId}', '/me/crew/{crewId}'],
      ['patch /users/{userId}/crew/{crewId}', '/me/crew/{crewId}'],
      ['get /users/{userId}/crew/{crewId}/$value', '/me/crew/{crewId}/$value'],
    ]);
  });

  it('that call a function with other arguments are overloads, with fewer the same', () => {
    const calls = ['near(x={x})', 'near(y={y})', 'near(x={x},z={z})', 'near'].map(
      (call) => `GET /ships/${call}`,
    );
    const found = resolved({ 'ship-near.md': ['# ship: near', ...requests(...calls)] }).operations;
    expect([...found.values()].map(({ path, aliasOf }) => [path, aliasOf])).toEqual([
      ['/ships/near', '/ships/near(x={x})'],
      ['/ships/near(x={x})', undefined],
      ['/ships/near(x={x},z={z})', '/ships/near(x={x})'],
      ['/ships/near(y={y})', undefined],
    ]);
  });

  it('have short ids of their own', () => {
    expect([...operations.values()].map(({ id }) => id)).toEqual([
      'crew_get_meCrew',
      'crew_get',
      'crew_get_patch',
      'crew_get_value',
      'crew_get_users',
      'crew_get_patchUsers',
      'crew_get_usersCrewValue',
    ]);
  });
});

describe('parameters', () => {
  const table = (title: string, ...rows: string[]) => [
    `## ${title}`,
    '|Parameter|Type|Description|',
    '|:--|:--|:--|',
    ...rows,
  ];
  const only = (...page: string[]) =>
    [...resolved({ 'ship-f.md': ['# ship: f', ...page] }).operations.values()][0];

  it('of a call are typed by the table, texts between apostrophes', () => {
    const f = only(
      ...requests('GET /ships/{id}/f(row={row-number},at=<time>,name={name},kind=big)'),
      ...table(
        'Function parameters',
        '|row|Int32|Which row.|',
        '|at|DateTimeOffset|When.|',
        '|name|String|Of whom.|',
        '|kind|String|Which kind.|',
      ),
    );
    expect(f?.path).toBe("/ships/{shipId}/f(row={row},at={at},name='{name}',kind='{kind}')");
    expect(
      f?.pathParameters.map(({ name, type, quoted, description }) => [name, type?.name, quoted, description]),
    ).toEqual([
      ['shipId', undefined, false, ''],
      ['row', 'Edm.Int32', false, 'Which row.'],
      ['at', 'Edm.DateTimeOffset', false, 'When.'],
      ['name', 'Edm.String', true, 'Of whom.'],
      ['kind', 'Edm.String', true, 'Which kind.'],
    ]);
    expect(f?.kind).toBe('function');
  });

  it('of a call are no query options, also where the page takes them for such', () => {
    const found = resolved({
      'ship-f.md': [
        '# ship: f',
        ...requests('GET /me/f', "GET /me/f(Port='{port_name}')"),
        '## Query parameters',
        '|Query parameter|Type|Description|',
        '|:--|:--|:--|',
        '|Port|String|Of which port.|',
        '|since|Date|From when.|',
      ],
    });
    const shown = [...found.operations.values()].map(({ path, pathParameters, queryOptions }) => [
      path,
      pathParameters.map(({ name, description }) => `${name}: ${description}`),
      queryOptions.map(({ name, description }) => `${name}: ${description}`),
    ]);
    expect(shown).toEqual([
      ['/me/f', [], ['since: From when.']],
      ["/me/f(Port='{Port}')", ['Port: Of which port.'], ['since: From when.']],
    ]);
  });

  it.each([['Function parameters'], ['Path parameters']])(
    'of a call that the line leaves out follow in the query: %s',
    (title) => {
      const f = only(
        ...requests('GET /ships/{ship-id}/f'),
        ...table(
          title,
          '|ship-id|String|The ship.|',
          '|since|Date|Optional. From when.|',
          '|all|Boolean|Required. All?|',
        ),
      );
      expect(f?.queryOptions.map(({ name, required, type }) => [name, required, type?.name])).toEqual([
        ['since', false, 'Edm.Date'],
        ['all', true, 'Edm.Boolean'],
      ]);
      expect(f?.pathParameters.map(({ name, description }) => [name, description])).toEqual([
        ['shipId', 'The ship.'],
      ]);
    },
  );

  it('behind an alias stand in the query under it', () => {
    const f = only(
      ...requests('GET /ships/{id}/f(a=@p)?@p={value}'),
      ...table('Function parameters', '|a|Int32|How many.|'),
    );
    expect(f?.path).toBe('/ships/{shipId}/f(a=@p)');
    expect(f?.queryOptions.map(({ name, required, type }) => [name, required, type?.name])).toEqual([
      ['@p', true, 'Edm.Int32'],
    ]);
  });

  it('in the query of each line are required, of some lines not, and OData options never', () => {
    const f = only(
      ...requests('GET /ships?from={from}&$top=1&$filter={x} eq {y}', 'GET /ships?from={from}&to={to}'),
      ...table('Query parameters', '|from|DateTimeOffset|The start.|'),
    );
    expect(f?.queryOptions.map(({ name, required }) => [name, required])).toEqual([
      ['from', true],
      ['$top', false],
      ['$filter', false],
      ['to', false],
    ]);
  });
});

describe('examples', () => {
  it('belong to operations by method and path, whatever page shows them', () => {
    const { operations, codes } = resolved({
      'a.md': [
        '# Get crew',
        ...requests(
          'GET /ships/{id}/crew/{id}',
          "GET /ships/near(place='{x}')",
          'GET /drive/root:/{path}:/list',
        ),
        ...answers('crew'),
        '## Example',
        ...example('GET https://host.example/v1.0/ships/1/crew/2?x=1', '{ "n": 1 }'),
        ...example("GET https://host.example/v1.0/ships('7')/crew('8')", '{ "n": 2 }'),
        ...example("GET /ships/near(place='a/b')", '{ "n": 3 }'),
        ...example('GET /drive/root:/Some Folder/a.txt:/list', '{ "n": 4 }'),
        ...example('GET /harbours/5', '{ "n": 5 }'),
        ...example('GET /nowhere', '{ "n": 6 }'),
      ],
      'b.md': ['# Get harbour', ...requests('GET /harbours/{id}'), ...answers('harbour')],
    });
    expect(shown(operations.get('get /ships/{shipId}/crew/{crewId}'))).toEqual([{ n: 1 }, { n: 2 }]);
    expect(shown(operations.get("get /ships/near(place='{place}')"))).toEqual([{ n: 3 }]);
    expect(shown(operations.get('get /drive/root:/{path}:/list'))).toEqual([{ n: 4 }]);
    expect(shown(operations.get('get /harbours/{harbourId}'))).toEqual([{ n: 5 }]);
    expect(codes.filter((code) => code.startsWith('docs/example-unpaired'))).toEqual([
      expect.stringContaining('a.md:'),
    ]);
  });

  it('with a mistyped URL belong to the only operation of their page, by its main path', () => {
    const { operations } = resolved({
      'a.md': [
        '# Get crew',
        ...requests('GET /me/crew/{id}', 'GET /users/{id}/crew/{id}'),
        '## Example',
        ...example('GET /mee/crew/1'),
      ],
    });
    expect(shown(operations.get('get /me/crew/{crewId}'))).toHaveLength(1);
  });

  it('belong to the line in which their URL ends, where the lines leave out what comes before', () => {
    const { operations, codes } = resolved({
      'a.md': [
        '# Update rig',
        ...requests('PATCH /rigs/{id}/mast', 'PATCH /rigs/{id}/boom'),
        '## Example',
        ...example('PATCH https://host.example/v1.0/me/ships/7/rigs/main/boom', '{ "n": 1 }'),
        ...example('PATCH https://yard.example/ships/7/rigs/main/boom', '{ "n": 2 }'),
      ],
    });
    expect(shown(operations.get('patch /rigs/{rigId}/boom'))).toEqual([{ n: 1 }]);
    expect(codes.filter((code) => code.startsWith('docs/example-unpaired'))).toHaveLength(1);
  });

  it('of other operations are left out where the page shows its own, too', () => {
    const { operations, codes } = resolved({
      'a.md': [
        '# Hire',
        ...requests('POST /ships/{id}/crew/hire'),
        '## Example',
        ...example('POST /ships/1/crew/hire', '{ "n": 1 }'),
        ...['```http', 'POST /ships', '```', '```http', 'HTTP/1.1 201 Created', '', '{ "n": 2 }', '```'],
        ...example("POST /ships/crew/hire/asked(by='me')", '{ "n": 4 }'),
        ...example('POST /boats/1/crew/hire', '{ "n": 3 }'),
      ],
    });
    const hire = operations.get('post /ships/{shipId}/crew/hire');
    expect(shown(hire)).toEqual([{ n: 1 }, { n: 3 }]);
    expect(hire?.responses.map(({ status }) => status)).toEqual([200]);
    expect(codes.filter((code) => code.startsWith('docs/example-unpaired'))).toHaveLength(2);
  });

  it('without a request belong to the only operation whose line stands above them', () => {
    const answer = (body: string) => ['```http', 'HTTP/1.1 200 OK', '', body, '```'];
    const { operations, codes } = resolved({
      'a.md': [
        '# Get crew',
        ...requests('GET /crew/{id}'),
        '## Response',
        ...answer('{ "n": 1 }'),
        '## Get the mates',
        '### HTTP request',
        ...['```http', 'GET /crew/{id}/mates', '```'],
        '### Response',
        ...answer('{ "n": 2 }'),
      ],
    });
    expect(shown(operations.get('get /crew/{crewId}'))).toEqual([{ n: 1 }]);
    expect(shown(operations.get('get /crew/{crewId}/mates'))).toEqual([{ n: 2 }]);
    expect(codes.filter((code) => code.startsWith('docs/example'))).toEqual([]);
  });

  it('may have two answers, and lose none', () => {
    const { operations } = resolved({
      'a.md': [
        '# Get crew',
        ...requests('GET /crew/{id}', 'POST /crew'),
        '## Example',
        ...example('GET /crew/1', '{ "n": 1 }'),
        ...['```http', 'HTTP/1.1 200 OK', '', '{ "n": 2 }', '```'],
      ],
    });
    expect(shown(operations.get('get /crew/{crewId}'))).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

describe('one operation on several pages', () => {
  const pages: Pages = {
    'annotation-get.md': [
      '# Get annotation',
      ...requests('GET /ships/{id}?$expand=annotations', 'GET /crews/{id}?$expand=annotations'),
      ...answers('annotation'),
    ],
    'ship-get.md': ['# Get ship', ...requests('GET /ships/{ship-id}'), ...answers('ship')],
  };

  it('is that of the page that is about it', () => {
    const { operations } = resolved(pages);
    const ship = operations.get('get /ships/{shipId}');
    expect([ship?.id, ship?.title, ship?.about]).toEqual(['ship_get', 'Get ship', 'ship']);
    expect(ship?.origin.places.map(placeText)).toEqual(['ship-get.md:4:1', 'annotation-get.md:4:1']);
    expect(ship?.queryOptions.map(({ name }) => name)).toEqual([]);
  });

  it('is that of the page that is called as its method is', () => {
    const page = (title: string) => [
      `# ${title}`,
      ...requests('PATCH /decks/{id}/ships/{id}'),
      ...answers('ship'),
    ];
    const found = resolved({ 'ship-move.md': page('Move ship'), 'ship-update.md': page('Update ship') });
    expect(found.operations.get('patch /decks/{deckId}/ships/{shipId}')?.id).toBe('ship_update');
  });

  it.each([
    ['a type that is called like it', 'dock-port-ship-list.md', 'dock-port-longship-list.md'],
    ['an area', 'ship-list.md', 'dock-port-ship-list.md'],
    ['a type derived from it', 'dock-port-boatPart-list.md', 'dock-port-boatLargePart-list.md'],
  ])("is that of the resource's own page before that of %s", (_, own, other) => {
    const page = (title: string) => [`# ${title}`, ...requests('GET /ships'), ...answers('ship')];
    const found = resolved({ [own]: page('Own'), [other]: page('Other') });
    expect(found.operations.get('get /ships')?.title).toBe('Own');
  });

  it.each([
    ['GET', 'Returns `200 OK` and a collection of [ship](../resources/ship.md) objects.', true],
    ['GET', 'Returns `202 Accepted`.', true],
    ['GET', 'Returns `200 OK` and a [tug](../resources/tug.md) object.', false],
    ['GET', 'Returns a [ship](../resources/ship.md).', false],
  ])('is reported where no answer fits both: %s %s', (_, text, reported) => {
    const other = ['# Get tug', ...requests('GET /ships/{id}'), '## Response', text];
    const { codes } = resolved({ ...pages, 'tug-get.md': other });
    expect(codes.filter((code) => code.startsWith('docs/operation-differs'))).toEqual(
      reported ? ['docs/operation-differs tug-get.md:7:9'] : [],
    );
  });

  it('does not depend on the order of pages', () => {
    const reversed = Object.fromEntries(Object.entries(pages).reverse());
    expect([...resolved(reversed).operations]).toEqual([...resolved(pages).operations]);
  });
});

describe('pages', () => {
  const page = (...more: string[]) => ['# Get ship', ...requests('GET /ships/{id}'), '## Example', ...more];
  const mixed = (pages: Pages) =>
    resolved(pages).codes.filter((code) => code.startsWith('docs/versions-mixed'));

  it('of two versions are told, by their folders or their URLs', () => {
    expect(mixed({ 'v1.0/api/a.md': page(), 'beta/api/a.md': page() })).toHaveLength(1);
    expect(mixed({ 'v1.0/api/a.md': page(), 'v1.0/api/b.md': page() })).toEqual([]);
    const beta = example('GET https://host.example/beta/ships/1');
    const stable = example('GET https://host.example/v1.0/ships/1');
    expect(mixed({ 'a.md': page(...beta), 'b.md': page(...stable) })).toEqual([
      'docs/versions-mixed b.md:1:1',
    ]);
    // One wrong URL is a slip.
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`a${i}.md`, page(...stable)]));
    expect(mixed({ ...many, 'b.md': page(...beta) })).toEqual([]);
  });

  it('that yield nothing are told', () => {
    const { codes } = resolved({ 'a.md': ['# Things', '## HTTP request', 'None.'], 'b.md': page() });
    expect(codes).toEqual([]);
    const facts = readFacts(pageOf(page().join('\n'), 'c.md')).value.filter(
      ({ predicate }) => predicate === 'title',
    );
    expect(resolve(facts).diagnostics.map(({ code }) => code)).toEqual(['docs/page-says-nothing']);
  });
});

it('what an example answer says in headers holds for each address of the call', () => {
  const paths = ['/fleets/{id}/ships/{id}/dock', '/me/ships/{id}/dock', '/me/ships/{id}/sink'];
  const lines = requests(...paths.map((path) => `POST ${path}`));
  const answer = ['```http', 'HTTP/1.1 202 Accepted', 'Location: https://host.example/jobs/1', '```'];
  const asked = ['## Example', '```http', 'POST /me/ships/1/dock', '```', ...answer];
  const said = ['## Response', 'Returns `202 Accepted`.'];
  const { operations } = resolved({ 'ship-dock.md': ['# ship: dock', ...lines, ...said, ...asked] });
  const headers = paths.map((path) => {
    const shape = path.replace('fleets/{id}', 'fleets/{fleetId}').replace('ships/{id}', 'ships/{shipId}');
    return operations.get(`post ${shape}`)?.responses[0]?.headers.map(({ name }) => name);
  });
  expect(headers).toEqual([['Location'], ['Location'], []]);
});
