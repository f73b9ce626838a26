import { defineEmitter } from './emitter.ts';

export const builders = defineEmitter({
  name: 'builders',
  summary:
    'One importable function an operation; its .request() builds the standard Request and sends nothing.',
  byDefault: true,
  requires: ['types'],
  async emit(api, options) {
    const { operationFiles } = await import('./operation-files.ts');
    return operationFiles(api, options);
  },
});
