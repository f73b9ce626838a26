import { defineEmitter } from './emitter.ts';

export const msw = defineEmitter({
  name: 'msw',
  summary: 'Handlers for Mock Service Worker: documented answers, or typed ones that a test gives.',
  byDefault: false,
  requires: ['types'],
  async emit(api, options) {
    const { handlerFiles } = await import('./msw-files.ts');
    return handlerFiles(api, options);
  },
});
