export { github } from './github.ts';
export { gitlab } from './gitlab.ts';
export { json } from './json.ts';
export { junit } from './junit.ts';
export { markdown } from './markdown.ts';
export { patch } from './patch.ts';
export { sarif } from './sarif.ts';
export { text } from './text.ts';
