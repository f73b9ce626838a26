import { isObject, sameJson } from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import { defineChange } from './check.ts';
import { get } from './example-parts.ts';
import { operationName } from './operation-name.ts';

const keywords = ['summary', 'description', 'tags', 'externalDocs'];

export const operationDocumentation = defineChange({
  code: 'change/operation-documentation',
  severity: 'info',
  of: 'operation',
  summary: 'The words about an operation, its tags or its extensions are others.',
  why: 'Who calls the API cannot tell. Who generates code from the document can: methods may be grouped by a tag.',
  mirror: { none: 'Words are others in both directions alike.' },
  examples: [
    {
      name: 'another description',
      paths: [get({ description: 'One.' }), get({ description: 'Two.' })],
      finds: ['change/operation-documentation: GET /a: description'],
    },
    { name: 'the same', paths: [get({ summary: 'a' }), get({ summary: 'a' })], finds: [] },
  ],
  check({ base, head, baseApi, headApi }) {
    const [own, theirs] = [valueAt(baseApi.root, base.pointer), valueAt(headApi.root, head.pointer)];
    if (!isObject(own) || !isObject(theirs)) return [];
    const names = [...keywords, ...new Set([own, theirs].flatMap(extensions))];
    const changed = names.filter((name) => !sameJson(own[name], theirs[name]));
    if (changed.length === 0) return [];
    const message = `${operationName(base)}: ${changed.join(', ')}`;
    return [{ verdict: 'documentation', message, base: base.pointer, head: head.pointer }];
  },
});

function extensions(value: object): string[] {
  return Object.keys(value).filter((key) => key.startsWith('x-'));
}
