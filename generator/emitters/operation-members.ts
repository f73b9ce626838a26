import { stringLiteral } from '../model/printers/literal.ts';
import type { OperationNames } from './names.ts';

/**
 * Where the types emitter puts the types of an operation: one interface `types/<slice>.ts` → `CertUpdate`, seen here
 * through `import type * as types`.
 */
export function memberType(names: OperationNames, member: 'body' | 'result'): string {
  return `types.${names.type}[${stringLiteral(member)}]`;
}

export function parametersType(names: OperationNames, places: readonly string[]): string {
  return `Pick<types.${names.type}, ${places.map(stringLiteral).join(' | ')}>`;
}

/** The body of an error: `status` is `404`, `4XX` or `default`. */
export function errorType(names: OperationNames, status: string): string {
  return `types.${names.type}['errors'][${/^\d+$/.test(status) ? status : stringLiteral(status)}]`;
}
