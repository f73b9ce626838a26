/**
 * What generated validators stand on. The functions that judge are ajv's code, made when the client was generated;
 * nothing is compiled at run time.
 */

/** One thing that is wrong with a value. */
export interface Fault {
  /** A JSON pointer within the value (RFC 6901); the empty text is the value itself. */
  readonly path: string;
  /** The keyword of JSON Schema that refuses it. */
  readonly keyword: string;
  readonly message: string;
}

/** A value that is what the schema says, with its type, or what is wrong with it. */
export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly Fault[] };

/** Judges values by a schema of the document. */
export interface Validator<T> {
  (value: unknown): Validation<T>;
  /** The same as a type guard. */
  is(value: unknown): value is T;
}

/** Judges a value; what it found wrong stands on the function until it is called again. */
export type Check = (value: unknown, path?: string) => boolean;

/** Makes a validator; generated code calls this with the type that goes with the schema. */
export function validator<T>(check: Check): Validator<T> {
  const validate = (value: unknown): Validation<T> => {
    // The check has judged every member that the type speaks of.
    if (check(value)) return { ok: true, value: value as T };
    return { ok: false, errors: (check as { errors?: readonly Fault[] | null }).errors ?? [] };
  };
  return Object.assign(validate, { is: (value: unknown): value is T => check(value) });
}

/** The validators of an operation's answers by their documented status. */
export type AnswerValidators = Readonly<Record<string | number, Validator<unknown>>>;

/** The validator for an answer's status: `404` before `4XX` before `default`; undefined: no JSON body is documented. */
export function forStatus<T extends AnswerValidators>(validators: T, status: number): T[keyof T] | undefined {
  const key = [`${status}`, `${Math.floor(status / 100)}XX`, 'default'].find((one) =>
    Object.hasOwn(validators, one),
  );
  return key === undefined ? undefined : (validators[key] as T[keyof T]);
}

/** Adds a fault to those that were found. */
export function fault(found: Fault[] | null, path: string, keyword: string, message: string): Fault[] {
  const faults = found ?? [];
  faults.push({ path, keyword, message });
  return faults;
}

/** Adds what another check found. */
export function gather(found: Fault[] | null, more: readonly Fault[]): Fault[] {
  const faults = found ?? [];
  for (const one of more) faults.push(one);
  return faults;
}

/** A member's name as a part of a JSON pointer. */
export function member(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The length of a text in characters, as JSON Schema counts them: a surrogate pair is one. */
export function characters(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    const isPair = (text.charCodeAt(i - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(i) & 0xfc00) === 0xdc00;
    if (isPair) count--;
  }
  return count;
}

/** Deep equality of JSON values. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(Reflect.get(a, key), Reflect.get(b, key)));
}

/** What a check has looked at, to be added to. */
export function copied<T>(looked: T): T {
  return typeof looked === 'object' ? { ...looked } : looked;
}
