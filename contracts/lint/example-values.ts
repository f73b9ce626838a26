import type { ExampleBody, FactAbout } from '../../generator/dialects/fact.ts';
import type { TypeReference } from '../../generator/model/description.ts';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  stringMember,
} from '../../generator/model/json.ts';
import type { Place } from '../../generator/model/place.ts';
import { pointer as below } from '../../generator/model/pointer.ts';
import type {
  DocumentedExample,
  DocumentedPage,
  DocumentedType,
  ShownObject,
  ShownValue,
  ShownValues,
} from './documented.ts';
import { requestRoot, responseRoot } from './example-root.ts';

/** Levels of a body that are followed; a hostile one may have any number. */
const deepest = 40;

/** Everything in a page's example bodies of which some table says what it is. */
export function valuesOf(page: DocumentedPage): ShownValues {
  const found: Found = { page, objects: [], values: [] };
  for (const example of page.set.examplesOf(page)) {
    readResponse(found, example);
    readRequest(found, example);
  }
  return found;
}

interface Found {
  readonly page: DocumentedPage;
  readonly objects: ShownObject[];
  readonly values: ShownValue[];
}

/** The body that is being read, and on which side of the wire. */
interface Side {
  readonly side: 'request' | 'response';
  readonly body: ExampleBody;
  /** Rows of the page's own request table, which speak of the members at the top. */
  readonly rows: ReadonlyMap<string, FactAbout<'body-property'>>;
}

const noRows: Side['rows'] = new Map();

function readResponse(found: Found, example: DocumentedExample): void {
  const body = example.response?.value.body;
  const type = responseRoot(found.page, example);
  if (!body || body.json === undefined || !type) return;
  readRoot(found, { side: 'response', body, rows: noRows }, type);
}

function readRequest(found: Found, example: DocumentedExample): void {
  const body = example.request?.value.body;
  if (!body || body.json === undefined) return;
  const root = requestRoot(found.page, example);
  if (!root) return;
  const side: Side = { side: 'request', body, rows: root.rows };
  if (root.type) readRoot(found, side, root.type);
  else if (isObject(body.json)) readObject(found, side, body.json, '', undefined, 0);
}

/** An object of the type, a list of them, or either below `value`. */
function readRoot(found: Found, side: Side, type: DocumentedType): void {
  const { json } = side.body;
  const wrapped = type.properties.has('value') ? undefined : member(json, 'value');
  const inside = wrapped !== undefined && (isArray(wrapped) || isObject(wrapped));
  const root = inside ? wrapped : json;
  const pointer = inside ? '/value' : '';
  if (isArray(root))
    for (const [i, item] of root.entries()) readItem(found, side, item, below(pointer, i), type);
  else if (root !== undefined) readItem(found, side, root, pointer, type);
}

function readItem(found: Found, side: Side, item: Json, pointer: string, type: DocumentedType): void {
  if (isObject(item)) readObject(found, side, item, pointer, type, 0);
}

function readObject(
  found: Found,
  side: Side,
  object: JsonObject,
  pointer: string,
  declared: DocumentedType | undefined,
  depth: number,
): void {
  const type = actualType(found.page, object, declared);
  if (type === 'unknown' || depth > deepest) return;
  const rows = depth === 0 ? side.rows : noRows;
  found.objects.push({ page: found.page, ...side, rows, object, pointer, type });
  for (const [name, value] of Object.entries(object)) {
    if (name.includes('@')) continue;
    const row = rows.get(name);
    const property = type?.properties.get(name);
    const at = below(pointer, name);
    const says = declaredTypes(found.page, row, property);
    for (const { type: reference, place } of says.slice(0, 1)) {
      const others = says.slice(1).map((other) => other.type);
      const shown = { page: found.page, side: side.side, body: side.body, name, value, pointer: at };
      found.values.push({ ...shown, type: reference, others, declaredAt: place, row, property });
      readBelow(found, side, value, at, reference, depth + 1);
    }
  }
}

function readBelow(
  found: Found,
  side: Side,
  value: Json,
  pointer: string,
  reference: TypeReference,
  depth: number,
): void {
  const type = found.page.set.types.get(reference.name ?? '');
  if (!type) return;
  if (isObject(value)) readObject(found, side, value, pointer, type, depth);
  else if (isArray(value))
    for (const [i, item] of value.entries())
      if (isObject(item)) readObject(found, side, item, below(pointer, i), type, depth);
}

/** What `@odata.type` says, if a page describes that type; `unknown` where it names one that none describes. */
function actualType(
  page: DocumentedPage,
  object: JsonObject,
  declared: DocumentedType | undefined,
): DocumentedType | undefined | 'unknown' {
  const named = stringMember(object, '@odata.type');
  if (named === undefined) return declared;
  const known = page.set.types.get(named.replace(/^#/, '').trim());
  return known ?? 'unknown';
}

/** What tables say of a property: the request table of the page itself first. Types that no table states are none. */
function declaredTypes(
  page: DocumentedPage,
  row: FactAbout<'body-property'> | undefined,
  property: ShownValue['property'],
): { type: TypeReference; place: Place }[] {
  const found: { type: TypeReference; place: Place }[] = [];
  if (row?.value.type)
    found.push({ type: page.set.typeOf(row.value.type, page), place: row.value.typeAt ?? row.at });
  const typed = property?.rows.find(({ value }) => value.type !== undefined);
  if (property && typed) found.push({ type: property.property.type, place: typed.value.typeAt ?? typed.at });
  return found;
}
