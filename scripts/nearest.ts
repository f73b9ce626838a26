export { nearest } from '../generator/model/nearest.ts';
