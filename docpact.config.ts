import { defineConfig } from './scripts/config.ts';

export default defineConfig({
  docs: 'spec/docs',
  overlay: 'spec/overlay.yaml',
  spec: 'spec/openapi.yaml',
  generate: { out: 'generated', runtime: '../generator/runtime/index.ts', importExtension: '.ts' },
  pacts: 'contracts/pacts/*.json',
});
