/** JSON as data (RFC 8259). Objects are read-only: a document is made once and then looked at. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` that keeps the element type of read-only JSON arrays. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An own member of an object: `constructor` and `__proto__` are data here, never inherited things. */
export function member(object: Json | undefined, key: string): Json | undefined {
  if (!isObject(object) || !Object.hasOwn(object, key)) return undefined;
  return object[key];
}

export function stringMember(object: Json | undefined, key: string): string | undefined {
  const value = member(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** Own entries in document order. */
export function entries(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Sets an own member even when it is called `__proto__`. */
export function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  // Only this name means something else when it is assigned; defining is many times dearer.
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The value of a text; undefined for one that is no JSON. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Deep equality of JSON values; the order of object members does not matter (RFC 8259, section 4). What is missing equals
 * nothing but what is missing.
 */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}
