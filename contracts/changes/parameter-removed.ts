import { defineChange } from './check.ts';
import { get, query } from './example-parts.ts';
import { parameterName } from './parameter-name.ts';

export const parameterRemoved = defineChange({
  code: 'change/parameter-removed',
  severity: 'error',
  of: 'operation',
  summary: 'A parameter is gone.',
  why: 'What is sent in it is refused, or means nothing any more.',
  mirror: 'change/parameter-added',
  examples: [
    {
      name: 'a parameter is gone',
      paths: [get({ parameters: [query('top')] }), get({})],
      finds: ['change/parameter-removed: query parameter top is gone'],
    },
    {
      name: 'said of the path now',
      paths: [
        get({ parameters: [query('top')] }),
        { '/a': { parameters: [query('top')], get: { responses: { '200': { description: 'OK' } } } } },
      ],
      finds: [],
    },
  ],
  check: ({ parameters }) =>
    parameters.removed.map((one) => ({
      verdict: 'breaking',
      message: `${parameterName(one)} is gone`,
      base: one.pointer,
    })),
});
