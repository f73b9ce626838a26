export { generate } from './generate.ts';
export { verify } from './verify.ts';
