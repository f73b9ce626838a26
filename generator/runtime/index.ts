export {
  type Auth,
  type Connection,
  type ConnectionSettings,
  connect,
  type Fetch,
  type TokenRequest,
} from './connection.ts';
export type { CallInput, CallOptions, Descriptor, RawBody } from './descriptor.ts';
export { ApiError } from './error.ts';
export { type Operation, operation } from './operation.ts';
export type { RequestSettings } from './request.ts';
export type { Status3XX, Status4XX, Status5XX } from './status.ts';
export * as validation from './validation.ts';
