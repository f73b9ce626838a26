/** `npm run docs`: writes the pages of `docs/` that are made from the code. A test fails when they are out of date. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docsPages } from './docs-pages.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
for (const [file, text] of Object.entries(docsPages())) writeFileSync(join(root, file), text);
