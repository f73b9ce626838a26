import { isObject, type Json, member, stringMember } from '../model/json.ts';
import { pointer as at } from '../model/pointer.ts';
import { camelCase, UniqueNames } from '../model/printers/identifier.ts';
import type { Method } from './api.ts';
import { followed, type Node } from './references.ts';

const methods: readonly Method[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export const isMethod = (key: string): key is Method => (methods as readonly string[]).includes(key);

/** The path templates of a document, in its order. */
export function pathsOf(root: Json): readonly string[] {
  const table = member(root, 'paths');
  return isObject(table) ? Object.keys(table).filter((path) => path.startsWith('/')) : [];
}

export function pathItemOf(root: Json, path: string): Node | undefined {
  return followed(root, member(member(root, 'paths'), path), at('/paths', path));
}

/** `method path` → id. Written ids come first, so that a made one never takes the name of a written one. */
export function operationIds(root: Json): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const names = new UniqueNames();
  const unnamed: { key: string; wanted: string }[] = [];
  for (const path of pathsOf(root)) {
    const item = pathItemOf(root, path);
    for (const method of Object.keys(item?.value ?? {}).filter(isMethod)) {
      const key = `${method} ${path}`;
      const written = stringMember(member(item?.value, method), 'operationId');
      if (written) ids.set(key, names.take(written));
      else unnamed.push({ key, wanted: camelCase(key) });
    }
  }
  for (const { key, wanted } of unnamed) ids.set(key, names.take(wanted));
  return ids;
}

/** The paths that differ from one before them in nothing but the names of their parameters, with that one. */
export function repeatedPaths(paths: readonly string[]): readonly { path: string; first: string }[] {
  const firsts = new Map<string, string>();
  return paths.flatMap((path) => {
    const shape = path.replace(/\{[^{}]*\}/g, '{}');
    const first = firsts.get(shape);
    if (first === undefined) firsts.set(shape, path);
    return first === undefined ? [] : [{ path, first }];
  });
}
