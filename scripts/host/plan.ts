import { createTwoFilesPatch } from 'diff';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import { terminalText } from '../../generator/model/printers/terminal.ts';
import type { PlannedFile } from './files.ts';
import type { Host } from './host.ts';

const drift = defineProblem<{ file: string; missing: boolean; repair: string }>({
  code: 'generate/drift',
  severity: 'error',
  summary: 'A generated file is not what its input makes now.',
  message: (p) => (p.missing ? `${p.file} is missing` : `${p.file} is not up to date`),
  help: (p) => `Run: ${p.repair}`,
});

export interface PlanOptions {
  /** Write nothing; what would change is a finding, with a unified diff. */
  readonly check: boolean;
  /** The command that mends the drift, for the finding. */
  readonly repair: string;
}

export interface PlanOutcome {
  /** Paths that were written, or would be. */
  readonly changed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Nothing could be written. */
  readonly refused: boolean;
  /** The unified diff of a check; empty otherwise. */
  readonly text: string;
}

/** Writes all files of a plan or none; with `check`, says what would change. */
export async function applyPlan(
  host: Host,
  plan: readonly PlannedFile[],
  options: PlanOptions,
): Promise<PlanOutcome> {
  if (options.check) return compare(host, plan, options.repair);
  const written = await host.files.write(plan);
  if ('fault' in written) return { changed: [], diagnostics: [written.fault], refused: true, text: '' };
  return { changed: written.changed, diagnostics: [], refused: false, text: '' };
}

async function compare(host: Host, plan: readonly PlannedFile[], repair: string): Promise<PlanOutcome> {
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const patches: string[] = [];
  for (const { path, content } of plan) {
    const present = lineEndsAs(content, await host.files.readTextIfThere(path));
    if (present === content) continue;
    const file = host.files.shown(path);
    changed.push(file);
    const patch = createTwoFilesPatch(file, file, present ?? '', content, 'as it is', 'as it should be', {
      context: 3,
    });
    // What stands in the files is foreign text, and this goes to terminals.
    patches.push(patch.replace(/[^\n\t]+/g, terminalText));
    const at = { ...startOf(file), line: firstDifference(present ?? '', content) };
    diagnostics.push(drift.at(at, { file, missing: present === undefined, repair }));
  }
  return { changed, diagnostics, refused: false, text: patches.join('') };
}

/** A checkout may have turned the line ends of what was committed (`core.autocrlf`): that is no drift. */
function lineEndsAs(wanted: string, present: string | undefined): string | undefined {
  return wanted.includes('\r\n') ? present : present?.replaceAll('\r\n', '\n');
}

/** The 1-based line at which two texts part. */
function firstDifference(present: string, wanted: string): number {
  const lines = wanted.split('\n');
  const index = present.split('\n').findIndex((line, i) => line !== lines[i]);
  return index === -1 ? 1 : index + 1;
}
