import type { Fact } from '../dialects/fact.ts';
import type { OperationKind, RequestBody, Response } from '../model/description.ts';
import type { MessageInput } from './message-input.ts';
import { MethodReturns } from './method-returns.ts';
import { kindOf } from './operation-names.ts';
import type { RowContext } from './properties.ts';
import { requestBodyOf } from './request-bodies.ts';
import { answersOf, plainKinds, responsesOf } from './responses.ts';
import type { TypeBases } from './type-bases.ts';

/** What an operation sends and answers, and what kind of operation that makes it. */
export interface Messages {
  readonly kind: OperationKind;
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly Response[];
}

export type OperationPages = Omit<MessageInput, 'kind' | 'bases' | 'methods' | 'contextOf'>;

/** Makes the messages of operations; holds what all of them are read with, made once. */
export class MessageReader {
  readonly #shared: Pick<MessageInput, 'bases' | 'methods' | 'contextOf'>;

  constructor(facts: readonly Fact[], bases: TypeBases, contextOf: (file: string) => RowContext) {
    this.#shared = { bases, methods: new MethodReturns(facts), contextOf };
  }

  of(operation: OperationPages): Messages {
    const { method, path, pages } = operation;
    const title = pages[0]?.title ?? '';
    const headers = pages[0]?.headers ?? [];
    const draft = answersOf(this.#input(operation, 'get'));
    const answered = draft.filter((response) => response.status < 300);
    const kind = kindOf({
      method,
      path,
      title,
      headers,
      statuses: answered.map((response) => response.status),
      collection: answered.some((response) => response.type?.collection),
    });
    const input = this.#input(operation, kind);
    const responses = responsesOf(plainKinds.has(kind) ? draft : answersOf(input), input);
    return { kind, responses, requestBody: requestBodyOf(input, responses) };
  }

  /** Member by member: this is made for each operation, and objects spread into one another leave the engine's fast paths. */
  #input(operation: OperationPages, kind: OperationKind): MessageInput {
    const { method, path, lines, pages, pairs, addressed, siblings } = operation;
    const { bases, methods, contextOf } = this.#shared;
    return { method, path, kind, lines, pages, pairs, addressed, siblings, bases, methods, contextOf };
  }
}
