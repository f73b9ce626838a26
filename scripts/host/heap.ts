import { library } from '../../generator/model/library.ts';
import { keepNoCode } from './own-code.ts';

const v8 = library<typeof import('node:v8')>('node:v8');
const vm = library<typeof import('node:vm')>('node:vm');

function set(flag: string): void {
  keepNoCode();
  v8().setFlagsFromString(flag);
}

/**
 * Makes V8 collect garbage when the heap has grown by so many percent. By itself it waits for four times as much, in each
 * thread, where a machine has memory: with a large document that is more than all that is alive.
 */
export function collectGarbageSooner(percent = 100): void {
  set(`--heap-growing-percent=${percent}`);
}

/**
 * Collects what is garbage now: worth its hundred milliseconds where half of a large heap has just been let go, which V8 would
 * find out about after making as much again.
 */
export function collectGarbageNow(): void {
  set('--expose-gc');
  // A new context has what the flag gives; this one was made before.
  const collect: unknown = vm().runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

/** In bytes. Below, the work is over before V8 has optimised much. */
const largeInput = 1024 * 1024;

/**
 * Has V8 optimise less, and in smaller pieces, where there is much to work through once. What walks pages, schemas and pacts
 * calls itself by many ways and meets new forms all the time: large pieces of it are optimised for some, thrown away and made
 * again for the next, which takes a quarter of the processor time of a large input. Not for what serves or makes: that runs the
 * same way again and again. A V8 that does not know an option says so on the terminal: these are known to those of Node.js 20 to
 * 24, the second to that of Node.js 20 alone. `bytes`: those of the input.
 */
export function optimiseLess(bytes: number): void {
  if (bytes < largeInput) return;
  inlineUpTo(200);
  if (majorOfV8 <= 11) set('--interrupt-budget=1000000');
}

/**
 * Has V8 put less of other functions into those that it optimises. What makes a spec of pages, or code of a spec, is many
 * functions of which none takes much of the time: what V8 makes of them by default keeps the second core busy for half of
 * the time, and is no quicker. `bytes`: those of the input.
 */
export function inlineLess(bytes: number): void {
  if (bytes >= largeInput) inlineUpTo(100);
}

/** In bytes of bytecode. */
function inlineUpTo(size: number): void {
  if (majorOfV8 <= 13) set(`--max-inlined-bytecode-size-cumulative=${size}`);
}

const majorOfV8 = Number(process.versions.v8.split('.')[0]);

/**
 * Has V8 collect what dies young in a small space instead of letting that space grow. A server that makes and drops a few
 * objects a request is no slower by it, and holds a quarter less memory.
 */
export function keepYoungGenerationSmall(): void {
  set('--semi-space-growth-factor=1');
}
