import type { Parameter } from '../../generator/openapi/api.ts';

/** `query parameter top`; names from documents are foreign, and reports print them as such. */
export function parameterName({ in: location, name }: Parameter): string {
  return `${location} parameter ${name}`;
}
