import { isArray, isObject, member, stringMember } from '../../generator/model/json.ts';
import { defineFinding } from './finding.ts';
import { answered, samplePage } from './sample-pages.ts';

const page = (context: string, ...rest: string[]) =>
  samplePage({
    answer: answered(
      `{ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#${context}"${rest.join('')} }`,
    ),
  });

export const contextKind = defineFinding({
  code: 'lint/context-kind',
  severity: 'error',
  summary: 'The @odata.context of an example says one entity where the body is a list.',
  why: 'Clients choose how to read an answer by its context (OData 4.01, 10): with this one they look for the properties of one entity.',
  help: 'Take "/$entity" out of the context, or show one entity.',
  examples: [
    {
      name: 'a list',
      page: page('things/$entity', ', "value": []'),
      finds: ['16:3 the context ends with /$entity, but the body is a list'],
    },
    { name: 'one entity', page: page('things/$entity', ', "title": "x"'), finds: [] },
    { name: 'a list with its own context', page: page('things', ', "value": []'), finds: [] },
    {
      name: 'an entity with a property called value',
      page: page('things/$entity', ', "value": [], "id": "1"'),
      finds: [],
    },
  ],
  check: (documented) =>
    documented.says('example-response').flatMap(({ value: { body } }) => {
      const context = stringMember(body?.json, '@odata.context');
      if (!body || !isObject(body.json) || !context?.endsWith('/$entity')) return [];
      const others = Object.keys(body.json).filter((name) => name !== 'value' && !name.startsWith('@'));
      if (!isArray(member(body.json, 'value')) || others.length > 0) return [];
      const at = body.place('/@odata.context', 'key');
      const message = 'the context ends with /$entity, but the body is a list';
      return [{ at, message, related: [{ message: 'the list', at: body.place('/value', 'key') }] }];
    }),
});
