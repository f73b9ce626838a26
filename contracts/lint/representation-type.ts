import type { DocumentedPage } from './documented.ts';
import { defineFinding } from './finding.ts';
import { representations } from './representations.ts';
import { isChoice, primitivesDiffer, representedType, sameName } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

const one = (type: string, value: string) =>
  resourcePage({ rows: [`size|${type}|How large.`], json: [`  "size": ${value}`] });

export const representationType = defineFinding({
  code: 'lint/representation-type',
  severity: 'error',
  summary: 'Table and JSON representation name different types for a property.',
  why: 'Code made from the one cannot read what the other promises.',
  help: 'Name the type that the service uses in both places.',
  examples: [
    {
      name: 'primitives',
      page: one('Int64', '"Int32"'),
      finds: ['12:11 size is Int32 here, and Int64 in the table'],
    },
    {
      name: 'a literal',
      page: one('String', 'true'),
      finds: ['12:11 size is true here, and String in the table'],
    },
    { name: 'the same type', page: one('Int64', '1024'), finds: [] },
    {
      name: 'String stands for whatever is a string in JSON',
      page: one('DateTimeOffset', '"String (timestamp)"'),
      finds: [],
    },
    {
      name: 'a sample value states no type',
      page: one('DateTimeOffset', '"2016-01-01T00:00:00Z"'),
      finds: [],
    },
    {
      name: 'a list is told as such',
      pages: {
        'resources/extent.md': resourcePage({ name: 'extent', rows: ['width|Int32|Width.'] }),
        'resources/widget.md': one('[extent](extent.md) collection', '"String"'),
      },
      finds: [],
    },
    {
      name: 'other names',
      pages: {
        'resources/extent.md': resourcePage({ name: 'extent', rows: ['width|Int32|Width.'] }),
        'resources/widget.md': one('[extent](extent.md)', '{ "@odata.type": "microsoft.graph.range" }'),
      },
      finds: ['resources/widget.md:12:11 size is microsoft.graph.range here, and extent in the table'],
    },
    {
      name: 'a sample of a thing',
      pages: {
        'resources/extent.md': resourcePage({ name: 'extent', rows: ['width|Int32|Width.'] }),
        'resources/widget.md': one(
          '[extent](extent.md)',
          '{ "@odata.id": "ranges/1", "@odata.type": "#microsoft.graph.range" }',
        ),
      },
      finds: [],
    },
    {
      name: 'a type derived from the one in the table',
      pages: {
        'resources/extent.md': resourcePage({ name: 'extent', rows: ['width|Int32|Width.'] }),
        'resources/range.md': resourcePage({
          name: 'range',
          rows: ['from|Int32|From.'],
          annotation: '"baseType": "microsoft.graph.extent", ',
          json: ['  "from": 1'],
        }),
        'resources/widget.md': one('[extent](extent.md)', '{ "@odata.type": "microsoft.graph.range" }'),
      },
      finds: [],
    },
  ],
  check: (page) =>
    representations(page).flatMap(({ shown, listed, body }) =>
      shown.flatMap(({ value: { name, value } }) => {
        const row = listed.get(name);
        const type = row?.value.type;
        const represented = representedType(value);
        if (!row || !type || !represented?.name || isChoice(type)) return [];
        const stated = page.set.typeOf(type, page);
        // One list against one value is a finding of its own: two about one place say no more.
        if (represented.collection !== undefined && represented.collection !== stated.collection) return [];
        if (sameName(represented.name, type.name) || !differs(page, represented.name, stated.name)) return [];
        const at = row.value.typeAt ?? row.at;
        const declared = type.text;
        return [
          {
            at: body.place(`/${name}`),
            message: `${name} is ${represented.text} here, and ${declared} in the table`,
            related: [{ message: `${declared} in the table`, at }],
          },
        ];
      }),
    ),
});

/** Only where both sides are known for certain: a type without a page may be an enumeration or another name. */
function differs(page: DocumentedPage, represented: string, declared: string | undefined): boolean {
  if (declared === undefined) return false;
  const { types, enumTypes } = page.set;
  const primitive = (name: string) => name.startsWith('Edm.') || name === 'number';
  if (primitive(represented) && primitive(declared)) return primitivesDiffer(represented, declared);
  if (enumTypes.has(declared)) return false;
  const structured = types.get(declared);
  if (primitive(declared))
    return (
      primitiveShape(declared) && types.get(page.set.named(represented, page) ?? '')?.type.described === true
    );
  if (!structured?.type.described) return false;
  if (primitive(represented)) return represented !== 'Edm.Untyped' && structured.tabled;
  const named = page.set.named(represented, page);
  if (named === declared || sameName(represented, declared)) return false;
  const other = named === undefined ? undefined : types.get(named);
  const related = (a: string, b: string) => types.get(a)?.bases.some((base) => base.name === b) === true;
  return !(other && (related(other.name, declared) || related(declared, other.name)));
}

/** Untyped JSON may hold anything. */
function primitiveShape(name: string): boolean {
  return name !== 'Edm.Untyped' && name !== 'Edm.PrimitiveType';
}
