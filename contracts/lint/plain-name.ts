import type { JsonObject } from '../../generator/model/json.ts';
import type { DocumentedType } from './documented.ts';

/** Whether a member is a property: no annotation, no directory or schema extension (`extension_…`, `contoso_courses`). */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name);
}

/** More members of one object than this are not looked for in the page: no example has them. */
export const mostMembers = 200;

/** Where others are derived from a type, an object that does not name its own may be one of those. */
export function mayBeDerived(type: DocumentedType, object: JsonObject): boolean {
  return type.derived.length > 0 && !Object.hasOwn(object, '@odata.type');
}
