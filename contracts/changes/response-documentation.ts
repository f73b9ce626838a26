import { sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { get } from './example-parts.ts';

const answer = (description: string) => get({ responses: { '200': { description } } });

export const responseDocumentation = defineChange({
  code: 'change/body-documentation',
  severity: 'info',
  of: 'operation',
  summary: 'The words about a request body or a response, or its links, are others.',
  why: 'Nobody who calls or serves the API can tell.',
  mirror: { none: 'Words are others in both directions alike.' },
  examples: [
    {
      name: 'another description',
      paths: [answer('One.'), answer('Two.')],
      finds: ['change/body-documentation: response 200: description'],
    },
    { name: 'the same', paths: [answer('One.'), answer('One.')], finds: [] },
  ],
  check({ base, head, responses }) {
    const bodies = [[base.requestBody, head.requestBody, 'request body'] as const];
    const described = responses.pairs.map(([a, b]) => [a, b, `response ${a.status}`] as const);
    return [...bodies, ...described].flatMap(([before, after, name]) => {
      if (!before || !after) return [];
      const links = 'links' in before && 'links' in after && !sameJson(before.links, after.links);
      const changed = [
        before.description === after.description ? [] : 'description',
        links ? 'links' : [],
      ].flat();
      if (changed.length === 0) return [];
      const message = `${name}: ${changed.join(', ')}`;
      return [{ verdict: 'documentation' as const, message, base: before.pointer, head: after.pointer }];
    });
  },
});
