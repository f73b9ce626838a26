import type { Fault, MockOptions, Snapshot } from '../../contracts/mock/index.ts';
import { readFaults } from '../../contracts/mock/read-faults.ts';
import { readSeed } from '../../contracts/mock/read-seed.ts';
import { readState } from '../../contracts/mock/read-state.ts';
import type { Diagnostic, Result } from '../../generator/model/diagnostic.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { Files } from '../host/files.ts';
import type { Host } from '../host/host.ts';

/** The files that a mock starts from. */
export interface MockFiles {
  readonly seed: string | undefined;
  readonly faults: string | undefined;
  /** Where the state is kept; it need not be there. */
  readonly persist: string | undefined;
}

export interface MockInputs {
  readonly options: Pick<MockOptions, 'seed' | 'faults'>;
  readonly state: Snapshot | undefined;
}

type Reader<T> = (bytes: Uint8Array, file: string, api: Api) => Result<T | undefined>;

/** Reads them all; undefined when one of them cannot be used. */
export async function readMockInputs(
  { seed, faults, persist }: MockFiles,
  api: Api,
  host: Host,
): Promise<Result<MockInputs | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const readIn = async <T>(files: Files, file: string | undefined, reader: Reader<T>) => {
    if (file === undefined) return undefined;
    const read = await files.read(file);
    if ('fault' in read) {
      diagnostics.push(read.fault);
      return undefined;
    }
    const result = reader(read.bytes, files.shown(file), api);
    diagnostics.push(...result.diagnostics);
    return result.value;
  };
  const rows = await readIn(host.files, seed, readSeed);
  const wrong = await readIn<readonly Fault[]>(host.files, faults, readFaults);
  // Read apart: to the host a file that was read is input, which nobody may write over, and this one is both.
  const there = persist !== undefined && (await host.files.kind(persist)) !== 'none';
  const state = there ? await readIn(new Files(host.cwd), persist, readState) : undefined;
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return {
    value: { options: { ...(rows ? { seed: rows } : {}), ...(wrong ? { faults: wrong } : {}) }, state },
    diagnostics,
  };
}
