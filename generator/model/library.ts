import { createRequire } from 'node:module';
import { once } from './once.ts';

const require = createRequire(import.meta.url);

/**
 * A package that is loaded when it is first needed, without waiting: most calls need few of them, and loading takes longer
 * than what is asked. `Library` is what the package gives to those who require it.
 */
export function library<Library>(name: string): () => Library {
  return once((): Library => require(name));
}
