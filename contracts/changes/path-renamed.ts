import type { Operation } from '../../generator/openapi/api.ts';
import { defineChange } from './check.ts';
import { get, ok } from './example-parts.ts';
import { normalPath } from './match-operations.ts';

export const pathRenamed = defineChange({
  code: 'change/path-renamed',
  severity: 'error',
  of: 'document',
  summary: 'Operations are found under another path.',
  why: 'Whoever calls the old one gets 404.',
  mirror: 'change/path-renamed',
  examples: [
    {
      name: 'another path',
      paths: [
        { '/things/enterpriseCerts': { get: { responses: ok } } },
        { '/things/enterpriseCertificates': { get: { responses: ok } } },
      ],
      finds: ['change/path-renamed: /things/enterpriseCerts is /things/enterpriseCertificates now'],
    },
    { name: 'the same path', paths: [get({}), get({ deprecated: false })], finds: [] },
  ],
  check({ operations }) {
    const byPath = new Map<string, (readonly [Operation, Operation])[]>();
    for (const pair of operations.pairs) {
      const [base, head] = pair;
      if (normalPath(base.path) === normalPath(head.path)) continue;
      const key = `${base.path}\0${head.path}`;
      byPath.set(key, [...(byPath.get(key) ?? []), pair]);
    }
    return [...byPath.values()].flatMap((pairs) => {
      const [[base, head] = []] = pairs;
      if (!base || !head) return [];
      return [
        {
          verdict: 'breaking' as const,
          message: `${base.path} is ${head.path} now`,
          base: pathPointer(base),
          head: pathPointer(head),
          operations: pairs.map(([one]) => one),
        },
      ];
    });
  },
});

function pathPointer({ pointer }: Operation): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
