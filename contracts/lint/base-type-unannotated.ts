import type { Comment, Range } from '../../generator/markdown/page.ts';
import type { Suggestion } from '../../generator/model/diagnostic.ts';
import type { DocumentedPage } from './documented.ts';
import { defineFinding } from './finding.ts';
import { resourcePage } from './sample-resource.ts';

const inherits = ['A thing.', '', 'Inherits from [gadget](gadget.md)'];
const base = resourcePage({ name: 'gadget', rows: ['id|String|Key.'], json: ['  "id": "String"'] });

export const baseTypeUnannotated = defineFinding({
  code: 'lint/base-type-unannotated',
  severity: 'warning',
  summary: 'A sentence names the base type, the annotation does not.',
  why: 'Tools that read annotations take the type for one without a base, and lose its inherited properties.',
  help: 'Add "baseType" to the annotation of the JSON representation.',
  examples: [
    {
      name: 'in prose only',
      pages: {
        'resources/gadget.md': base,
        'resources/widget.md': resourcePage({
          above: inherits,
          rows: ['id|String|Key.'],
          json: ['  "id": "String"'],
        }),
      },
      finds: ['resources/widget.md:5:1 widget inherits from gadget, but its annotation names no baseType'],
    },
    {
      name: 'twice in prose only',
      pages: {
        'resources/gadget.md': base,
        'resources/widget.md': resourcePage({
          above: [...inherits, '', 'A type derived from [gadget](gadget.md).'],
          rows: ['id|String|Key.'],
          json: ['  "id": "String"'],
        }),
      },
      finds: ['resources/widget.md:5:1 widget inherits from gadget, but its annotation names no baseType'],
    },
    {
      name: 'an empty one in the annotation',
      pages: {
        'resources/gadget.md': base,
        'resources/widget.md': resourcePage({
          above: inherits,
          rows: ['id|String|Key.'],
          annotation: '"baseType": "", ',
          json: ['  "id": "String"'],
        }),
      },
      finds: ['resources/widget.md:5:1 widget inherits from gadget, but its annotation names no baseType'],
    },
    {
      name: 'in both',
      pages: {
        'resources/gadget.md': base,
        'resources/widget.md': resourcePage({
          above: inherits,
          rows: ['id|String|Key.'],
          annotation: '"baseType": "microsoft.graph.gadget", ',
          json: ['  "id": "String"'],
        }),
      },
      finds: [],
    },
    {
      name: 'no annotation at all',
      page: resourcePage({ above: inherits, rows: ['id|String|Key.'] }),
      finds: [],
    },
  ],
  check(page) {
    const seen = new Set<string>();
    return page.says('derived-from').flatMap(({ subject, value, at }) => {
      // Said twice it is missing once.
      const said = `${subject.name} ${value.name}`;
      if (seen.has(said)) return [];
      seen.add(said);
      if (page.says('base-type').some((fact) => fact.subject.name === subject.name)) return [];
      const named = annotationOf(page, subject.name);
      if (!named) return [];
      const own = subject.name.slice(subject.name.lastIndexOf('.') + 1);
      const base = page.set.typeOf(value, page).name;
      const suggestion = base === undefined ? undefined : annotated(page, named, base);
      return [
        {
          at,
          message: `${own} inherits from ${value.name}, but its annotation names no baseType`,
          related: [{ message: 'the annotation', at: page.page.place(named.comment.range) }],
          ...(suggestion ? { suggestion } : {}),
        },
      ];
    });
  },
});

interface Annotation {
  readonly comment: Comment;
  /** Where `"@odata.type"` begins in the page. */
  readonly key: number;
  /** The empty text of `"baseType": ""`, if the annotation has that. */
  readonly empty: Range | undefined;
}

/** The comment that annotates the representation of a type. */
function annotationOf({ page }: DocumentedPage, type: string): Annotation | undefined {
  for (const comment of page.blocks) {
    if (comment.kind !== 'comment') continue;
    const text = page.text.slice(comment.body.start, comment.body.end);
    const match = /"@(?:odata\.)?type"\s*:\s*"#?([\w.]+)"/.exec(text);
    if (match?.[1] !== type || !/"blockType"\s*:\s*"resource"/.test(text)) continue;
    const named = /"baseType"\s*:\s*("[^"\n]*")?/i.exec(text);
    if (named && named[1] !== '""') continue;
    const end = comment.body.start + (named ? named.index + named[0].length : 0);
    return {
      comment,
      key: comment.body.start + match.index,
      empty: named ? { start: end - 2, end } : undefined,
    };
  }
  return undefined;
}

/** A line of its own where the type stands on one, else within the line. Only for a base that a page describes. */
function annotated(
  { page, set }: DocumentedPage,
  { key, empty }: Annotation,
  base: string,
): Suggestion | undefined {
  if (!set.types.get(base)?.type.described) return undefined;
  if (empty) return { at: page.place(empty), replacement: `"${base}"` };
  const at = page.place({ start: key, end: key });
  const before = page.lines.line(at.line).slice(0, at.column - 1);
  const gap = before.trim() === '' ? `\n${before}` : ' ';
  return { at, replacement: `"baseType": "${base}",${gap}` };
}
