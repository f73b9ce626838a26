import { defineEmitter } from './emitter.ts';

export const contractTests = defineEmitter({
  name: 'contract-tests',
  summary:
    'Tests for vitest and pact-js: each operation with its documented successes, through the generated code.',
  byDefault: false,
  requires: ['types', 'builders'],
  async emit(api, options) {
    const { contractFiles } = await import('./contract-files.ts');
    return contractFiles(api, options);
  },
});
