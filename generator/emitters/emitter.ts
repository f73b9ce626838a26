import type { Result } from '../model/diagnostic.ts';
import type { Api } from '../openapi/api.ts';
import type { Names } from './names.ts';

/** One file of the output. */
export interface EmittedFile {
  /** Relative to the output folder, `/`-separated. */
  readonly path: string;
  readonly content: string;
  /** A file that people take over by changing it: from then on it is theirs and is left as it stands. */
  readonly yields?: boolean;
}

/**
 * Whether an `enum` of texts is all there will ever be. `closed`: a union of its values. `open`: any other text is let
 * through, with the known ones offered. `documented`: open where the document says so (`x-ms-enum.modelAsString`,
 * `x-extensible-enum`), else closed.
 */
export type EnumPolicy = 'closed' | 'open' | 'documented';

/** Whose contracts are written, and where to (`generate.pact`). */
export interface PactNames {
  /** Default: the provider's name with `-consumer`. */
  readonly consumer?: string;
  /** Default: the document's title. */
  readonly provider?: string;
  /** The folder for pact files, relative to where the tests run. Default: `pacts`. */
  readonly dir?: string;
}

/** What every emitter is told beside the document. */
export interface EmitterOptions {
  /** What everything is called and in which file it lies; the same for all emitters of one run. */
  readonly names: Names;
  /** The extension that imports of generated files carry. */
  readonly importExtension: string;
  /** The module specifier of the runtime, as seen from a generated file. */
  readonly runtimeFrom: (file: string) => string;
  /** The lines that every file begins with. */
  readonly header: string;
  readonly enums: EnumPolicy;
  readonly pact: PactNames;
}

/**
 * One output. The file says everything of itself; `requires` names the emitters whose files its own import, so that a
 * combination that cannot work is refused before anything is written.
 */
export interface Emitter {
  readonly name: string;
  readonly summary: string;
  /** Whether it runs where nobody says which emitters to run. */
  readonly byDefault: boolean;
  readonly requires?: readonly string[];
  /** Loads what it works with when it is asked: what an emitter needs can take longer to load than to run. */
  emit(api: Api, options: EmitterOptions): Promise<Result<readonly EmittedFile[]>>;
}

export function defineEmitter(emitter: Emitter): Emitter {
  return emitter;
}

/** The module specifier that leads from one generated file to another. */
export function importPath(from: string, to: string, extension: string): string {
  const depth = from.split('/').length - 1;
  const stem = to.replace(/\.ts$/, '');
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  if (folder !== '' && stem.startsWith(folder)) return `./${stem.slice(folder.length)}${extension}`;
  return `${depth === 0 ? './' : '../'.repeat(depth)}${stem}${extension}`;
}

/** What keeps compilers from looking at a file. */
export const uncheckedMark = '// @ts-nocheck: it was made to type-check; types/ and schemas/ are checked.';

/**
 * The head of a file that calls and implements, beside types. It is made to type-check, and tests hold it to that; a
 * compiler that checks it again at every build spends as much time on it as on all types, and finds what only its own
 * flags say. Types, and what asks for the platform's, stay checked.
 */
export function uncheckedHeader(header: string): string {
  return `${header}\n${uncheckedMark}`;
}
