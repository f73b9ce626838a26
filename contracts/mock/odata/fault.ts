/** What is wrong with a query: raised while it is read, caught where it was asked to be read, answered with 400. */
export class QueryFault extends Error {
  /** Counted from 1 within the option's value; undefined where the whole of it is meant. */
  readonly column: number | undefined;

  constructor(message: string, at?: number) {
    super(at === undefined ? message : `${message}, at column ${at + 1}`);
    this.column = at === undefined ? undefined : at + 1;
  }
}

/** The first fault that reading meets, or what it gives. */
export function readOrFault<T>(read: () => T): { readonly value: T } | { readonly fault: QueryFault } {
  try {
    return { value: read() };
  } catch (fault) {
    if (fault instanceof QueryFault) return { fault };
    throw fault;
  }
}
