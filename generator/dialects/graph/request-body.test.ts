import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

/** `reason String`, `mast.height Int32` for a row of the value of a parameter. */
function rowsOf(...lines: string[]): string[] {
  const head = [
    '# ship: rig',
    '## HTTP request',
    '```http',
    'POST /ships/{id}/rig',
    '```',
    '## Request body',
  ];
  const { value } = readFacts(pageOf([...head, ...lines].join('\n'), 'ship-rig.md'));
  return value.flatMap((fact) => {
    if (fact.predicate === 'body-property') return [`${fact.value.name} ${fact.value.type?.name}`];
    if (fact.predicate === 'parameter-property')
      return [`${fact.value.of}.${fact.value.name} ${fact.value.type?.name}`];
    return [];
  });
}
const parameters = [
  'Supply the following parameters.',
  '',
  ...['|Parameter|Type|Description|', '|--|--|--|', '|reason|String|Why.|', '|mast|[mast](mast.md)|Which.|'],
  '',
];
const height = ['', '|Property|Type|Description|', '|--|--|--|', '|height|Int32|How high.|'];

it.each([
  ['The **mast** has these properties:', 'mast.height Int32'],
  ['Fields of `mast`:', 'mast.height Int32'],
  ['The mast object is as follows.', 'mast.height Int32'],
  ['Who likes a mast has more to give:', 'height Int32'],
  ['See [the rig](../resources/mast.md), whose properties are many.', 'height Int32'],
])('a further table below "%s" holds %s', (lead, last) => {
  expect(rowsOf(...parameters, lead, ...height)).toEqual(['reason String', 'mast mast', last]);
});

it('types stand in a column that says whose they are', () => {
  const table = ['|Parameter name|Parameter type|Description|', '|--|--|--|', '|reason|String|Why.|'];
  expect(rowsOf('Supply these parameters.', '', ...table)).toEqual(['reason String']);
});

it.each([
  ['Do not supply a request body for this method.', []],
  [
    'Do not supply a request body for this method if you want all of them. For some, see the example.',
    [true],
  ],
  ['Do not supply a request body unless the ship has a mast.', [true]],
  ['Supply a JSON representation of a [mast](../resources/mast.md) object.', [false]],
])('%s: what may be left out is %j', (sentence, optional) => {
  const page = [
    '# ship: rig',
    '## HTTP request',
    '```http',
    'POST /ships/{id}/rig',
    '```',
    '## Request body',
  ];
  const { value } = readFacts(pageOf([...page, sentence].join('\n'), 'ship-rig.md'));
  const found = value.flatMap((fact) => (fact.predicate === 'request-body' ? [fact.value.optional] : []));
  expect(found).toEqual(optional);
});

it.each([
  ['Supply a JSON representation of the parameters.', ['parameters']],
  ['Supply a JSON representation of the ID of a mast.', []],
  ["Supply a JSON representation of the mast's height.", []],
  ['Supply a JSON representation of the mast.', ['mast']],
])('%s: what is sent is %j', (sentence, expected) => {
  const page = [
    '# ship: rig',
    '## HTTP request',
    '```http',
    'POST /ships/{id}/rig',
    '```',
    '## Request body',
  ];
  const { value } = readFacts(pageOf([...page, sentence].join('\n'), 'ship-rig.md'));
  const found = value.flatMap((fact) => {
    if (fact.predicate !== 'request-body') return [];
    return [fact.value.parameters ? 'parameters' : fact.value.type?.name];
  });
  expect(found).toEqual(expected);
});

it('a path leads to a part of the member that it begins with', () => {
  const table = ['|Property|Type|Description|', '|--|--|--|', '|hull/length|Int32|How long.|'];
  expect(rowsOf(...table, '|hull.bow.kind|String|Which.|', '|mast|Int32|How many.|')).toEqual([
    'hull undefined',
    'mast Int32',
  ]);
});
