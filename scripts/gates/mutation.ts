/**
 * Mutation testing: `npm run test:mutation [-- name…]` puts small faults into the functions on which most depends, runs the
 * tests beside them for each, and says which faults no test saw. `docs/mutation.md` says why they may stay.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, startVitest, type TestSpecification } from 'vitest/node';
import { compareText } from '../../generator/model/diagnostic.ts';
import { type Mutant, withMutants } from './mutants.ts';
import type { Told } from './mutation-runner.ts';
import { type MutationTarget, mutationTargets } from './mutation-targets.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What is remembered of a run without a mutant would hide it. */
const memory = join(root, 'generator/model/remembered.ts');
const forgetful = 'export const remembered = (make) => make;';

/** Test files in the order in which a target names them, those with random values last: they are the slow ones. */
function inOrderOf(tests: readonly string[]) {
  const beginnings = tests.map((pattern) => join(root, pattern.replace(/[*{].*$/s, '')));
  const placeOf = ({ moduleId }: TestSpecification) =>
    beginnings.findIndex((beginning) => moduleId.startsWith(beginning)) +
    (moduleId.includes('.property.') ? beginnings.length : 0);
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return [...files].sort((a, b) => placeOf(a) - placeOf(b) || compareText(a.moduleId, b.moduleId));
    }
  };
}

/** The mutants of a target, those that no test killed, and to how many tests each was shown. */
async function survivors(target: MutationTarget): Promise<{
  all: readonly Mutant[];
  left: readonly Mutant[];
  shown: ReadonlyMap<number, number>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'docpact-mutation-'));
  const said = join(folder, 'told.jsonl');
  const mutants: Mutant[] = [];
  const sources = new Map<string, string>();
  for (const file of target.files) {
    const made = withMutants(
      file,
      readFileSync(join(root, file), 'utf8'),
      mutants.length,
      target.strings ?? false,
    );
    mutants.push(...made.mutants);
    sources.set(join(root, file), made.text);
  }
  process.env['DOCPACT_MUTATION'] = said;
  process.env['DOCPACT_RUNS'] ??= '60';
  const instrument = {
    name: 'docpact-mutants',
    enforce: 'pre' as const,
    transform: (_: string, id: string) => (id === memory ? forgetful : sources.get(id)),
  };
  const config = {
    root,
    config: false as const,
    watch: false,
    include: [...target.tests],
    runner: join(root, 'scripts/gates/mutation-runner.ts'),
    setupFiles: [join(root, 'scripts/gates/property-runs.ts')],
    pool: 'forks' as const,
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: inOrderOf(target.tests) },
    testTimeout: 3_600_000,
    reporters: process.env['DOCPACT_MUTATION_SHOW'] === undefined ? [{}] : ['default'],
  };
  const vitest = await startVitest('test', [], config, { plugins: [instrument] });
  for (const module of vitest.state.getTestModules()) {
    const failed = [...module.children.allTests('failed')].map((test) => ({
      name: test.fullName,
      errors: test.result().errors ?? [],
    }));
    for (const { name, errors } of [...failed, { name: '', errors: module.errors() }])
      for (const { message } of errors)
        process.stdout.write(`failed: ${module.relativeModuleId} ${name}: ${message}\n`);
  }
  await vitest.close();
  const told = readFileSync(said, 'utf8')
    .trim()
    .split('\n')
    .map((line): Told => JSON.parse(line));
  rmSync(folder, { recursive: true });
  const killed = new Set(told.filter(({ killedBy }) => killedBy !== undefined).map(({ mutant }) => mutant));
  const shown = new Map<number, number>();
  for (const { mutant } of told) shown.set(mutant, (shown.get(mutant) ?? 0) + 1);
  return { all: mutants, left: mutants.filter(({ id }) => !killed.has(id)), shown };
}

const wanted = process.argv.slice(2);
for (const target of mutationTargets) {
  if (wanted.length > 0 && !wanted.includes(target.name)) continue;
  const { all, left, shown } = await survivors(target);
  process.stdout.write(
    `${target.name}: ${all.length} mutants, ${all.length - left.length} killed, ${left.length} survived\n`,
  );
  for (const { id, file, line, where, was, becomes } of left)
    process.stdout.write(
      `  ${file}:${line} ${where}: ${short(was)} → ${short(becomes)} (${shown.get(id) ?? 0} tests)\n`,
    );
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}
