import { defineChange } from './check.ts';
import { get, query } from './example-parts.ts';
import { parameterName } from './parameter-name.ts';

export const parameterRequired = defineChange({
  code: 'change/parameter-required',
  severity: 'error',
  of: 'parameter',
  summary: 'A parameter has to be sent, or need not be any more.',
  why: 'Requests without what became required are refused.',
  mirror: 'change/parameter-required',
  examples: [
    {
      name: 'required now',
      paths: [get({ parameters: [query('top')] }), get({ parameters: [query('top', { required: true })] })],
      finds: ['change/parameter-required: query parameter top is required now'],
    },
    {
      name: 'optional now',
      paths: [get({ parameters: [query('top', { required: true })] }), get({ parameters: [query('top')] })],
      finds: ['change/parameter-required-compatible: query parameter top is no longer required'],
    },
    {
      name: 'the default spelled out',
      paths: [get({ parameters: [query('top')] }), get({ parameters: [query('top', { required: false })] })],
      finds: [],
    },
  ],
  check({ base, head, sender }) {
    if (base.required === head.required) return [];
    return [
      {
        verdict: head.required === (sender === 'client') ? 'breaking' : 'compatible',
        message: `${parameterName(base)} is ${head.required ? 'required now' : 'no longer required'}`,
        base: base.pointer,
        head: head.pointer,
      },
    ];
  },
});
