import * as nodeModule from 'node:module';

/** What Node.js 22.8 added (https://nodejs.org/api/module.html#moduleenablecompilecacheoptions). */
interface CompileCache {
  enableCompileCache?(): unknown;
}

/**
 * Node.js keeps compiled code between runs where it can (`NODE_DISABLE_COMPILE_CACHE=1` stops it): TypeScript and ts-morph are
 * most of what a small document waits for. To be called in each thread before it loads them.
 */
export function keepCompiledCode(): void {
  const node: CompileCache & typeof nodeModule = nodeModule;
  node.enableCompileCache?.();
}
