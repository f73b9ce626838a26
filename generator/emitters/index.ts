export { builders } from './builders.ts';
export { client } from './client.ts';
export { contractTests } from './contract-tests.ts';
export { http } from './http.ts';
export { msw } from './msw.ts';
export { index } from './operation-index.ts';
export { types } from './types.ts';
export { validators } from './validators.ts';
