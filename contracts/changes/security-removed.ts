import { defineChange } from './check.ts';
import { secured } from './example-parts.ts';
import { alternativeName, isCovered, moreScopes, sameSchemes, securityPair } from './security.ts';

export const securityRemoved = defineChange({
  code: 'change/security-removed',
  severity: 'error',
  of: 'operation',
  summary: 'A way to be let in is gone, or asks for more.',
  why: 'Who comes that way gets 401 or 403.',
  mirror: 'change/security-added',
  examples: [
    {
      name: 'an alternative is gone',
      document: [secured({ key: [] }, { oauth: ['read'] }), secured({ oauth: ['read'] })],
      finds: ['change/security-removed: key is not enough any more'],
    },
    {
      name: 'a scope more',
      document: [secured({ oauth: ['read'] }), secured({ oauth: ['read', 'write'] })],
      finds: ['change/security-removed: oauth (read) is not enough any more: write is required too'],
    },
    {
      name: 'another scope',
      document: [secured({ oauth: ['read'] }), secured({ oauth: ['write'] })],
      finds: [
        'change/security-removed: oauth (read) is not enough any more',
        'change/security-added: oauth (write) is enough now',
      ],
    },
    {
      name: 'in another order',
      document: [secured({ key: [] }, { oauth: [] }), secured({ oauth: [] }, { key: [] })],
      finds: [],
    },
  ],
  check(pair) {
    const { base, head } = securityPair(pair);
    return base
      .filter((one) => !head.some((other) => isCovered(other, one)))
      .map((one) => {
        // One that asks for more of the same, and not for something else.
        const [near] = sameSchemes(one, head)
          .filter((other) => isCovered(one, other))
          .map((other) => ({ other, scopes: moreScopes(other, one) }));
        const told = near
          ? `: ${near.scopes.join(', ')} ${near.scopes.length === 1 ? 'is' : 'are'} required too`
          : '';
        return {
          verdict: 'breaking',
          message: `${alternativeName(one)} is not enough any more${told}`,
          base: one.pointer,
          head: near?.other.pointer ?? head[0]?.pointer,
        };
      });
  },
});
