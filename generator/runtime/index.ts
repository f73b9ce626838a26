export { apiKey } from './api-key.ts';
export {
  type AnySchemes,
  type BasicAuth,
  bearer,
  type Credentials,
  type CredentialsRequest,
  type HttpAuth,
  type KeyAuth,
  type TokenAuth,
} from './auth.ts';
export { type BatchOptions, batch, type Outcome, type Outcomes, type Part, part } from './batch.ts';
export {
  type AnyVariables,
  type Connection,
  type ConnectionSettings,
  connect,
  type HookContext,
} from './connection.ts';
export type { Api, CallInput, CallOptions, Descriptor, More, Security } from './descriptor.ts';
export type {
  BodyType,
  Draft,
  Fetch,
  Lists,
  RawBody,
  Scheme,
  Secret,
  Styles,
  Writer,
} from './draft.ts';
export { ApiError, type Failure, NetworkError, TimeoutError } from './error.ts';
export { at, connectionOf, fluent, type Tree } from './fluent.ts';
export { formBody } from './form-body.ts';
export { basic, http } from './http.ts';
export * as mock from './mock.ts';
export { multipartBody } from './multipart-body.ts';
export { type Answer, type Operation, operation } from './operation.ts';
export type { OtherText } from './other-text.ts';
export { type ItemOf, type Page, Paged, type PagingOptions, paged } from './paging.ts';
export { afterLast, cursor, links, type Next, PagingError, type PagingStyle } from './paging-styles.ts';
export type { RequestSettings } from './request.ts';
export type { RetrySettings } from './retry.ts';
export type { Status3XX, Status4XX, Status5XX } from './status.ts';
export { type Style, styled } from './styled.ts';
export type { ErrorOf, InputArgs, InputOf, OptionsOf, ResultOf } from './types.ts';
export * as validation from './validation.ts';
