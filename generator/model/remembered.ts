/**
 * A pure function of a text that is asked for the same texts again and again: answers are kept, and all let go when there
 * are too many.
 */
export function remembered<T>(make: (text: string) => T, most = 50_000): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.value;
    if (known.size >= most) known.clear();
    const value = make(text);
    known.set(text, { value });
    return value;
  };
}
