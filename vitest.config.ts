import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{generator,contracts,scripts,generated}/**/*.test.ts'],
    setupFiles: ['scripts/gates/property-runs.ts'],
    // Pact files are merged with what is on disk: two files that write at once lose interactions silently.
    fileParallelism: false,
    pool: 'threads',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
