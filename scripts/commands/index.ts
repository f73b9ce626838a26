export { check } from './check.ts';
export { generate } from './generate.ts';
export { importDocs } from './import.ts';
export { init } from './init.ts';
export { lint } from './lint.ts';
export { mock } from './mock.ts';
export { review } from './review.ts';
export { verify } from './verify.ts';
