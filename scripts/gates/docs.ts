/** `npm run docs`: writes the pages of `docs/` that are made from the code. A test fails when they are out of date. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findingsPage } from '../../contracts/lint/findings-page.ts';
import { allFindings } from '../../contracts/lint/lint.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
writeFileSync(join(root, 'docs/findings.md'), findingsPage(allFindings()));
