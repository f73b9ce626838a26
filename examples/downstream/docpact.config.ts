import { defineConfig } from 'docpact';

export default defineConfig({
  spec: 'openapi.yaml',
  generate: { out: 'src/generated' },
  pacts: 'pacts/*.json',
});
