import { createRequire } from 'node:module';
import type { transformSchemaObject as transform } from 'openapi-typescript';

/**
 * openapi-typescript's transform and the TypeScript that it builds its syntax with. Required, not imported: Node reads
 * a CommonJS package of this size twice when it is imported, once to find its names; and of openapi-typescript only
 * what makes a type of a schema, because the rest brings a validator and a bundler along.
 */
const require = createRequire(import.meta.url);

export const ts: typeof import('typescript') = require('typescript');

const schemaObject: {
  readonly default: typeof transform;
} = require('openapi-typescript/dist/transform/schema-object.cjs');
export const transformSchemaObject = schemaObject.default;
