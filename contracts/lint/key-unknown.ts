import { defineFinding } from './finding.ts';
import { isEntityKey, isName } from './representations.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const page = (key: string) =>
  resourcePage({
    rows: ['id|String|Key.', 'size|Int32|How large.'],
    annotation: `"keyProperty": "${key}", `,
    json: ['  "id": "String",', '  "size": 1'],
  });

export const keyUnknown = defineFinding({
  code: 'lint/key-unknown',
  severity: 'warning',
  summary: 'The annotation names a key that the type does not have.',
  why: 'Paths address an entity by its key: nobody can tell which property that is.',
  help: 'Name a property of the tables in "keyProperty", or add the row that is missing.',
  examples: [
    {
      name: 'a stranger',
      page: page('widgetId'),
      finds: ['10:33 widgetId is the key of widget, but in no table'],
    },
    { name: 'a property', page: page('id'), finds: [] },
    {
      name: 'of the root of all entities',
      page: resourcePage({
        rows: ['size|Int32|How large.'],
        annotation: '"baseType": "microsoft.graph.entity", "keyProperty": "id", ',
        json: ['  "size": 1'],
      }),
      finds: [],
    },
    {
      name: 'of a base that was not read',
      page: page('widgetId').map((line) =>
        line.replace('"keyProperty"', '"baseType": "x.gadget", "keyProperty"'),
      ),
      finds: [],
    },
  ],
  check: (page) =>
    page.says('key').flatMap(({ subject, value, at, kind }) => {
      const type = page.set.types.get(subject.name);
      if (kind !== 'annotation' || !type?.tabled || !isName(value) || type.anyCase.has(value.toLowerCase()))
        return [];
      if (isEntityKey(value, type)) return [];
      return [{ at, message: `${value} is the key of ${withoutNamespace(subject.name)}, but in no table` }];
    }),
});
