import { describe, expect, it } from 'vitest';
import { api, imported, resource, type Written } from '../irregularities/fixtures/written.ts';

const shared: Written = {
  'entity.md': ['# entity resource type', '## Properties', '|Property|Type|', '|--|--|', '|id|String|'],
  'port.md': resource(
    'port',
    ['|id|String|Key.|', '|name|String|Its name.|', '|master|[person](person.md)|Who runs it.|'],
    '',
    '## Relationships',
    '|Relationship|Type|Description|',
    '|--|--|--|',
    '|berths|[berth](berth.md) collection|Where ships lie.|',
  ),
  'berth.md': resource('berth', ['|id|String|Key.|', '|depth|Double|How deep.|']),
  'ship.md': resource('ship', ['|id|String|Key.|', '|name|String|Its name.|']),
  'person.md': resource('person', ['|id|String|Number of the passport.|', '|name|String|Name.|']),
  'port-list.md': list('List ports', 'GET /ports', 'port'),
  'port-get.md': one('Get port', 'GET /ports/{id}', 'port'),
};

function list(title: string, line: string, type: string): string[] {
  const answer = `Returns \`200 OK\` and a collection of [${type}](../resources/${type}.md) objects.`;
  return api(title, [line], '## Response', answer);
}

function one(title: string, line: string, type: string): string[] {
  return api(
    title,
    [line],
    '## Response',
    `Returns \`200 OK\` and a [${type}](../resources/${type}.md) object.`,
  );
}

describe('navigation properties that no table lists', () => {
  const own = '/components/schemas/microsoft.graph.berth/allOf/1/properties/ships';
  it.each([
    ['a list below a key', list('List ships', 'GET /ports/{id}/berths/{id}/ships', 'ship'), 'ships', true],
    ['a key behind it', one('Get ship', 'GET /ports/{id}/berths/{id}/ships/{id}', 'ship'), 'ships', true],
    ['one that a page gets', one('Get owner', 'GET /ports/{id}/berths/{id}/owner', 'ship'), 'owner', false],
  ])('are found by %s', async (_, page, name, collection) => {
    const found = await imported({ ...shared, 'page.md': page });
    const ref = { $ref: '#/components/schemas/microsoft.graph.ship' };
    const property = found.properties('microsoft.graph.berth')[name];
    expect(property).toMatchObject(collection ? { type: 'array', items: ref } : ref);
    expect(property).toMatchObject({ 'x-ms-navigationProperty': true });
    expect(found.rule(`${own.slice(0, -5)}${name}`)).toBe('navigation-of-paths');
  });

  it.each([
    ['a function', list('berth: freeShips', 'GET /ports/{id}/berths/{id}/freeShips', 'ship')],
    ['a call', list('List ships', "GET /ports/{id}/berths/{id}/ships(flag='{flag}')", 'ship')],
    ['a cast', list('List ships', 'GET /ports/{id}/berths/microsoft.graph.ship', 'ship')],
    ['an owner that nobody types', list('List ships', 'GET /docks/{id}/ships', 'ship')],
    ['a verb', list('List getShips', 'GET /ports/{id}/berths/{id}/getShips', 'ship')],
    ['something that is no entity', one('Get master', 'GET /ports/{id}/berths/{id}/master', 'person')],
  ])('are not made of %s', async (_, page) => {
    const found = await imported({ ...shared, 'page.md': page });
    expect(Object.keys(found.properties('microsoft.graph.berth'))).toEqual(['id', 'depth']);
  });

  it('are found in Methods tables alone', async () => {
    const methods = [
      '',
      '## Methods',
      '|Method|Return type|Description|',
      '|--|--|--|',
      '|[List moorings](../api/ship-list-moorings.md)|[berth](berth.md) collection|Where it lay.|',
      '|[List ships](../api/ship-list.md)|[ship](ship.md) collection|All.|',
      '|[Get cost](../api/ship-get-cost.md)|Double|What it costs.|',
    ];
    const ship = resource('ship', ['|id|String|Key.|'], ...methods);
    const found = await imported({ ...shared, 'ship.md': ship });
    expect(Object.keys(found.properties('microsoft.graph.ship'))).toEqual(['id', 'moorings']);
  });
});

describe('bases', () => {
  const vessel = resource('vessel', ['|id|String|Key.|', '|name|String|Its name.|']);
  const base = (found: Awaited<ReturnType<typeof imported>>, type: string) =>
    found.at('components', 'schemas', `microsoft.graph.${type}`, 'allOf', 0, '$ref');

  it.each([
    ['Inherits from [vessel](vessel.md).'],
    ['A small one. Derived from [vessel](vessel.md) type.'],
    ['The **tug** resource is derived from [**vessel**][v] and inherits its properties.'],
    ['This resource inherits from the [vessel](vessel.md) resource.'],
    ['Represents a small vessel, and inherits from [vessel](vessel.md).'],
    ['Base type: [vessel](vessel.md)'],
    ['A tug is a type of [vessel](vessel.md).'],
    ['The following properties are inherited from **[vessel][v]**.'],
    ['Used to tow others, derived from [vessel](vessel.md).'],
  ])('are said in prose: %s', async (sentence) => {
    const tug = [
      '# tug resource type',
      sentence,
      '',
      '## Properties',
      '|Property|Type|',
      '|--|--|',
      '|power|Int32|',
    ];
    const found = await imported({ 'vessel.md': vessel, 'tug.md': [...tug, '', '[v]: vessel.md'] });
    expect(base(found, 'tug')).toBe('#/components/schemas/microsoft.graph.vessel');
  });

  it.each([
    ['Each harbour inherits from [vessel](vessel.md).'],
    ['Properties that are derived from [vessel](vessel.md) come last.'],
    ['See how others inherit from [vessel](vessel.md).'],
    ['All tugs of a yard extend the [vessel](vessel.md) list.'],
  ])('are not read into: %s', async (sentence) => {
    const tug = [
      '# tug resource type',
      sentence,
      '',
      '## Properties',
      '|Property|Type|',
      '|--|--|',
      '|power|Int32|',
    ];
    const found = await imported({ 'vessel.md': vessel, 'tug.md': tug });
    expect(base(found, 'tug')).toBeUndefined();
  });

  it('stand on the page of the base, in rows, and for a base without a page in its derived types', async () => {
    const found = await imported({
      'vessel.md': [
        '# vessel resource type',
        'An abstract type. The **vessel** type is the base type of these:',
        '',
        '* [tug](tug.md)',
        '',
        '## Properties',
        '|Property|Type|',
        '|--|--|',
        '|name|String|',
      ],
      'tug.md': resource('tug', ['|power|Int32|How strong.|']),
      'raft.md': resource(
        'raft',
        ['|length|Int32|How long. Inherited from [buoy](buoy.md)|', '|logs|Int32|How many.|'],
        ...['', '## Relationships', '|Relationship|Type|Description|', '|--|--|--|'],
        '|keeper|[tug](tug.md)|Who looks after it. Inherited from [buoy](buoy.md)|',
      ),
    });
    expect(base(found, 'tug')).toBe('#/components/schemas/microsoft.graph.vessel');
    expect(base(found, 'raft')).toBe('#/components/schemas/microsoft.graph.buoy');
    expect(Object.keys(found.properties('microsoft.graph.buoy'))).toEqual(['length', 'keeper']);
    expect(found.properties('microsoft.graph.buoy')['keeper']).toMatchObject({
      'x-ms-navigationProperty': true,
    });
    expect(Object.keys(found.properties('microsoft.graph.raft'))).toEqual(['logs']);
  });

  it('stand above a list of the types that one can be', async () => {
    const head = ['# cargoVessel resource type', 'A cargo vessel can be one of the following types:', ''];
    const rest = ['* A tug ([tug](tug.md) resource)', '', '## Properties', '|Property|Type|', '|--|--|'];
    const tug = resource('tug', ['|power|Int32|How strong.|']);
    const found = await imported({ 'cargovessel.md': [...head, ...rest, '|name|String|'], 'tug.md': tug });
    expect(base(found, 'tug')).toBe('#/components/schemas/microsoft.graph.cargoVessel');
  });

  it('are those whose rows are all repeated, unless many types share these by habit', async () => {
    const log = ['|made|Date|When.|', '|maker|String|Who.|', '|yard|String|Where.|'];
    const tug = [
      '# tug resource type',
      'Inherits from [vessel](vessel.md).',
      ...resource('x', []).slice(2, 5),
    ];
    const common: Written = { 'vessel.md': resource('vessel', log), 'tug.md': [...tug, '|power|Int32|P.|'] };
    const raft = resource('raft', [...log, '|logs|Int32|How many.|']);
    const found = await imported({ ...common, 'raft.md': raft });
    expect(base(found, 'raft')).toBe('#/components/schemas/microsoft.graph.vessel');
    const many = Object.fromEntries(
      ['raft', 'crane', 'dock', 'house'].map((name) => [
        `${name}.md`,
        resource(name, [...log, `|${name}s|Int32|N.|`]),
      ]),
    );
    expect(base(await imported({ ...common, ...many }), 'raft')).toBeUndefined();
  });

  it('are the annotation’s where the text says otherwise, which is told', async () => {
    const found = await imported({
      'vessel.md': vessel,
      'tug.md': [
        '# tug resource type',
        'Inherits from [boat](boat.md).',
        '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.tug", "baseType": "microsoft.graph.vessel" } -->',
        '```json',
        '{ "power": 1 }',
        '```',
      ],
      'boat.md': resource('boat', ['|oars|Int32|How many.|']),
    });
    expect(base(found, 'tug')).toBe('#/components/schemas/microsoft.graph.vessel');
    expect(found.codes.join()).toContain('docs/base-type-conflict tug.md:3');
  });
});

describe('derived types as they are written', () => {
  const pages: Written = {
    'vessel.md': resource('vessel', ['|name|String|Its name.|', '|photo|Stream|A photo.|']),
    'tug.md': [
      '# tug resource type',
      'Inherits from [vessel](vessel.md).',
      ...resource('tug', []).slice(2, 5),
      '|power|Int32|How strong.|',
    ],
    'salvageTug.md': [
      '# salvageTug resource type',
      'Inherits from [tug](tug.md).',
      ...resource('x', []).slice(2, 5),
      '|pumps|Int32|How many.|',
    ],
    'post.md': api(
      'Create tug',
      ['POST /vessels'],
      '## Request body',
      'Supply a JSON representation of a [tug](tug.md) object.',
      '## Response',
      'Returns `201 Created` and a [tug](tug.md) object.',
      '## Example',
      '```http',
      'POST https://graph.microsoft.com/v1.0/vessels',
      'Content-type: application/json',
      '',
      '{ "@odata.type": "#microsoft.graph.tug", "power": 1 }',
      '```',
    ),
  };
  const schema = (found: Awaited<ReturnType<typeof imported>>, name: string) =>
    found.at('components', 'schemas', `microsoft.graph.${name}`);

  it('name every derived type on the base, and their own on themselves', async () => {
    const found = await imported(pages);
    expect(schema(found, 'tug')).toMatchObject({
      discriminator: {
        mapping: { '#microsoft.graph.salvageTug': '#/components/schemas/microsoft.graph.salvageTug' },
      },
      'x-ms-discriminator-value': '#microsoft.graph.tug',
    });
    expect(schema(found, 'vessel')).not.toHaveProperty('x-ms-discriminator-value');
    expect(found.properties('microsoft.graph.vessel')['photo']).toEqual({
      type: 'string',
      contentMediaType: 'application/octet-stream',
      contentEncoding: 'base64url',
      readOnly: true,
      description: 'A photo.',
    });
  });

  it('ask for their own and inherited properties in a request, with their type and without streams', async () => {
    const view = schema(await imported(pages), 'tugCreate');
    expect(view).toMatchObject({ required: ['@odata.type'] });
    const { properties } = view as { properties: object };
    expect(Object.keys(properties)).toEqual(['@odata.type', 'name', 'power']);
  });
});

describe('rows that speak of what is inherited', () => {
  it.each([
    ['Where it comes from, if it is inherited from an ancestor.'],
    ['Whether it is inherited from parents.'],
    ['The flag inherited from the yard.'],
  ])('name no base: %s', async (text) => {
    const found = await imported({
      'tug.md': resource('tug', [`|id|String|Key.|`, `|flag|String|${text}|`]),
    });
    expect(Object.keys(found.properties('microsoft.graph.tug'))).toContain('flag');
    expect(Object.keys(found.at('components', 'schemas') as object).join()).not.toMatch(
      /graph\.(?:an|the|parents)\b/,
    );
  });
});

describe('open types', () => {
  it('have no properties of names that a client makes', async () => {
    const found = await imported({
      'crew.md': [
        '# crew resource type',
        'A person for each berth; this type is an open type.',
        '## JSON representation',
        '<!-- { "blockType": "resource", "openType": true, "@odata.type": "microsoft.graph.crew" } -->',
        '```json',
        '{ "size": "Int32", "7b": null, "ca2a1df2-e36b-4987-9f6b-0ea462f4eb47": { "rank": "x" }, "https%3A//x": {} }',
        '```',
      ],
    });
    expect(Object.keys(found.properties('microsoft.graph.crew'))).toEqual(['size']);
  });

  it.each([
    ['This resource is an open type that allows other properties.', true],
    ['An open complex type that holds what is known of a person.', true],
    ['Somebody who is listed in an open type.', undefined],
  ])('are told by a sentence: %s', async (text, additional) => {
    const found = await imported({
      'crew.md': [
        ...['# crew resource type', text, '## JSON representation'],
        '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.crew" } -->',
        ...['```json', '{ "size": "Int32", "openType": true }', '```'],
      ],
    });
    expect(Object.keys(found.properties('microsoft.graph.crew'))).toEqual(['size']);
    expect(found.at('components', 'schemas', 'microsoft.graph.crew', 'additionalProperties')).toBe(
      additional,
    );
  });
});

describe('entities', () => {
  it('are types that pages treat as such; an id alone makes none', async () => {
    const found = await imported(shared);
    const entity = { $ref: '#/components/schemas/microsoft.graph.entity' };
    expect(found.at('components', 'schemas', 'microsoft.graph.port', 'allOf', 0)).toEqual(entity);
    expect(found.at('components', 'schemas', 'microsoft.graph.berth', 'allOf', 0)).toEqual(entity);
    expect(found.at('components', 'schemas', 'microsoft.graph.person', 'allOf')).toBeUndefined();
    expect(found.properties('microsoft.graph.person')['id']).not.toHaveProperty('readOnly');
  });
});
