import type { Json } from '../../generator/model/json.ts';

/** What generated code says of an operation (`…Operation` in `types/`): gives a handler its types. */
export interface OperationTypes {
  readonly path?: unknown;
  readonly body?: unknown;
  readonly result?: unknown;
}

type Of<T, Key extends keyof OperationTypes, Otherwise> = T extends { readonly [K in Key]: infer Found }
  ? Found
  : Otherwise;

/** A request that the spec allows, as a handler of a test sees it. */
export interface HandlerRequest<T extends OperationTypes = OperationTypes> {
  readonly operationId: string;
  /** The values of the path's parameters. */
  readonly path: Of<T, 'path', Readonly<Record<string, string>>>;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Of<T, 'body', Json | undefined>;
  /** The mock's moment, ISO 8601 in UTC. */
  readonly now: string;
  /** The mock's own answer. What the request asks for is done when it is asked for, once. */
  next(): HandlerAnswer<T>;
}

/** An answer of a test’s own; what is left out is as the spec documents it. */
export interface HandlerAnswer<T extends OperationTypes = OperationTypes> {
  /** Default: the documented success. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Of<T, 'result', Json | undefined>;
}

/** Answers in the mock's place; `undefined`: the mock answers. */
export type Handler<T extends OperationTypes = OperationTypes> = (
  request: HandlerRequest<T>,
) => HandlerAnswer<T> | undefined;

/** By operation id. */
export type Handlers = Readonly<Record<string, Handler>>;

/** An operation by its id, or as the function that was generated for it. */
export type OperationName = string | { readonly descriptor: { readonly id: string } };

export function operationName(name: OperationName): string {
  return typeof name === 'string' ? name : name.descriptor.id;
}
