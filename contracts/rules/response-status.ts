import { defineRule } from './rule.ts';

/** The expected status must be documented: exactly, by its range, or by `default` (OpenAPI 3.1, 4.8.16). */
export const responseStatus = defineRule({
  code: 'verify/response-status',
  severity: 'error',
  side: 'response',
  summary: 'The status is not documented.',
  why: 'A status that no entry covers is none that the provider promises.',
  examples: [
    {
      title: 'not documented',
      paths: {
        '/certs': {
          delete: { responses: { '204': { description: 'gone' }, '4XX': { description: 'error' } } },
        },
      },
      interaction: { request: { method: 'DELETE', path: '/certs' }, response: { status: 200 } },
      reports: ['impossible: the spec documents 204, 4XX for this operation, not 200'],
    },
    {
      title: 'covered by a range',
      paths: {
        '/certs': {
          delete: { responses: { '204': { description: 'gone' }, '4XX': { description: 'error' } } },
        },
      },
      interaction: { request: { method: 'DELETE', path: '/certs' }, response: { status: 404 } },
      reports: [],
    },
  ],
  check({ operation, interaction, responses }) {
    if (!operation) return [];
    const { status } = interaction.response;
    if (!status.accepts)
      return [
        {
          effect: 'undecided',
          message: 'which statuses this matcher accepts is not known',
          at: status.pointer,
        },
      ];
    if (responses.length > 0) return [];
    const documented = operation.responses.map((response) => response.status).join(', ') || 'no status';
    const message = `the spec documents ${documented} for this operation, not ${status.example}`;
    return [{ effect: 'impossible', message, at: status.pointer, spec: `${operation.pointer}/responses` }];
  },
});
