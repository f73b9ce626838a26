/** The functions on which most depends, and the tests that must see a fault in them. */
export interface MutationTarget {
  readonly name: string;
  readonly files: readonly string[];
  /** Those beside the functions first: what they kill others need not be repeated for. */
  readonly tests: readonly string[];
  /** Whether texts are mutated as well: where the text is the result. */
  readonly strings?: boolean;
}

export const mutationTargets: readonly MutationTarget[] = [
  {
    name: 'printers',
    files: [
      'comment',
      'html',
      'identifier',
      'json-literal',
      'literal',
      'markdown',
      'path',
      'property-key',
      'shell',
      'terminal',
    ].map((name) => `generator/model/printers/${name}.ts`),
    tests: ['generator/model/printers/*.test.ts'],
    strings: true,
  },
  {
    name: 'matcher',
    files: ['contracts/relation/matches.ts'],
    tests: [
      'contracts/relation/{admits,matches,verdict}.test.ts',
      'contracts/relation/{core,relation}.property.test.ts',
      'contracts/pact/core-table.test.ts',
    ],
  },
  {
    name: 'schema-vs-pattern',
    files: ['contracts/relation/relate.ts', 'contracts/relation/verdict.ts'],
    tests: ['contracts/{relation,rules}/*.test.ts', 'contracts/{one-verdict,refuted,samples}.test.ts'],
  },
  {
    name: 'schema-vs-schema',
    files: ['contracts/relation/relate-schemas.ts', 'contracts/relation/includes.ts'],
    tests: [
      'contracts/relation/relate-schemas.test.ts',
      'contracts/relation/includes*.test.ts',
      'contracts/changes/{table,compare.property}.test.ts',
    ],
  },
  {
    name: 'canonical-form',
    files: ['contracts/changes/shape.ts', 'contracts/changes/alike.ts'],
    tests: ['contracts/changes/{alike,shape,table,checks}.test.ts'],
  },
  {
    name: 'resolve',
    files: ['generator/resolve/resolve.ts'],
    tests: ['generator/resolve/*.test.ts'],
  },
  {
    name: 'store',
    files: ['contracts/mock/store.ts', 'contracts/mock/entity.ts'],
    tests: ['contracts/mock/{store,entity,control,protocol,plain-rest}.test.ts'],
  },
];
