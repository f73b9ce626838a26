import type { Operation } from '../../generator/openapi/api.ts';

/** What follows from an operation alone is worked out once: a mock asks the same few with every request. */
export function rememberedByOperation<T>(make: (operation: Operation) => T): (operation: Operation) => T {
  const known = new WeakMap<Operation, { readonly value: T }>();
  return (operation) => {
    const before = known.get(operation);
    if (before) return before.value;
    const value = make(operation);
    known.set(operation, { value });
    return value;
  };
}
