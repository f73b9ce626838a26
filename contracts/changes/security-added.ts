import { defineChange } from './check.ts';
import { secured } from './example-parts.ts';
import { alternativeName, isCovered, securityPair } from './security.ts';

export const securityAdded = defineChange({
  code: 'change/security-added',
  severity: 'info',
  of: 'operation',
  summary: 'There is a new way to be let in, or less is asked for.',
  why: 'Who was let in still is.',
  mirror: 'change/security-removed',
  examples: [
    {
      name: 'one more alternative',
      document: [secured({ oauth: ['read'] }), secured({ oauth: ['read'] }, { key: [] })],
      finds: ['change/security-added: key is enough now'],
    },
    {
      name: 'a scope less',
      document: [secured({ oauth: ['read', 'write'] }), secured({ oauth: ['read'] })],
      finds: ['change/security-added: oauth (read) is enough now'],
    },
    {
      name: 'the same twice',
      document: [secured({ key: [] }), secured({ key: [] }, { key: [] })],
      finds: [],
    },
  ],
  check(pair) {
    const { base, head } = securityPair(pair);
    return head
      .filter((one) => !base.some((other) => isCovered(other, one)))
      .map((one) => ({
        verdict: 'compatible',
        message: `${alternativeName(one)} is enough now`,
        base: base[0]?.pointer,
        head: one.pointer,
      }));
  },
});
