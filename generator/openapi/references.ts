import { isObject, type Json, type JsonObject, stringMember } from '../model/json.ts';
import { valueAt } from '../model/pointer.ts';

/** A node of a document after its `$ref`s: where it really stands, and its value. */
export interface Node {
  readonly pointer: string;
  readonly value: JsonObject;
}

/** Follows `$ref`s to a node; the siblings of a reference (summary, description) are left aside. */
export function followed(root: Json, value: Json | undefined, pointer: string): Node | undefined {
  let here = { pointer, value };
  for (let hops = 0; hops < 100 && isObject(here.value); hops++) {
    const reference = stringMember(here.value, '$ref');
    if (reference === undefined) return { pointer: here.pointer, value: here.value };
    if (!reference.startsWith('#')) return undefined;
    const target = fragmentPointer(reference);
    here = { pointer: target, value: valueAt(root, target) };
  }
  return undefined;
}

/** `#/a%20b` → `/a b`: a fragment is percent-encoded (RFC 6901, section 6); a wrong encoding is read as it stands. */
export function fragmentPointer(reference: string): string {
  const fragment = reference.slice(1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
