/** `/users/{userId}`: one of many; `/users`, `/me/photo` and calls are not. */
export function pathEndsWithKey(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /^\{[^{}]*\}$/.test(last) || /\(\{[^{}]*\}\)$/.test(last);
}
