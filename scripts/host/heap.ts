import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 collect garbage when the heap has grown by so many percent. By itself it waits for four times as much, in each
 * thread, where a machine has memory: with a large document that is more than all that is alive.
 */
export function collectGarbageSooner(percent = 100): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/**
 * Has V8 collect what dies young in a small space instead of letting that space grow. A server that makes and drops a few
 * objects a request is no slower by it, and holds a quarter less memory.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
