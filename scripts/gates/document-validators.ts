import { createRequire } from 'node:module';
import { documentCompiler } from '../../generator/openapi/document-compiler.ts';

const require = createRequire(import.meta.url);

/**
 * `generator/openapi/document-validators.ts` as JavaScript, with the functions that ajv compiles OpenAPI's schema to. To compile
 * it takes a third of a short import; so the build does it, and what is run from its sources compiles by itself.
 */
export function validatorsText(): string {
  const {
    default: standalone,
  }: typeof import('ajv/dist/standalone/index.js') = require('ajv/dist/standalone');
  const { ajv, references } = documentCompiler({ source: true, esm: true });
  const { document, paths, components } = references;
  const code = standalone(ajv, { ofDocument: document, ofPaths: paths, ofComponents: components });
  return `${code}
export const validDocument = () => ofDocument;
export const validPaths = () => ofPaths;
export const validComponents = () => ofComponents;
`;
}
