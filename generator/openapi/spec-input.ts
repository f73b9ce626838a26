import type { Diagnostic } from '../model/diagnostic.ts';
import { placeText } from '../model/place.ts';
import type { Api } from './api.ts';
import { readOpenApi } from './read.ts';

/** An OpenAPI 3.0 or 3.1 document: as an object, as the text or bytes of a JSON or YAML file, or already read. */
export type Spec = Api | object | string | Uint8Array;

/** Thrown where a spec cannot be read or served. `diagnostics` say what is wrong and where, as the command line does. */
export class SpecRefused extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const lines = diagnostics.map(({ at, message }) => `${placeText(at)} ${message}`);
    super(`the spec cannot be read: ${lines.join('; ')}`);
    this.name = 'SpecRefused';
    this.diagnostics = diagnostics;
  }
}

/** Throws a `SpecRefused` when the spec cannot be read. */
export function readSpec(spec: Spec): Api {
  if (isApi(spec)) return spec;
  const bytes =
    spec instanceof Uint8Array
      ? spec
      : new TextEncoder().encode(typeof spec === 'string' ? spec : JSON.stringify(spec));
  const read = readOpenApi(bytes, 'openapi');
  if (!read.value) throw new SpecRefused(read.diagnostics);
  return read.value;
}

function isApi(spec: Spec): spec is Api {
  return typeof spec === 'object' && 'operationsAt' in spec;
}
