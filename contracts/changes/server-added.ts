import { defineChange } from './check.ts';
import { documentOf, get } from './example-parts.ts';
import { addressesOf } from './servers.ts';

const at = (...urls: string[]) => documentOf({ paths: get({}), servers: urls.map((url) => ({ url })) });

export const serverAdded = defineChange({
  code: 'change/server-added',
  severity: 'info',
  of: 'operation',
  summary: 'An address of the API is new.',
  why: 'Nobody called it before.',
  mirror: 'change/server-removed',
  examples: [
    {
      name: 'one more address',
      document: [at('https://a.example'), at('https://a.example', 'https://b.example')],
      finds: ['change/server-added: the server https://b.example is new'],
    },
    { name: 'in another order', document: [at('/a', '/b'), at('/b', '/a')], finds: [] },
  ],
  check({ base, head }) {
    const [before, after] = [addressesOf(base), addressesOf(head)];
    return [...after].flatMap(([address, server]) =>
      before.has(address)
        ? []
        : [
            {
              verdict: 'compatible' as const,
              message: `the server ${address || '/'} is new`,
              base: base.servers[0]?.pointer,
              head: server.pointer,
            },
          ],
    );
  },
});
