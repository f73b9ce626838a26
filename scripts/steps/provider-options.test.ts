import { describe, expect, it } from 'vitest';
import type { ProviderConfig } from '../config.ts';
import { flags } from './fixtures/shop.ts';
import { providerSettings } from './provider-options.ts';

const config: ProviderConfig = {
  url: 'http://localhost:8080/v1',
  name: 'graph',
  states: 'states.ts',
  headers: { 'X-Tenant': 'a', Authorization: 'Bearer configured' },
  timeout: 5000,
  broker: { url: 'https://broker.example', token: 'configured', consumerVersionTags: ['prod'] },
};
const codes = (...given: Parameters<typeof providerSettings>) =>
  providerSettings(...given).faults.map(({ code, message }) => `${code} ${message}`);

describe('what is said of a provider and a broker', () => {
  it('comes from the configuration where no flag says it', () => {
    const { settings, faults } = providerSettings(flags({ provider: true, broker: true }), config, {});
    expect(faults).toEqual([]);
    expect(settings).toEqual({
      provider: {
        url: 'http://localhost:8080/v1',
        states: 'states.ts',
        headers: { 'X-Tenant': 'a', Authorization: 'Bearer configured' },
        timeout: 5000,
      },
      broker: {
        provider: 'graph',
        broker: {
          url: 'https://broker.example',
          token: 'configured',
          consumerVersionTags: ['prod'],
        },
      },
    });
  });

  it('is what the flags say where both speak', () => {
    const said = flags({
      provider: 'http://127.0.0.1:1',
      broker: 'http://127.0.0.1:2',
      states: 'http://127.0.0.1:1/states',
      headers: ['Authorization: Bearer a:b '],
      version: '3',
      branch: 'main',
      tags: ['t'],
      consumerTags: ['c'],
      consumerBranches: ['feature'],
      publish: true,
    });
    const { settings } = providerSettings(said, config, { PACT_BROKER_TOKEN: 'of the environment' });
    expect(settings.provider).toMatchObject({
      url: 'http://127.0.0.1:1',
      states: 'http://127.0.0.1:1/states',
      headers: { 'X-Tenant': 'a', Authorization: 'Bearer a:b' },
    });
    expect(settings.broker?.broker).toEqual({
      url: 'http://127.0.0.1:2',
      token: 'configured',
      providerVersion: '3',
      providerVersionBranch: 'main',
      providerVersionTags: ['t'],
      consumerVersionTags: ['c'],
      consumerVersionSelectors: [{ branch: 'feature' }],
      publishVerificationResult: true,
    });
  });

  it('reads the variables of Pact for a broker that is asked for, and no broker for a variable', () => {
    const env = {
      PACT_BROKER_BASE_URL: 'http://broker',
      PACT_BROKER_USERNAME: 'u',
      PACT_BROKER_PASSWORD: 'p',
    };
    expect(providerSettings(flags({ provider: 'http://p' }), {}, env).settings.broker).toBeUndefined();
    const { settings } = providerSettings(flags({ broker: true, name: 'n' }), {}, env);
    expect(settings.broker?.broker).toEqual({
      url: 'http://broker',
      username: 'u',
      password: 'p',
      consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    });
  });

  it('says what is missing and what is wrong', () => {
    expect(codes(flags({ provider: true }))).toEqual([
      'config/provider-incomplete the URL of the provider is not given',
    ]);
    expect(codes(flags({ broker: true }))).toEqual([
      'config/provider-incomplete the URL of the Pact Broker is not given',
      'config/provider-incomplete the name of the provider is not given',
    ]);
    expect(codes(flags({ broker: 'http://b', name: 'n', publish: true }))).toEqual([
      'config/provider-incomplete the version of the provider is not given',
    ]);
    expect(codes(flags({ provider: 'localhost:8080' }))).toEqual([
      'config/not-url the provider "localhost:8080" is no http or https URL',
    ]);
    // Nobody is shown what stands there, and `fetch` would refuse it.
    expect(codes(flags({ provider: 'http://user:secret@p/v1' }))).toEqual([
      'config/url-with-credentials the address of the provider holds credentials',
    ]);
    // What stands behind the colon may be a credential.
    expect(codes(flags({ provider: 'http://p', headers: ['Authorization : Bearer x'] }))).toEqual([
      'config/not-header --header "Authorization " is not of the form "Name: value"',
    ]);
  });
});
