import { stringLiteral } from './literal.ts';

/** A key of an object literal or a type: bare where that is safe, else a string literal, `['__proto__']` computed. */
export function propertyKey(key: string): string {
  // `{ '__proto__': x }` sets the prototype; a computed key makes a member (ECMA-262, B.3.1).
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringLiteral(key);
}
