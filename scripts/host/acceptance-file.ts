import { dirname, posix } from 'node:path';
import type { Result } from '../../generator/model/diagnostic.ts';
import { type Acceptance, acceptanceName } from '../acceptance.ts';
import { configFile } from './find-config.ts';
import type { Host } from './host.ts';

/**
 * Reads what is accepted: from the working folder or else from beside the configuration file; from nowhere but beside it
 * where `--config` names one. Neither a value nor diagnostics: there is no such file.
 */
export async function loadAcceptance(
  host: Host,
  config: string | undefined,
): Promise<Result<Acceptance | undefined>> {
  const path = await acceptancePath(host, config);
  if (path === undefined) return { value: undefined, diagnostics: [] };
  const read = await host.files.read(path);
  if ('fault' in read) return { value: undefined, diagnostics: [read.fault] };
  // Loaded here and not above: most calls have no such file.
  const { readAcceptance } = await import('../acceptance-shape.ts');
  return readAcceptance(read.bytes, host.files.shown(path), {
    today: () => host.today(),
    absolute: (file) => host.files.absolute(file),
  });
}

async function acceptancePath(host: Host, config: string | undefined): Promise<string | undefined> {
  const isThere = async (path: string) => (await host.files.kind(path)) !== 'none';
  if (config !== undefined) {
    const beside = posix.join(dirname(config), acceptanceName);
    return (await isThere(beside)) ? beside : undefined;
  }
  if (await isThere(acceptanceName)) return acceptanceName;
  const file = await configFile(host);
  if (file === undefined) return undefined;
  const beside = posix.join(dirname(file), acceptanceName);
  return (await isThere(beside)) ? beside : undefined;
}
