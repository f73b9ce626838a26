import type { FactAbout, TypeText } from '../../generator/dialects/fact.ts';
import type { Operation } from '../../generator/model/description.ts';
import { isArray, isObject, type Json, member, stringMember } from '../../generator/model/json.ts';
import type { DocumentedExample, DocumentedPage, DocumentedType } from './documented.ts';
import { isPlainName } from './plain-name.ts';

/**
 * The type of an answer's body by the page's own words: the annotation of the example and the "Response" section.
 * Where the two name types that have nothing to do with each other there is no ground to judge the body on.
 */
export function responseRoot(page: DocumentedPage, example: DocumentedExample): DocumentedType | undefined {
  const response = example.response?.value;
  if (!response || response.status < 200 || response.status > 299) return undefined;
  const annotated = response.annotatedType && typeNamed(page, response.annotatedType.value);
  if (response.annotatedType && !annotated) return undefined;
  const stated = statedType(page, response.status);
  // An annotation that nothing on the page bears out may be left over from the page that this one was copied from.
  if (stated === 'several' || !stated)
    return annotated && resembles(response.body?.json, annotated) ? annotated : undefined;
  if (!annotated) return example.operation || !example.request ? stated : undefined;
  if (annotated === stated || annotated.bases.includes(stated)) return annotated;
  return stated.bases.includes(annotated) ? stated : undefined;
}

/** Whether most of what a body shows are properties of the type, so that it can be one of its objects. */
function resembles(body: Json | undefined, type: DocumentedType): boolean {
  const inside = type.properties.has('value') ? undefined : member(body, 'value');
  const root = inside ?? body;
  const object = isArray(root) ? root[0] : root;
  if (!isObject(object) || type.open || !type.tabled) return true;
  const names = Object.keys(object).filter((name) => name !== 'id' && isPlainName(name));
  const known = (name: string) =>
    type.anyCase.has(name.toLowerCase()) || type.derived.some(({ properties }) => properties.has(name));
  return names.filter((name) => !known(name)).length * 2 <= names.length;
}

/** What the "Response" section says of a status, as far as it names one type only. */
function statedType(page: DocumentedPage, status: number): DocumentedType | 'several' | undefined {
  const texts = page
    .says('response')
    .flatMap(({ value }) => (value.status === status && value.type ? [value.type] : []));
  const types = new Set(texts.map((text) => typeOf(page, text)));
  return types.size > 1 ? 'several' : [...types][0];
}

function typeOf(page: DocumentedPage, text: TypeText): DocumentedType | undefined {
  return page.set.types.get(page.set.typeOf(text, page).name ?? '');
}

/** `Collection(microsoft.graph.user)` and `#microsoft.graph.user` → the type, where pages describe it. */
export function typeNamed(page: DocumentedPage, name: string): DocumentedType | undefined {
  const plain = name
    .replace(/^#/, '')
    .replace(/^collection\((.*)\)$/i, '$1')
    .replace(/^#/, '')
    .trim();
  const known = page.set.named(plain, page) ?? '';
  // A qualified name means no type of another namespace.
  if (plain.includes('.') && known.toLowerCase() !== plain.toLowerCase()) return undefined;
  return page.set.types.get(known);
}

/** What a request may hold: the page's table, and the type that the page says is sent. */
export interface RequestRoot {
  readonly type: DocumentedType | undefined;
  readonly rows: ReadonlyMap<string, FactAbout<'body-property'>>;
}

export function requestRoot(page: DocumentedPage, example: DocumentedExample): RequestRoot | undefined {
  const { operation, request } = example;
  const json = request?.value.body?.json;
  if (!operation || !isObject(json)) return undefined;
  const rows = new Map(page.says('body-property').map((fact) => [fact.value.name, fact]));
  if (operation.kind === 'action') return rows.size > 0 ? { type: undefined, rows } : undefined;
  if (operation.kind !== 'create' && operation.kind !== 'update' && operation.kind !== 'replace')
    return undefined;
  const own = stringMember(json, '@odata.type');
  const type = own === undefined ? (sentType(page) ?? resolvedType(page, operation)) : typeNamed(page, own);
  return type ? { type, rows } : undefined;
}

/** The type of the sentence about the body; else what the page answers with, where it is one type. */
function sentType(page: DocumentedPage): DocumentedType | undefined {
  const stated = page.says('request-body').flatMap(({ value }) => (value.type ? [value.type] : []));
  if (stated.length > 0) {
    const types = new Set(stated.map((text) => typeOf(page, text)));
    return types.size === 1 ? [...types][0] : undefined;
  }
  const answered = [
    ...new Set([200, 201].map((status) => statedType(page, status)).filter((type) => type !== undefined)),
  ];
  const [only] = answered;
  return answered.length === 1 && only !== 'several' ? only : undefined;
}

/** What resolution says of an operation that no other page documents. */
function resolvedType(page: DocumentedPage, operation: Operation): DocumentedType | undefined {
  if (operation.origin.places.some(({ file }) => file !== page.file)) return undefined;
  if (page.says('request-body').some(({ value }) => value.type)) return undefined;
  return page.set.types.get(operation.requestBody?.type?.name ?? '');
}
