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

/**
 * Helpers of the library are replaced by what they come to here, where a reference is always `#/TypeName`, nobody asks
 * for the path of a schema (it takes these texts apart and puts them together again, twice a property), and comments
 * are ours. The version is pinned, and the types of every test would fall apart if it no longer looked here.
 */
const paths: {
  createRef(parts: readonly unknown[]): string;
} = require('openapi-typescript/dist/lib/utils.cjs');
paths.createRef = () => '';

const nodes: {
  oapiRef(reference: string): import('typescript').TypeNode;
  addJSDocComment(): void;
} = require('openapi-typescript/dist/lib/ts.cjs');
nodes.oapiRef = (reference) => {
  const name = reference.slice('#/'.length);
  named.add(name);
  return ts.factory.createTypeReferenceNode(name);
};

nodes.addJSDocComment = () => undefined;

let named = new Set<string>();

/** A type, and what it names is added to `names`. */
export function typeOfSchema(
  names: Set<string>,
  ...asked: Parameters<typeof transform>
): import('typescript').TypeNode {
  named = names;
  return schemaObject.default(...asked);
}
