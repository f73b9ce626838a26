import { defineChange } from './check.ts';
import { documentOf, get } from './example-parts.ts';
import { addressesOf } from './servers.ts';

const at = (...urls: string[]) => documentOf({ paths: get({}), servers: urls.map((url) => ({ url })) });

export const serverRemoved = defineChange({
  code: 'change/server-removed',
  severity: 'error',
  of: 'operation',
  summary: 'An address of the API is gone.',
  why: 'Whoever calls it finds nobody there.',
  mirror: 'change/server-added',
  examples: [
    {
      name: 'another address',
      document: [at('https://a.example'), at('https://b.example')],
      finds: [
        'change/server-removed: the server https://a.example is gone',
        'change/server-added: the server https://b.example is new',
      ],
    },
    { name: 'a slash at the end', document: [at('https://a.example'), at('https://a.example/')], finds: [] },
  ],
  check({ base, head }) {
    if (base.servers === head.servers) return [];
    const [before, after] = [addressesOf(base), addressesOf(head)];
    return [...before].flatMap(([address, server]) =>
      after.has(address)
        ? []
        : [
            {
              verdict: 'breaking' as const,
              message: `the server ${address || '/'} is gone`,
              base: server.pointer,
              head: head.servers[0]?.pointer,
            },
          ],
    );
  },
});
