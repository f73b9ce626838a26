import type { Api, Header, MediaType, Operation, Parameter, Response } from '../../generator/openapi/api.ts';
import type { Direction } from '../../generator/openapi/direction.ts';
import type { Matched } from './matched.ts';
import type { SchemaPair } from './schema-pair.ts';
import type { Sender } from './view.ts';

/** The pairs that checks look at, by the name that a check gives under `of`. */
export interface Subjects {
  readonly document: DocumentPair;
  readonly operation: OperationPair;
  readonly parameter: ParameterPair;
  readonly content: ContentPair;
  readonly header: HeaderPair;
  readonly schema: SchemaPair;
}

export interface DocumentPair {
  readonly base: Api;
  readonly head: Api;
  readonly operations: Matched<Operation>;
  /** Of the webhooks: each operation is named by its webhook. */
  readonly webhooks: Matched<Operation>;
}

export interface OperationPair {
  readonly base: Operation;
  readonly head: Operation;
  readonly baseApi: Api;
  readonly headApi: Api;
  /** Who sends the requests. */
  readonly sender: Sender;
  readonly parameters: Matched<Parameter>;
  readonly responses: Matched<Response>;
  readonly callbacks: Matched<Operation>;
}

export interface ParameterPair {
  readonly base: Parameter;
  readonly head: Parameter;
  readonly baseApi: Api;
  readonly headApi: Api;
  readonly sender: Sender;
}

/** The media types of a request body or of a response. */
export interface ContentPair {
  readonly base: readonly MediaType[];
  readonly head: readonly MediaType[];
  readonly baseApi: Api;
  readonly headApi: Api;
  /** Where they stand. */
  readonly baseAt: string;
  readonly headAt: string;
  readonly sender: Sender;
  readonly of: Direction;
  readonly types: Matched<MediaType>;
}

/** The headers of a response with one name; one of them may be missing. */
export interface HeaderPair {
  readonly baseApi: Api;
  readonly headApi: Api;
  readonly base: Header | undefined;
  readonly head: Header | undefined;
  /** Of the responses. */
  readonly baseAt: string;
  readonly headAt: string;
  readonly sender: Sender;
}
