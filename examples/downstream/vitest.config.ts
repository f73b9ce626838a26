import { defineConfig } from 'vitest/config';

// Pact merges what tests write into one file: two test files at once would lose interactions.
export default defineConfig({ test: { fileParallelism: false } });
