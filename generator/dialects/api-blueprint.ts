import { BlueprintReader } from './blueprint/reader.ts';
import { piecesOf } from './blueprint/scan.ts';
import { defineDialect } from './dialect.ts';

/** API Blueprint (format 1A): resources with URI templates in their headings, actions below them, samples in lists. */
export const apiBlueprint = defineDialect({
  name: 'api-blueprint',
  summary: 'API Blueprint, format 1A: `## Ships [/ships]`, `### List [GET]`, `+ Response 200`.',
  recognises: ({ text }) => /^\s*FORMAT:[ \t]*1A\b/.test(text),
  read(page) {
    const reader = new BlueprintReader(page);
    for (const piece of piecesOf(page)) reader.take(piece);
    return reader.result();
  },
});
