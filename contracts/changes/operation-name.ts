import type { Operation } from '../../generator/openapi/api.ts';

/** `GET /a/{b}`, as people and reports name an operation. */
export function operationName({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`;
}
