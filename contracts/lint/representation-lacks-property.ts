import type { TypeText } from '../../generator/dialects/fact.ts';
import { pointer } from '../../generator/model/pointer.ts';
import type { DocumentedPage } from './documented.ts';
import { defineFinding, type Found } from './finding.ts';
import { isName, type Representation, representations } from './representations.ts';
import { withoutNamespace } from './represented-type.ts';
import { resourcePage } from './sample-resource.ts';

export const representationLacksProperty = defineFinding({
  code: 'lint/representation-lacks-property',
  severity: 'warning',
  summary: 'A property of the table is missing from the JSON representation.',
  why: 'Readers copy the representation, and tools take the shape of the type from it: what it lacks is not there for them.',
  help: 'Add the property to the representation.',
  examples: [
    {
      name: 'a row without a member',
      page: resourcePage({ rows: ['id|String|Key.', 'size|Int32|How large.'], json: ['  "id": "String"'] }),
      finds: ['8:2 size is missing from the JSON representation of widget'],
    },
    {
      name: 'the same names',
      page: resourcePage({
        rows: ['id|String|Key.', 'size|Int32|How large.'],
        json: ['  "id": "String",', '  "size": 1'],
      }),
      finds: [],
    },
    {
      name: 'a stream, an inherited row, and another letter case are told elsewhere or not at all',
      page: resourcePage({
        rows: [
          'id|String|Key.',
          'file|Stream|Content.',
          'old|String|Old. Inherited from [thing](thing.md)',
          'Size|Int32|Size.',
        ],
        json: ['  "id": "String",', '  "size": 1'],
      }),
      finds: [],
    },
    {
      name: 'words that stand for the rest',
      page: resourcePage({
        rows: ['id|String|Key.', 'size|Int32|How large.'],
        json: ['  "id": "String"', '  // and so on'],
      }),
      finds: [],
    },
  ],
  check: (page) => representations(page).flatMap((representation) => missing(page, representation)),
});

function missing(page: DocumentedPage, representation: Representation): Found[] {
  const { rows, shown, shownNames, body } = representation;
  const anyCase = new Set([...shownNames].map((name) => name.toLowerCase()));
  // Nothing in common: the block shows something else.
  if (!rows.some(({ value }) => shownNames.has(value.name))) return [];
  const first = body.place(pointer('', shown[0]?.value.name ?? ''), 'key');
  return rows.flatMap((row) => {
    const { name, type, inheritedFrom, nameAt, description } = row.value;
    if (!isName(name) || anyCase.has(name.toLowerCase()) || inheritedFrom !== undefined) return [];
    // Representations show neither streams nor what must be asked for by $expand.
    if (
      /^(?:edm\.)?stream$/i.test(type?.name ?? '') ||
      /\bnavigation property\b|\$expand\b/i.test(description)
    )
      return [];
    const written = type && representationOf(type, page);
    const at = { ...first, endLine: first.line, endColumn: first.column };
    const replacement = `"${name}": ${written},\n${' '.repeat(first.column - 1)}`;
    return {
      at: nameAt,
      message: `${name} is missing from the JSON representation of ${withoutNamespace(representation.type)}`,
      related: [{ message: 'the representation', at: body.at }],
      ...(written === undefined ? {} : { suggestion: { at, replacement } }),
    };
  });
}

/** A type as representations write it; undefined where no page says what the name stands for. */
function representationOf(type: TypeText, page: DocumentedPage): string | undefined {
  const { name } = page.set.typeOf(type, page);
  const one =
    name === undefined
      ? undefined
      : name === 'Edm.DateTimeOffset'
        ? '"String (timestamp)"'
        : name.startsWith('Edm.')
          ? `"${name.slice('Edm.'.length)}"`
          : page.set.enumTypes.has(name)
            ? '"String"'
            : page.set.types.get(name)?.type.described
              ? `{ "@odata.type": "${name}" }`
              : undefined;
  return one !== undefined && type.collection ? `[${one}]` : one;
}
