import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

it('a table of what one header may say lists no headers', () => {
  const page = [
    ...['# ship: rig', '## HTTP request', '```http', 'GET /ships/{id}/rig', '```'],
    ...[
      '## Optional request headers',
      '|Name|Type|Description|',
      '|--|--|--|',
      '|**Prefer**|string|One of these.|',
    ],
    ...['### Prefer header values', '|Name|Description|', '|--|--|', '|allSails|With all sails.|'],
    ...['### Further headers', '|Name|Description|', '|--|--|', '|If-Match|An ETag.|'],
  ];
  const { value } = readFacts(pageOf(page.join('\n'), 'ship-rig.md'));
  const names = value.flatMap((fact) => (fact.predicate === 'header' ? [fact.value.name] : []));
  expect(names).toEqual(['Prefer', 'If-Match']);
});
