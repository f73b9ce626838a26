import { setFlagsFromString } from 'node:v8';

/**
 * Makes V8 collect garbage when the heap has grown by so many percent. By itself it waits for four times as much, in each
 * thread, where a machine has memory: with a large document that is more than all that is alive.
 */
export function collectGarbageSooner(percent = 100): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
