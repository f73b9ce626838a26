import type { JsonObject } from '../../generator/model/json.ts';
import type { Refusal } from './errors.ts';

/** Entities are never changed in place, so the text of a version and its tag are made once. */
const texts = new WeakMap<JsonObject, string>();
const tags = new WeakMap<JsonObject, string>();

/** The JSON text of a stored entity. */
export function entityText(entity: JsonObject): string {
  let text = texts.get(entity);
  if (text === undefined) {
    text = JSON.stringify(entity);
    texts.set(entity, text);
  }
  return text;
}

/**
 * The entity tag: made of the content, so that the same state has the same tags after a restart. Weak, as OData services
 * give them: it stands for the entity, whatever part of it or in whatever form it is shown.
 */
export function etagOf(entity: JsonObject): string {
  let tag = tags.get(entity);
  if (tag === undefined) {
    tag = `W/"${digest(entityText(entity))}"`;
    tags.set(entity, tag);
  }
  return tag;
}

/** cyrb53, a 53-bit hash: tags tell versions apart, they keep no secrets. */
function digest(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
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
