import { rmSync } from 'node:fs';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../src/generated/client.js';

const { regex, string } = MatchersV3;

/** What this repository relies on. `docpact verify` holds the pact that these tests write against the spec. */
describe('the loans that we need', () => {
  beforeAll(() => rmSync('pacts', { recursive: true, force: true }));

  const pact = new PactV4({ consumer: 'downstream', provider: 'library', dir: 'pacts', logLevel: 'error' });
  const headers = { Authorization: regex('^Bearer .+$', 'Bearer token') };

  it('extends a loan', async () => {
    await pact
      .addInteraction()
      .given('a loan exists', { id: 'loan-1' })
      .uponReceiving('an extension of a loan')
      .withRequest('PATCH', '/loans/loan-1', (request) =>
        request.headers(headers).jsonBody({ due: '2026-03-15' }),
      )
      .willRespondWith(200, (response) =>
        response.jsonBody({ id: string('loan-1'), due: string('2026-03-15') }),
      )
      .executeTest(async ({ url }) => {
        const library = createClient({ baseUrl: url, auth: 'token' });
        const loan = await library.loans.byId('loan-1').patch({ due: '2026-03-15' });
        expect(loan.due).toBe('2026-03-15');
      });
  });
});
