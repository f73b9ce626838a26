import { defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { Outcome } from '../command.ts';
import type { Host } from '../host/host.ts';

const checked = defineProblem<Record<never, never>>({
  code: 'config/watch-check',
  severity: 'error',
  summary: 'A check is not watched.',
  message: () => '--watch writes what has changed, --check writes nothing: they exclude each other',
  help: 'Leave one of them out.',
});
const unwatchable = defineProblem<{ reason: string }>({
  code: 'config/unwatchable',
  severity: 'error',
  summary: 'A file or folder cannot be watched.',
  message: (p) => `not all that is read can be watched: ${p.reason}`,
});

/** Does something now and, after its outcome was shown, again whenever one of the paths was changed. */
export async function watchStep(
  paths: readonly string[],
  check: boolean,
  run: () => Promise<Outcome>,
  host: Host,
): Promise<Outcome> {
  if (check) return { diagnostics: [checked.at(startOf('docpact'), {})], refused: true };
  const { Watch } = await import('../host/watch.ts');
  let watch: InstanceType<typeof Watch>;
  try {
    watch = new Watch(paths.map((path) => host.files.absolute(path)));
  } catch (error) {
    // What is missing is told best by who reads it.
    const outcome = await run();
    if (outcome.refused === true) return outcome;
    const reason = error instanceof Error ? error.message : String(error);
    return { diagnostics: [unwatchable.at(startOf('docpact'), { reason })], refused: true };
  }
  const stopped = host.stopped().then(() => false);
  const round = async (): Promise<Outcome> => ({
    ...(await run()),
    again: async () => {
      host.err('watching for changes; Ctrl+C ends it');
      if (await Promise.race([watch.changed().then(() => true), stopped])) return round();
      watch.close();
      return undefined;
    },
  });
  return round();
}
