import { sameJson } from '../../generator/model/json.ts';
import { defineChange } from './check.ts';
import { documentOf } from './example-parts.ts';

const keywords = ['info', 'tags', 'externalDocs'];

export const documentDocumentation = defineChange({
  code: 'change/document-documentation',
  severity: 'info',
  of: 'document',
  summary: 'The words about the API as a whole, or its version, are others.',
  why: 'Nobody who calls or serves the API can tell.',
  mirror: { none: 'Words are others in both directions alike.' },
  examples: [
    {
      name: 'another version',
      document: [documentOf({}), documentOf({ info: { title: 't', version: '2' } })],
      finds: ['change/document-documentation: info'],
    },
    { name: 'the same', document: [documentOf({}), documentOf({ paths: {} })], finds: [] },
  ],
  check({ base, head }) {
    const changed = keywords.filter((keyword) => !sameJson(base.root[keyword], head.root[keyword]));
    if (changed.length === 0) return [];
    const at = `/${changed[0]}`;
    return [{ verdict: 'documentation', message: changed.join(', '), base: at, head: at, operations: [] }];
  },
});
