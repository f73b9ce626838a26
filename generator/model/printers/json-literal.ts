import { isArray, isObject, type Json } from '../json.ts';
import { stringLiteral } from './literal.ts';
import { propertyKey } from './property-key.ts';

/** A TypeScript expression for a JSON value, on one line. */
export function jsonLiteral(value: Json): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (isArray(value)) return `[${value.map(jsonLiteral).join(', ')}]`;
  if (!isObject(value)) return Object.is(value, -0) ? '-0' : String(value);
  const members = Object.entries(value).map(([key, item]) => `${propertyKey(key)}: ${jsonLiteral(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
