import { defineConfig } from 'vitest/config';

const consumer = 'contracts/consumer/**/*.test.ts';

export default defineConfig({
  test: {
    setupFiles: ['scripts/gates/property-runs.ts'],
    pool: 'threads',
    // What a worker has loaded serves its next file: half of all time went into loading it again. Files leave nothing behind.
    isolate: false,
    maxWorkers: 2,
    // Generated code that a test compiled is imported as Node.js does it.
    server: { deps: { external: [/\/docpact-emit-[^/]*\//] } },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['{generator,contracts,scripts,generated}/**/*.test.ts'],
          exclude: [consumer],
        },
      },
      {
        extends: true,
        // Pact files are merged with what is on disk: two files that write at once lose interactions silently.
        test: { name: 'pacts', include: [consumer], fileParallelism: false, isolate: true },
      },
    ],
  },
});
