import { defineEmitter } from './emitter.ts';

export const validators = defineEmitter({
  name: 'validators',
  summary: 'Validators of parameters, bodies and answers for each operation: ajv code, made beforehand.',
  byDefault: false,
  requires: ['types'],
  async emit(api, options) {
    const { validatorFiles } = await import('./validator-operations.ts');
    return validatorFiles(api, options);
  },
});
