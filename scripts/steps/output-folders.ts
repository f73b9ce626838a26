import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Host } from '../host/host.ts';

const overlapping = defineProblem<{ first: string; second: string; out: string; within: boolean }>({
  code: 'config/overlapping-output',
  severity: 'error',
  summary: 'Two APIs would write their code into one folder.',
  message: (p) =>
    p.within
      ? `the code of ${p.second} would go to ${p.out}, within the folder of ${p.first}`
      : `the code of ${p.second} would go to ${p.out}, like that of ${p.first}`,
  help: 'Give each API a folder of its own: "generate": { "out": … } below "apis".',
});

/** An API and the folder that its code goes to, relative to the working folder. */
export interface OutputFolder {
  readonly api: string;
  readonly out: string;
}

/** Folders that are the same or lie in each other: each API's files would be left over, or in the way, for the other. */
export function overlaps(folders: readonly OutputFolder[], host: Host): Diagnostic[] {
  // Letter case does not count on every system, and the configuration is for all of them.
  const real = folders.map((folder) => ({
    ...folder,
    path: `${host.files.absolute(folder.out).toLowerCase().replaceAll('\\', '/').replace(/\/$/, '')}/`,
  }));
  return real.flatMap((one, i) =>
    real.slice(i + 1).flatMap((other) => {
      const [outer, inner] = one.path.length > other.path.length ? [other, one] : [one, other];
      if (!inner.path.startsWith(outer.path)) return [];
      const params = {
        first: outer.api,
        second: inner.api,
        out: inner.out,
        within: inner.path !== outer.path,
      };
      return [overlapping.at(startOf('docpact.config.ts'), params)];
    }),
  );
}
