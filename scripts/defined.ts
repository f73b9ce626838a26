type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that have a value, for options that must not be `undefined`. */
export function defined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // `fromEntries` forgets which value belongs to which key; nothing but the undefined ones was taken out.
  return Object.fromEntries(entries) as Defined<T>;
}
