import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

const table = ['|Property|Type|Description|', '|--|--|--|'];
const representation = [
  ...[
    '## JSON representation',
    '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.ship" } -->',
  ],
  ...['```json', '{ "id": "string" }', '```'],
];

function membersOf(...lines: readonly string[]): string[] {
  const page = ['# ship resource type', '## Properties', ...table, ...lines, '', ...representation];
  const { value } = readFacts(pageOf(page.join('\n'), 'ship.md'));
  return value.flatMap((fact) =>
    fact.predicate === 'property' || fact.predicate === 'navigation-property'
      ? [`${fact.predicate === 'property' ? '' : 'to '}${fact.value.name}`]
      : [],
  );
}

it('relationships may stand below the properties, and in no representation', () => {
  const rows = ['|id|String|Key.|', '', '### Relationships', '|Relationship|Type|Description|', '|--|--|--|'];
  expect(membersOf(...rows, '|crew|[sailor](sailor.md) collection|Who sails.|')).toEqual(['id', 'to crew']);
});

it('relationships that a table calls by words are called as names are', () => {
  const rows = ['|id|String|Key.|', '', '### Relationships', '|Relationship|Type|Description|', '|--|--|--|'];
  const labels = [
    '|Deck hands|[sailor](sailor.md) collection|x|',
    '|Owner|[owner](owner.md)|x|',
    '|Who|y|z|',
  ];
  expect(membersOf(...rows, ...labels)).toEqual(['id', 'to deckHands', 'to owner', 'to who']);
  expect(membersOf(...rows, '|[List crew](../api/crew.md)|[sailor](sailor.md)|x|')).toEqual(['id']);
  expect(membersOf(...rows, '|Owner|[owner](owner.md)|x|', '|Deck hands|String|x|')).toEqual([
    'id',
    'to Owner',
  ]);
});

it('a namespace within that of the annotation is more exact', () => {
  const typeIn = (namespace: string) => {
    const page = [
      '# ship resource type',
      `Namespace: ${namespace}`,
      '## Properties',
      ...table,
      '|id|String|Key.|',
    ];
    const { value } = readFacts(pageOf([...page, '', ...representation].join('\n'), 'ship.md'));
    return value.flatMap((fact) => (fact.predicate === 'type' ? [fact.subject.name] : []));
  };
  expect(typeIn('microsoft.graph.fleet')).toEqual(['microsoft.graph.fleet.ship']);
  expect(typeIn('contoso.fleet')).toEqual(['microsoft.graph.ship']);
});

it('the mark of a footnote is no part of a name', () => {
  expect(membersOf('|id<sup>1</sup>|String|Key.|', '|keel2|String|The second.|')).toEqual(['id', 'keel2']);
});
