export {
  type AnySchemes,
  type AnyVariables,
  type BasicAuth,
  type Connection,
  type ConnectionSettings,
  type Credentials,
  type CredentialsRequest,
  connect,
  type Fetch,
  type HttpAuth,
  type KeyAuth,
  type TokenAuth,
} from './connection.ts';
export type {
  Api,
  CallInput,
  CallOptions,
  Descriptor,
  More,
  RawBody,
  Security,
  SecurityScheme,
} from './descriptor.ts';
export { ApiError } from './error.ts';
export { at, fluent, type Tree } from './fluent.ts';
export { type Operation, operation } from './operation.ts';
export type { RequestSettings } from './request.ts';
export type { Status3XX, Status4XX, Status5XX } from './status.ts';
export type { Style } from './style.ts';
export type { ErrorOf, InputArgs, InputOf, OptionsOf, ResultOf } from './types.ts';
