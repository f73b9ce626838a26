import { library } from '../../generator/model/library.ts';

const v8 = library<typeof import('node:v8')>('node:v8');

/**
 * Makes V8 collect garbage when the heap has grown by so many percent. By itself it waits for four times as much, in each
 * thread, where a machine has memory: with a large document that is more than all that is alive.
 */
export function collectGarbageSooner(percent = 100): void {
  v8().setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/**
 * Has V8 optimise less, and in smaller pieces. What walks a schema calls itself by many ways and meets new forms all the time:
 * large pieces of it are optimised for some, thrown away and made again for the next, which takes longer than all that they
 * save. A V8 that does not know an option says so on the terminal: these are known to those of Node.js 20 to 24, the second
 * to that of Node.js 20 alone.
 */
export function optimiseLess(): void {
  const major = Number(process.versions.v8.split('.')[0]);
  if (major <= 13) v8().setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  if (major <= 11) v8().setFlagsFromString('--interrupt-budget=1000000');
}

/**
 * Has V8 collect what dies young in a small space instead of letting that space grow. A server that makes and drops a few
 * objects a request is no slower by it, and holds a quarter less memory.
 */
export function keepYoungGenerationSmall(): void {
  v8().setFlagsFromString('--semi-space-growth-factor=1');
}
