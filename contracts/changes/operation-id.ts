import { stringMember } from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import { defineChange } from './check.ts';
import { get } from './example-parts.ts';
import { operationName } from './operation-name.ts';

export const operationId = defineChange({
  code: 'change/operation-id',
  severity: 'info',
  of: 'operation',
  summary: 'An operation has another id (`operationId`).',
  why: 'Nobody who calls the API can tell. But code that is generated from the document calls its functions after ids, and so do tests and tools that pick operations by them: they have to follow.',
  mirror: 'change/operation-id',
  examples: [
    {
      name: 'another id',
      paths: [get({ operationId: 'listA' }), get({ operationId: 'getA' })],
      finds: ['change/operation-id: GET /a is called getA, and was called listA'],
    },
    {
      name: 'an id that is gone',
      paths: [get({ operationId: 'listA' }), get({})],
      finds: ['change/operation-id: GET /a has no id any more, and was called listA'],
    },
    {
      name: 'the same id, other words',
      paths: [get({ operationId: 'a', summary: 'One.' }), get({ operationId: 'a', summary: 'Two.' })],
      finds: ['change/operation-documentation: GET /a: summary'],
    },
  ],
  check({ base, head, baseApi, headApi }) {
    const before = stringMember(valueAt(baseApi.root, base.pointer), 'operationId');
    const after = stringMember(valueAt(headApi.root, head.pointer), 'operationId');
    if (before === after) return [];
    const now = after === undefined ? 'has no id any more' : `is called ${after}`;
    const then = before === undefined ? 'had no id' : `was called ${before}`;
    const message = `${operationName(base)} ${now}, and ${then}`;
    return [{ verdict: 'documentation', message, base: base.pointer, head: head.pointer }];
  },
});
