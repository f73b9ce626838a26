import { isObject } from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import type { Api, Header } from '../../generator/openapi/api.ts';
import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (deprecated: boolean) =>
  get({
    responses: {
      '200': { description: 'OK', headers: { 'X-Limit': { deprecated, schema: { type: 'integer' } } } },
    },
  });

export const headerDeprecated = defineChange({
  code: 'change/header-deprecated',
  severity: 'info',
  of: 'header',
  summary: 'A header of a response is deprecated, or is no more; or the words about it are others.',
  why: 'Nothing breaks yet; those who read it had better know.',
  mirror: { none: 'What was deprecated and is no more is told by the same check.' },
  examples: [
    {
      name: 'deprecated now',
      paths: [answer(false), answer(true)],
      finds: ['change/header-deprecated: header X-Limit is deprecated'],
    },
    { name: 'the same', paths: [answer(true), answer(true)], finds: [] },
  ],
  check({ base, head, baseApi, headApi }) {
    if (!base || !head) return [];
    const places = { base: base.pointer, head: head.pointer };
    const [before, after] = [isDeprecated(base, baseApi), isDeprecated(head, headApi)];
    return [
      ...(before === after
        ? []
        : [
            {
              verdict: 'compatible' as const,
              message: `header ${base.name} is ${after ? '' : 'no longer '}deprecated`,
              ...places,
            },
          ]),
      ...(base.description === head.description
        ? []
        : [{ verdict: 'documentation' as const, message: `header ${base.name}: description`, ...places }]),
    ];
  },
});

function isDeprecated({ pointer }: Header, api: Api): boolean {
  const value = valueAt(api.root, pointer);
  return isObject(value) && value['deprecated'] === true;
}
