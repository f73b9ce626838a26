/** `/users/{userId}`: one of many; `/users`, `/me/photo` and calls are not. */
export function pathEndsWithKey(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /^\{[^{}]*\}$/.test(last) || /\(\{[^{}]*\}\)$/.test(last);
}

/** `/users/{userId}` is a member of `/users`. */
export function isMemberOf(path: string, collection: string): boolean {
  return (
    path.startsWith(`${collection}/{`) &&
    !path.slice(collection.length + 1).includes('/') &&
    pathEndsWithKey(path)
  );
}

/** `/communications/presences` beside `/me/presence`. */
export function isPluralOf(path: string, single: string): boolean {
  return path.slice(path.lastIndexOf('/')) === `${single.slice(single.lastIndexOf('/'))}s`;
}
