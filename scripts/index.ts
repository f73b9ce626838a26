/** What `import … from 'docpact'` gives: the shape of a configuration. */
export {
  type ApiConfig,
  type ChangesConfig,
  type Config,
  defineConfig,
  type ExchangeConfig,
  type GenerateConfig,
  type PolicyConfig,
  type ProviderConfig,
} from './config.ts';
