import { defineRule } from './rule.ts';

/** The request must go to an operation of the spec (OpenAPI 3.1, 4.8.8). */
export const operation = defineRule({
  code: 'verify/operation',
  severity: 'error',
  side: 'request',
  summary: 'The request goes to no operation of the spec.',
  why: 'A provider that follows the spec answers such a request with 404 or 405.',
  examples: [
    {
      title: 'a path that is not documented',
      paths: { '/certs': { get: { responses: { '200': { description: 'ok' } } } } },
      interaction: { request: { method: 'GET', path: '/cert' }, response: { status: 200 } },
      reports: ['impossible: the spec has no path for GET /cert'],
    },
    {
      title: 'a method that is not documented',
      paths: { '/certs/{id}': { get: { responses: { '200': { description: 'ok' } } } } },
      interaction: { request: { method: 'DELETE', path: '/certs/1' }, response: { status: 200 } },
      reports: ['impossible: the spec documents GET for /certs/{id}, not DELETE'],
    },
    {
      title: 'with the base path of a server, or without',
      document: { servers: [{ url: 'https://graph.example.test/beta' }] },
      paths: { '/certs': { get: { responses: { '200': { description: 'ok' } } } } },
      interaction: { request: { method: 'GET', path: '/beta/certs' }, response: { status: 200 } },
      reports: [],
    },
  ],
  check({ interaction, route }) {
    const { method, path, pointer } = interaction.request;
    if (route.kind === 'no-path') {
      return [
        {
          effect: 'impossible',
          message: `the spec has no path for ${method} ${path.example}`,
          at: path.pointer,
        },
      ];
    }
    if (route.kind === 'operation') return [];
    const message = `the spec documents ${route.documented.join(', ') || 'no method'} for ${route.template}, not ${method}`;
    return [{ effect: 'impossible', message, at: `${pointer}/method` }];
  },
});
