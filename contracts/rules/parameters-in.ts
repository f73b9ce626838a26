import type { Operation, Parameter } from '../../generator/openapi/api.ts';

type Within = 'path' | 'query' | 'header' | 'cookie';

const known = new WeakMap<Operation, Partial<Record<Within, readonly Parameter[]>>>();

/** The parameters of one kind that an operation declares. Remembered: of an operation there may be thousands of requests. */
export function parametersIn(operation: Operation, within: Within): readonly Parameter[] {
  const found = known.get(operation) ?? {};
  const parameters = found[within] ?? operation.parameters.filter((one) => one.in === within && !one.ignored);
  if (found[within]) return parameters;
  known.set(operation, { ...found, [within]: parameters });
  return parameters;
}
