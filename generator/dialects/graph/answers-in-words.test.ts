import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { readFacts } from '../read-facts.ts';

/** `200 ship[]` for each code that a sentence states, with the type that it names, and `ship or boat`. */
function answersOf(sentence: string): string[] {
  const page = ['# ship: rig', '## HTTP request', '```http', 'POST /ships/{id}/rig', '```', '## Response'];
  const { value } = readFacts(pageOf([...page, sentence].join('\n'), 'ship-rig.md'));
  return value.flatMap((fact) => {
    if (fact.predicate !== 'response') return [];
    const { status, type, others } = fact.value;
    const names = [type?.name ?? 'nothing', ...others.map((other) => other.name)].join(' or ');
    return [`${status} ${names}${type?.collection ? '[]' : ''}`];
  });
}

it.each([
  ['Returns `200 OK` and a Collection(microsoft.graph.ship) in the body.', ['200 microsoft.graph.ship[]']],
  ['Returns `200 OK` and a microsoft.graph.ship in the body.', ['200 microsoft.graph.ship']],
  ['Returns `200 OK` and the ID of the microsoft.graph.ship.', ['200 nothing']],
  ['Returns `200 OK` and a String array in the body.', ['200 String[]']],
  ['Returns `200 OK` and an array of [ship](../resources/ship.md) objects.', ['200 ship[]']],
  ['If successful, a 202 response code is returned with no content.', ['202 nothing']],
  ['The method returns HTTP status code 201 and a [ship](../resources/ship.md) object.', ['201 ship']],
  [
    'Returns `201 Created` if it is new, or `200 OK` if it was there. In both cases, a [ship](../resources/ship.md) object is returned.',
    ['201 ship', '200 ship'],
  ],
  ['Returns `200 OK`. If there is room, a **true** value is returned in the response body.', ['200 Boolean']],
  ['Returns `200 OK` and `true` in the response body.', ['200 Boolean']],
  [
    'Returns `202 Accepted` and a Location header. When the operation completes, the [ship](../resources/ship.md) sails.',
    ['202 nothing'],
  ],
  ['Returns `200 OK` and a **ship** or `boat` object.', ['200 ship or boat']],
  [
    'Returns `200 OK` and a collection of **ship**, **boat** or **raft** objects.',
    ['200 ship or boat or raft[]'],
  ],
  ['Returns `200 OK`, `true` and a **ship** object.', ['200 ship']],
  ['Returns `200 OK` or a small, old and **ship** object.', ['200 ship']],
  ['It takes 200 seconds and returns `202 Accepted`.', ['202 nothing']],
])('%s: %j', (sentence, answers) => {
  expect(answersOf(sentence)).toEqual(answers);
});
