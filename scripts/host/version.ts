import { readFileSync } from 'node:fs';
import { stringMember } from '../../generator/model/json.ts';

/** The package's own version: from `package.json` above `scripts/` in a checkout, above `dist/scripts/` when built. */
export function packageVersion(): string {
  for (const above of ['../../package.json', '../../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(above, import.meta.url), 'utf8'));
      const version = stringMember(manifest, 'version');
      if (stringMember(manifest, 'name') === 'docpact' && version !== undefined) return version;
    } catch {
      // Not there: the other depth is tried.
    }
  }
  throw new Error('package.json of docpact not found');
}
