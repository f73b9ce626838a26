import type { CallOptions } from './descriptor.ts';
import type { ApiError } from './error.ts';
import type { Status3XX, Status4XX, Status5XX } from './status.ts';

/**
 * What follows from an operation's types `T`, an interface with the members path, query, headers, cookies, body,
 * result and errors. Everything is written so that the compiler looks into `T` only where a call makes it: mapped
 * types and indexed accesses wait, conditional types do not.
 */

/** The options argument of a fluent method. */
export type OptionsOf<T> = CallOptions & Members<T, 'query' | 'headers' | 'cookies'>;

/** The whole input in one object. */
export type InputOf<T> = CallOptions & Members<T, 'path' | 'query' | 'headers' | 'cookies' | 'body'>;

/** The input as an argument, which may be left out where nothing of it is required. */
export type InputArgs<T> =
  Record<never, never> extends InputOf<T> ? [input?: InputOf<T>] : [input: InputOf<T>];

/** The body of the success. */
export type ResultOf<T> = T['result' & keyof T];

/** The documented errors: a union that `status` tells apart. */
export type ErrorOf<T> = ErrorsOf<T['errors' & keyof T]>;

type Members<T, Names> = { [Name in keyof T as Name extends Names ? Name : never]: T[Name] };

type ErrorsOf<Bodies> = {
  [Key in keyof Bodies]: ApiError<StatusOf<Key, keyof Bodies>, Bodies[Key]>;
}[keyof Bodies];

/** A range stands for the statuses that are not described by themselves; `default` may be any. */
type StatusOf<Key, Keys> = Key extends number
  ? Key
  : Key extends '3XX'
    ? Exclude<Status3XX, Keys>
    : Key extends '4XX'
      ? Exclude<Status4XX, Keys>
      : Key extends '5XX'
        ? Exclude<Status5XX, Keys>
        : number;
