/**
 * Runs each test as it is, and once more for each mutant that it reached and that no test before has killed. Nothing is
 * imported anew in between: a mutant costs as much as the tests that see it.
 */
import { setMaxListeners } from 'node:events';
import { appendFileSync } from 'node:fs';
import { type RunnerTestCase, TestRunner } from 'vitest';
import { forgetName, switchName } from './mutants.ts';

/** What is told of a test and a mutant, a line of JSON each. */
export interface Told {
  readonly mutant: number;
  readonly killedBy?: string;
}

/** So many tests a mutant is shown: one that none of them kills is hardly killed by the next. */
const enough = 200;

/** So long a test is repeated for mutants that it does not kill, in milliseconds. */
const longest = 20_000;

/** A mutant that never ends is killed: this many times the time of the test, and two seconds. */
const patience = 20;

let active = -1;
let asked = 0;
let deadline = Number.POSITIVE_INFINITY;
const reached = new Set<number>();
const killed = new Set<number>();
const shown = new Map<number, number>();

Reflect.set(globalThis, switchName, (id: number): boolean => {
  if (active === -1) reached.add(id);
  else if (++asked % 1024 === 0 && performance.now() > deadline) throw new Error('the mutant does not end');
  return id === active;
});

const memories: Map<unknown, unknown>[] = [];
Reflect.set(globalThis, forgetName, (memory: Map<unknown, unknown>) => {
  memories.push(memory);
  return memory;
});

function tell(told: Told): void {
  appendFileSync(process.env['DOCPACT_MUTATION'] ?? '', `${JSON.stringify(told)}\n`);
}

async function passes(test: RunnerTestCase, mutant: number, time: number): Promise<boolean> {
  active = mutant;
  for (const memory of memories) memory.clear();
  deadline = performance.now() + time;
  try {
    await TestRunner.getTestFn(test)();
    return true;
  } catch {
    return false;
  } finally {
    active = -1;
  }
}

// biome-ignore lint/style/noDefaultExport: vitest imports a runner so.
export default class MutationRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    reached.clear();
    setMaxListeners(0, test.context.signal);
    const started = performance.now();
    await TestRunner.getTestFn(test)();
    const time = 2000 + patience * (performance.now() - started);
    const mutants = [...reached];
    let spent = 0;
    // A test that cannot be run twice tells nothing of mutants.
    if (mutants.length === 0 || !(await passes(test, -1, time))) return;
    for (const mutant of mutants) {
      const times = shown.get(mutant) ?? 0;
      if (killed.has(mutant) || times === enough) continue;
      shown.set(mutant, times + 1);
      if (spent > longest) return;
      const begun = performance.now();
      const passed = await passes(test, mutant, time);
      // Nor one that fails from here on, because the mutant left something behind: the tests after it must kill again.
      if (passed) {
        spent += performance.now() - begun;
        tell({ mutant });
      } else if (await passes(test, -1, time)) {
        killed.add(mutant);
        tell({ mutant, killedBy: test.name });
      } else throw new Error(`mutant ${mutant} left something behind`);
    }
  }
}
