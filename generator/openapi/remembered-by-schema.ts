import type { Api, Schema } from './api.ts';

/**
 * What follows from a schema alone is worked out once a spec: a mock asks the same few schemas with every request, and
 * following references costs more than all the rest of an answer.
 */
export function rememberedBySchema<T>(
  make: (api: Api, schema: Schema) => T,
): (api: Api, schema: Schema) => T {
  const known = new WeakMap<Api, Map<string, { readonly value: T }>>();
  return (api, schema) => {
    let made = known.get(api);
    if (!made) {
      made = new Map();
      known.set(api, made);
    }
    const before = made.get(schema.pointer);
    if (before) return before.value;
    const value = make(api, schema);
    made.set(schema.pointer, { value });
    return value;
  };
}
