export { builders } from './builders.ts';
export { client } from './client.ts';
export { msw } from './msw.ts';
export { types } from './types.ts';
export { validators } from './validators.ts';
