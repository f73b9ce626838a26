import { entries, isArray, type Json } from '../../generator/model/json.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import { textAt } from './exact-place.ts';
import { defineFinding } from './finding.ts';
import { answered, samplePage } from './sample-pages.ts';

const page = (...json: string[]) => samplePage({ answer: answered(...json) });

export const typeNameFragment = defineFinding({
  code: 'lint/type-name-fragment',
  severity: 'info',
  summary: 'An @odata.type in an example answer does not begin with "#".',
  why: 'The value is a URL, and the name of a type its fragment (OData JSON format, 4.5.3): clients that compare whole values fail on the example or on the service.',
  help: 'Write "#" before the name.',
  examples: [
    {
      name: 'a bare name',
      page: page('{ "@odata.type": "microsoft.graph.thing" }'),
      finds: ['16:18 the value of @odata.type is #microsoft.graph.thing'],
    },
    {
      name: 'further in',
      page: page('{ "value": [{ "@odata.type": "microsoft.graph.thing" }] }'),
      finds: ['16:30 the value of @odata.type is #microsoft.graph.thing'],
    },
    { name: 'a fragment', page: page('{ "@odata.type": "#microsoft.graph.thing" }'), finds: [] },
    { name: 'a primitive type', page: page('{ "@odata.type": "Edm.String" }'), finds: [] },
  ],
  check: (documented) => {
    const found = documented
      .says('example-response')
      .flatMap(({ value: { body } }) =>
        body?.text.includes('@odata.type')
          ? bareNames(body.json, '', 0).map(({ name, pointer }) => ({ name, at: body.place(pointer) }))
          : [],
      );
    // One for a page: whoever mends the first sees the others.
    const [first, ...others] = found;
    if (!first) return [];
    const replacement = textAt(documented.page, first.at).replace(first.name, `#${first.name}`);
    const more = others.length === 0 ? '' : ` (and ${others.length} more on this page)`;
    return [
      {
        at: first.at,
        message: `the value of @odata.type is #${first.name}${more}`,
        related: others.map(({ name, at }) => ({ message: `#${name}`, at })),
        suggestion: { at: first.at, replacement },
      },
    ];
  },
});

const deepest = 40;

function bareNames(
  json: Json | undefined,
  pointer: string,
  depth: number,
): { name: string; pointer: string }[] {
  if (depth > deepest) return [];
  if (isArray(json)) return json.flatMap((item, i) => bareNames(item, below(pointer, i), depth + 1));
  return entries(json).flatMap(([key, value]) => {
    const at = below(pointer, key);
    if (key !== '@odata.type') return bareNames(value, at, depth + 1);
    return typeof value === 'string' && /^microsoft\.graph\.\w/.test(value)
      ? [{ name: value, pointer: at }]
      : [];
  });
}
