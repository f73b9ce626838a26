import { sameJson } from '../../generator/model/json.ts';
import type { Parameter } from '../../generator/openapi/api.ts';
import { defineChange } from './check.ts';
import { get, query } from './example-parts.ts';
import { parameterName } from './parameter-name.ts';

export const parameterDocumentation = defineChange({
  code: 'change/parameter-documentation',
  severity: 'info',
  of: 'parameter',
  summary: 'The words about a parameter, its examples or the name of a placeholder are others.',
  why: 'Nobody who calls or serves the API can tell.',
  mirror: { none: 'Words are others in both directions alike.' },
  examples: [
    {
      name: 'another description',
      paths: [
        get({ parameters: [query('top', { description: 'One.' })] }),
        get({ parameters: [query('top', { description: 'Two.' })] }),
      ],
      finds: ['change/parameter-documentation: query parameter top: description'],
    },
    {
      name: 'the same',
      paths: [get({ parameters: [query('top')] }), get({ parameters: [query('top', { style: 'form' })] })],
      finds: [],
    },
  ],
  check({ base, head }) {
    const changed = [
      base.description === head.description ? [] : 'description',
      sameJson(examplesOf(base), examplesOf(head)) ? [] : 'examples',
      base.name.toLowerCase() === head.name.toLowerCase() || base.in !== 'path' ? [] : 'name',
    ].flat();
    if (changed.length === 0) return [];
    const message = `${parameterName(base)}: ${changed.join(', ')}`;
    return [{ verdict: 'documentation', message, base: base.pointer, head: head.pointer }];
  },
});

function examplesOf({ examples }: Parameter) {
  return examples.map(({ name, value }) => ({ name, value }));
}
