export { builders } from './builders.ts';
export { client } from './client.ts';
export { types } from './types.ts';
export { validators } from './validators.ts';
