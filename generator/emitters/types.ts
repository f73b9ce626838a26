import { defineEmitter } from './emitter.ts';

export const types = defineEmitter({
  name: 'types',
  summary: 'The types of all schemas, and of each operation what goes in, what comes back and its errors.',
  byDefault: true,
  async emit(api, options) {
    const { typeFiles } = await import('./type-files.ts');
    return typeFiles(api, options);
  },
});
