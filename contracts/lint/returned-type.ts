import type { FactAbout, TypeText } from '../../generator/dialects/fact.ts';
import { isArray, isObject, member } from '../../generator/model/json.ts';
import type { Place, Span } from '../../generator/model/place.ts';
import type { DocumentedPage, MethodLink } from './documented.ts';

/** What an API page says that a call returns, where it says one thing. */
export type Returned =
  | { readonly kind: 'nothing'; readonly at: Place }
  | {
      readonly kind: 'type';
      readonly type: TypeText;
      readonly at: Place;
      /** Undefined where sentence and examples do not agree, or neither says. */
      readonly collection: boolean | undefined;
    };

/** Undefined where the page says nothing, or several things. */
export function returnedBy(page: DocumentedPage): Returned | undefined {
  const answers = page.says('response').filter(({ value }) => value.status >= 200 && value.status < 300);
  const shown = page.says('example-response').filter(({ value }) => value.status < 300);
  const [first] = answers;
  if (!first) return undefined;
  if (answers.every(({ value }) => value.status === 204))
    return shown.some(({ value }) => value.body || value.status !== 204)
      ? undefined
      : { kind: 'nothing', at: first.at };
  const typed = answers.flatMap(({ value, at }) =>
    value.type ? [{ type: value.type, text: value.text, at }] : [],
  );
  const [only] = typed;
  if (!only || typed.length > 1 || answers.length > 1 || !plainSentence(only.text)) return undefined;
  if (!addressesOneThing(page)) return undefined;
  const { type, text, at } = only;
  return { kind: 'type', type, at, collection: collectionOf(type, text, shown) };
}

/** A page may hold the lines of several things (`/me/events`, `/me/messages/{id}`), of which its sentence names one. */
function addressesOneThing(page: DocumentedPage): boolean {
  const ends = page.says('request-line').map(({ value: { path } }) => {
    const segments = path
      .replace(/\/+$/, '')
      .replace(/^\/me(?=\/|$)/i, '/users/{id}')
      .split('/');
    const literal = segments.findLast((segment) => segment !== '' && !segment.startsWith('{'));
    return `${literal?.toLowerCase()} ${segments.at(-1)?.startsWith('{')}`;
  });
  return new Set(ends).size <= 1;
}

/** "… and a [x] object in the response body", and not a sentence that speaks of other things as well. */
function plainSentence(text: string): boolean {
  return (
    !/\bor\b|\burl\b|\bif\b(?! successful)/i.test(text) &&
    /\bresponse body\b|\bresponse code and\b/i.test(text)
  );
}

/** Sentence and examples must say the same; without an example only a sentence that leaves no doubt. */
function collectionOf(
  type: TypeText,
  text: string,
  examples: readonly FactAbout<'example-response'>[],
): boolean | undefined {
  const shapes = new Set(
    examples.flatMap(({ value: { body } }) =>
      isObject(body?.json) && !('error' in body.json) ? [isArray(member(body.json, 'value'))] : [],
    ),
  );
  if (shapes.size > 1) return undefined;
  const [shape] = shapes;
  if (shape !== undefined) return shape === type.collection ? shape : undefined;
  if (type.collection) return /\bcollection\b/i.test(text) ? true : undefined;
  return /\b(?:an?|updated) (?:new |updated )?\S+ (?:object|resource)\b/i.test(text) ? false : undefined;
}

/** The cell of a Methods row that says what is returned; the whole row if it is not found. */
export function returnsCell({ from, row }: MethodLink): Span {
  for (const table of from.page.blocks) {
    if (table.kind !== 'table') continue;
    const column = table.header.cells.findIndex((cell) => /^returns?\b/i.test(cell.text));
    if (column === -1) continue;
    for (const { range, cells } of table.rows) {
      const cell = cells[column];
      if (cell && from.page.place(range).line === row.at.line) return from.page.place(cell.range);
    }
  }
  return row.at;
}
