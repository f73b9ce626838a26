import type { ValidateFunction } from 'ajv/dist/2020.js';
import { once } from '../model/once.ts';
import { type DocumentCompiler, documentCompiler } from './document-compiler.ts';

// The built files hold what these functions compile (scripts/gates/document-validators.ts): it takes longer than to judge most
// documents.
const compiler = once(documentCompiler);

/** OpenAPI's own JSON Schema of 3.1 documents. */
export const validDocument = once(() => validatorOf('document'));

/** The same for the member `paths` alone. */
export const validPaths = once(() => validatorOf('paths'));

/** The same for the member `components` alone. */
export const validComponents = once(() => validatorOf('components'));

function validatorOf(name: keyof DocumentCompiler['references']): ValidateFunction {
  const { ajv, references } = compiler();
  const valid = ajv.getSchema(references[name]);
  if (!valid) throw new Error(`the schema of OpenAPI 3.1 has no ${name}`);
  return valid;
}
