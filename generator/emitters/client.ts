import { defineEmitter } from './emitter.ts';

export const client = defineEmitter({
  name: 'client',
  summary: 'createClient() with the fluent path: client.users.byId(id).get().',
  byDefault: true,
  requires: ['types', 'builders'],
  async emit(api, options) {
    const { clientFiles } = await import('./client-files.ts');
    return clientFiles(api, options);
  },
});
