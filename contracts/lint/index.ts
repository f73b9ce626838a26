export { contentLength } from './content-length.ts';
export { updateListsKey } from './update-lists-key.ts';
export { updateSaysCreate } from './update-says-create.ts';
