import type { FactAbout, TypeText } from '../dialects/fact.ts';
import type { OperationKind, TypeReference } from '../model/description.ts';
import type { Place } from '../model/place.ts';
import { remembered } from '../model/remembered.ts';
import type { Pair } from './examples.ts';
import { about } from './facts-of.ts';
import type { MethodReturns } from './method-returns.ts';
import type { PageContent } from './page-content.ts';
import type { Addressed } from './path-types.ts';
import { primitiveType } from './primitive-types.ts';
import type { RowContext } from './properties.ts';
import type { TypeBases } from './type-bases.ts';
import { simpleName } from './type-names.ts';

/** What the messages of one operation are made of. */
export interface MessageInput {
  /** Lower case. */
  readonly method: string;
  readonly path: string;
  readonly kind: OperationKind;
  /** Where its request lines stand. */
  readonly lines: readonly Place[];
  /** The operation's main page first, then others that document the same one. */
  readonly pages: readonly PageContent[];
  readonly pairs: readonly Pair[];
  /** What the path leads to, by the types' own pages; undefined where a segment is not known. */
  readonly addressed: Addressed | undefined;
  /** Its main page's other request lines. */
  readonly siblings: readonly Sibling[];
  readonly bases: TypeBases;
  readonly methods: MethodReturns;
  readonly contextOf: (file: string) => RowContext;
}

export interface Sibling {
  readonly method: string;
  readonly path: string;
  readonly addressed: Addressed | undefined;
}

/**
 * The type that a sentence names: where its link leads, else by name. A name without a link that no page describes is
 * a type only if the page's own title or file name repeats it; else it is a word ("an existing object").
 */
export function namedType(
  text: TypeText,
  page: PageContent,
  context: RowContext,
  at: Place,
): TypeReference | undefined {
  const { names, namespace } = context;
  const { collection } = text;
  const primitive = text.target === undefined ? primitiveType(text.name) : undefined;
  if (primitive !== undefined) return { name: primitive, collection };
  // The values of an enumeration stand on the page of another type.
  const part = /#[\w-]*-values$/i.test(text.target ?? '') ? described(text.name, context) : undefined;
  const linked = text.target === undefined ? undefined : names.linked(text.target);
  const known = part ?? linked ?? described(text.name, context);
  if (known !== undefined) return { name: known, collection };
  const own = `${page.title} ${page.file}`.toLowerCase().includes(simpleName(text.name).toLowerCase());
  return text.target !== undefined || own ? names.reference(text, namespace, at) : undefined;
}

/** By name, also where the sentence has the plural. */
function described(name: string, { names, namespace }: RowContext): string | undefined {
  return (
    names.named(name, namespace) ??
    (/ies$/.test(name) ? names.named(name.replace(/ies$/, 'y'), namespace) : undefined) ??
    (/[^s]s$/.test(name) ? names.named(name.slice(0, -1), namespace) : undefined)
  );
}

/** Whether the page's request lines lead to things of different types, so that no one sentence can be about all. */
export function isOfManyTypes(input: MessageInput): boolean {
  const { addressed, siblings, bases } = input;
  if (addressed?.name === undefined) return false;
  const own = addressed.name;
  return siblings.some((one) => one.addressed?.name !== undefined && !bases.related(own, one.addressed.name));
}

/**
 * Whether a type that the page speaks of is that of another of its request lines: the path of one names it
 * (`…/extensions/{id}` and `openTypeExtension`), the path of this one something else (`/me/events`).
 */
export function isOfSibling(name: string, input: MessageInput): boolean {
  return isOfOther(
    name,
    input,
    input.siblings.map((one) => one.path),
  );
}

/** The same of a page beside the main one: one that documents the operation and speaks of what others lead to. */
export function isOfItsLines(name: string, page: PageContent, input: MessageInput): boolean {
  if (page === input.pages[0]) return false;
  return isOfOther(
    name,
    input,
    about(page.facts, 'request-line').map((fact) => fact.value.path),
  );
}

function isOfOther(name: string, { path }: MessageInput, paths: readonly string[]): boolean {
  const own = lastNoun(path);
  const type = simpleName(name).toLowerCase();
  if (own === '' || own === type || nounBefore(path) === type) return false;
  // `…/messages/{id}/replies`: of the kind that this path goes through, and called a part of its name only.
  const through = lastNoun(path.slice(0, path.lastIndexOf('/')));
  return paths.some((other) => {
    const noun = lastNoun(other);
    if (noun === type) return true;
    return noun.length > 3 && noun !== own && noun !== through && type.includes(noun) && !type.includes(own);
  });
}

/**
 * Whether what one page says of a type cannot be about this path: its request lines end in three or more different
 * nouns (`/me/events`, `/groups/{id}`, `/devices/{id}`), and this path's is no part of the type's name, or another's is
 * all of it.
 */
export function isOfManySubjects(name: string, input: MessageInput): boolean {
  const own = lastNoun(input.path);
  const type = simpleName(name).toLowerCase();
  if (own === '' || own === type) return false;
  const others = input.siblings.some(({ path }) => lastNoun(path) === type);
  if (!others && (type.includes(own) || own.includes(type))) return false;
  const nouns = new Set([own]);
  for (const { path } of input.siblings) {
    const noun = lastNoun(path);
    if (noun !== '' && noun !== 'me') nouns.add(noun);
    if (nouns.size > 2) return true;
  }
  return false;
}

/** The base of a type that the last segment of the path is called after. */
export function namedBySegment(name: string, { path, bases }: MessageInput): string | undefined {
  const noun = lastNoun(path);
  return noun === '' ? undefined : bases.chain(name).find((base) => simpleName(base).toLowerCase() === noun);
}

/** The type that a page links to and that the last segment of the path is called after: `/me/events` and `event`. */
export function linkedBySegment(page: PageContent, path: string): FactAbout<'linked-type'> | undefined {
  const noun = lastNoun(path);
  return noun === ''
    ? undefined
    : about(page.facts, 'linked-type').find(({ value }) => value.name.toLowerCase() === noun);
}

/** `/users/{id}/mailFolders/{id}` → `mailfolder`; `''` for calls, casts and OData's own segments. */
const lastNoun = remembered((path) => {
  const segments = path.split('/').filter((segment) => !segment.startsWith('{'));
  const last = (segments.at(-1) ?? '').toLowerCase();
  return /^[a-z]+$/.test(last) ? last.replace(/ies$/, 'y').replace(/s$/, '') : '';
});

/** `/sites/root` → `site`: a word behind a collection is the name of one of its members. */
const nounBefore = remembered((path) => {
  const before = path.slice(0, path.lastIndexOf('/'));
  return before.endsWith('}') ? '' : lastNoun(before);
});
