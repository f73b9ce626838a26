import { defineChange } from './check.ts';
import { get, query } from './example-parts.ts';
import { parameterName } from './parameter-name.ts';

export const parameterAdded = defineChange({
  code: 'change/parameter-added',
  severity: 'error',
  of: 'operation',
  summary: 'A parameter is new and must be sent.',
  why: 'Requests without it are refused. One that may be left out hurts nobody.',
  mirror: 'change/parameter-removed',
  examples: [
    {
      name: 'a required parameter',
      paths: [get({}), get({ parameters: [query('top', { required: true })] })],
      finds: ['change/parameter-added: query parameter top is new and required'],
    },
    {
      name: 'an optional one',
      paths: [get({}), get({ parameters: [query('top')] })],
      finds: ['change/parameter-added-compatible: query parameter top is new'],
    },
    {
      name: 'one whose definition OpenAPI ignores',
      paths: [get({}), get({ parameters: [{ name: 'Accept', in: 'header', required: true, schema: {} }] })],
      finds: [],
    },
  ],
  check: ({ parameters, sender }) =>
    parameters.added.map((one) => ({
      verdict: one.required && sender === 'client' ? 'breaking' : 'compatible',
      message: `${parameterName(one)} is new${one.required ? ' and required' : ''}`,
      head: one.pointer,
      traits: ['parameter-added'],
    })),
});
