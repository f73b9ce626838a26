import type { JsonObject } from '../../generator/model/json.ts';
import type { Refusal } from './errors.ts';

/** What is made of an entity once, because entities are never changed in place. */
interface Made {
  readonly entity: JsonObject;
  readonly text: string;
  tag?: string;
}

/** Of the entities that were read: they may be read again. */
const kept = new WeakMap<JsonObject, Made>();

/** Of the entity that was asked for last: a write needs text and tag for its answer, and then perhaps never again. */
let last: Made | undefined;

function madeOf(entity: JsonObject): Made {
  if (last?.entity !== entity) last = kept.get(entity) ?? { entity, text: JSON.stringify(entity) };
  return last;
}

/** Says that an entity is read: what is made of it is kept with it. */
export function keepMade(entity: JsonObject): void {
  if (!kept.has(entity)) kept.set(entity, madeOf(entity));
}

/** The JSON text of a stored entity. */
export function entityText(entity: JsonObject): string {
  return madeOf(entity).text;
}

/**
 * The entity tag: made of the content, so that the same state has the same tags after a restart. Weak, as OData services
 * give them: it stands for the entity, whatever part of it or in whatever form it is shown.
 */
export function etagOf(entity: JsonObject): string {
  const made = madeOf(entity);
  made.tag ??= `W/"${digest(made.text)}"`;
  return made.tag;
}

/** cyrb53, a 53-bit hash: tags tell versions apart, they keep no secrets. */
function digest(text: string): string {
  let a = 0xdeadbeef | 0;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return written(2097151 & b, a);
}

const digits = Uint8Array.from('0123456789abcdefghijklmnopqrstuv', (digit) => digit.charCodeAt(0));

/** 21 and 32 bits, five a letter. `toString(32)` writes the same in ten times the time, and every write waits for it. */
function written(high: number, low: number): string {
  const digit = (from: number, place: number) => digits[(from >>> place) & 31] ?? 0;
  return String.fromCharCode(
    digit(high, 20),
    digit(high, 15),
    digit(high, 10),
    digit(high, 5),
    digit(high, 0),
    digit(low, 30),
    digit(low, 25),
    digit(low, 20),
    digit(low, 15),
    digit(low, 10),
    digit(low, 5),
    digit(low, 0),
  );
}

/** Whether a list of tags names an entity: `*` any that exists. Compared weakly, as OData does with `If-Match`. */
function names(field: string, entity: JsonObject | undefined): boolean {
  if (!entity) return false;
  if (field.trim() === '*') return true;
  const tag = opaque(etagOf(entity));
  return (field.match(/(?:W\/)?"[^"]*"|[^\s,"]+/g) ?? []).some((one) => opaque(one) === tag);
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '').replace(/^"|"$/g, '');
}

/** What a condition of the request says of what is there (RFC 9110, 13.2): to be asked when all else is in order. */
export function precondition(
  fields: ReadonlyMap<string, string>,
  method: string,
  entity: JsonObject | undefined,
): Refusal | 'not-modified' | undefined {
  const match = fields.get('if-match');
  if (match !== undefined && !names(match, entity))
    return { status: 412, message: 'The resource is not in the version that If-Match names.' };
  const none = fields.get('if-none-match');
  if (none === undefined || !names(none, entity)) return undefined;
  return method === 'get' || method === 'head'
    ? 'not-modified'
    : { status: 412, message: 'The resource exists in a version that If-None-Match excludes.' };
}
