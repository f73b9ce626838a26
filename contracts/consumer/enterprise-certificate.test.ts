import { readFileSync, rmSync } from 'node:fs';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../generated/client.ts';

/**
 * What a consumer of enterpriseCertificate relies on, said through the generated client. The run writes
 * `contracts/pacts/`; `docpact verify` holds that file against the spec, provider verification against the mock.
 *
 * Matchers say types, not values: a matcher that is narrower than the spec (a regex on an opaque id, a date without
 * seven fractional digits) would refuse answers that the service may give.
 */
const { atLeastLike, integer, like, regex, string } = MatchersV3;

const pactFile = 'contracts/pacts/docpact-example-consumer-microsoft-graph.json';
const set = '/deviceAppManagement/enterpriseCerts';
const id = '3a9320b1-20b1-3a93-b120-933ab120933a';
const exists = 'an enterpriseCertificate exists';

const writable = {
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Contoso',
  issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00',
  certStatus: 10,
  certType: 8,
};
const answered = {
  id: string(id),
  certData: string(writable.certData),
  issuedTo: string(writable.issuedTo),
  issuedBy: string(writable.issuedBy),
  certExpirationDate: string(writable.certExpirationDate),
  certStatus: integer(writable.certStatus),
  certType: integer(writable.certType),
};

const headers = { Authorization: regex('^Bearer .+$', 'Bearer token'), Accept: 'application/json' };

/**
 * Pact's mock server notes a request in a thread of its own and may answer before it has: on a busy machine it then
 * says that the request never came. It gets a moment, and the test, which wrote nothing by then, another try.
 */
const noted = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the consumer of enterpriseCertificate', { retry: 2 }, () => {
  // Pact merges what it writes with the file that is there: interactions that no test makes any more would live on.
  beforeAll(() => rmSync(pactFile, { force: true }));

  const pact = new PactV4({
    consumer: 'docpact-example-consumer',
    provider: 'microsoft-graph',
    dir: 'contracts/pacts',
    logLevel: 'error',
  });
  const client = (url: string) =>
    createClient({ baseUrl: url, auth: 'token' }).deviceAppManagement.enterpriseCerts;

  it('updates a certificate', async () => {
    await pact
      .addInteraction()
      .given(exists, { id })
      .uponReceiving('an update of an enterpriseCertificate')
      .withRequest('PATCH', `${set}/${id}`, (request) => request.headers(headers).jsonBody(writable))
      .willRespondWith(200, (response) => response.jsonBody(answered))
      .executeTest(async ({ url }) => {
        const certificate = await client(url).byId(id).patch(writable);
        expect(certificate).toEqual({ id, ...writable });
        await noted();
      });
  });

  it('lists certificates', async () => {
    await pact
      .addInteraction()
      .given(exists, { id })
      .uponReceiving('a request for all enterpriseCertificates')
      .withRequest('GET', set, (request) => request.headers(headers))
      // At least none: that one exists is said by the provider state and not by the type of the answer.
      .willRespondWith(200, (response) => response.jsonBody({ value: atLeastLike(answered, 0, 1) }))
      .executeTest(async ({ url }) => {
        const { value } = await client(url).get();
        expect(value).toEqual([{ id, ...writable }]);
        await noted();
      });
  });

  it('gets a certificate', async () => {
    await pact
      .addInteraction()
      .given(exists, { id })
      .uponReceiving('a request for an enterpriseCertificate')
      .withRequest('GET', `${set}/${id}`, (request) => request.headers(headers))
      .willRespondWith(200, (response) => response.jsonBody(answered))
      .executeTest(async ({ url }) => {
        expect(await client(url).byId(id).get()).toEqual({ id, ...writable });
        await noted();
      });
  });

  it('creates a certificate', async () => {
    await pact
      .addInteraction()
      .given('no enterpriseCertificate exists')
      .uponReceiving('a new enterpriseCertificate')
      .withRequest('POST', set, (request) => request.headers(headers).jsonBody(writable))
      .willRespondWith(201, (response) => response.jsonBody(like(answered)))
      .executeTest(async ({ url }) => {
        expect(await client(url).post(writable)).toEqual({ id, ...writable });
        await noted();
      });
  });

  it('deletes a certificate', async () => {
    await pact
      .addInteraction()
      .given(exists, { id })
      .uponReceiving('the deletion of an enterpriseCertificate')
      .withRequest('DELETE', `${set}/${id}`, (request) =>
        request.headers({ Authorization: headers.Authorization }),
      )
      .willRespondWith(204)
      .executeTest(async ({ url }) => {
        expect(await client(url).byId(id).delete()).toBeUndefined();
        await noted();
      });
  });

  // All of them were written.
  afterAll(() => {
    const { interactions }: { interactions: { description: string }[] } = JSON.parse(
      readFileSync(pactFile, 'utf8'),
    );
    expect(interactions.map(({ description }) => description)).toEqual([
      'a new enterpriseCertificate',
      'a request for all enterpriseCertificates',
      'a request for an enterpriseCertificate',
      'an update of an enterpriseCertificate',
      'the deletion of an enterpriseCertificate',
    ]);
  });
});
