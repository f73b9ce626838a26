import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../generated/client.ts';
import { createMock } from '../mock/index.ts';

const certificate = {
  certData: 'Y2VydERhdGE=',
  issuedTo: 'Contoso',
  issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00',
  certStatus: 10,
  certType: 8,
};

/** The generated client and the mock know each other only through the spec; the mock takes the place of `fetch`. */
describe('the generated client with the mock as its fetch', () => {
  const mock = createMock(readFileSync('spec/openapi.yaml'), { seed: {}, selfCheck: true });
  const client = (auth?: string) =>
    createClient({ fetch: mock.fetch, ...(auth === undefined ? {} : { auth }) }).deviceAppManagement
      .enterpriseCerts;

  it('creates, lists, updates, gets and deletes', async () => {
    const certs = client('token');
    const { id } = await certs.post(certificate);
    expect((await certs.get()).value).toEqual([{ id, ...certificate }]);
    expect(await certs.byId(id).patch({ certStatus: 11 })).toEqual({ id, ...certificate, certStatus: 11 });
    expect((await certs.byId(id).get()).certStatus).toBe(11);
    expect(await certs.byId(id).delete()).toBeUndefined();
    expect((await certs.get()).value).toEqual([]);
  });

  it('reports what the mock refuses', async () => {
    const message = (work: Promise<unknown>) =>
      work.then(
        () => 'no error',
        (error: { status: number; body: { error: { message: string } } }) =>
          `${error.status} ${error.body.error.message}`,
      );
    expect(await message(client('token').byId('a/b c').get())).toBe("404 Resource 'a/b c' does not exist.");
    expect(await message(client().get())).toBe('401 Access token is empty.');
    // @ts-expect-error: the compiler says the same before the mock does.
    expect(await message(client('token').post({ ...certificate, certType: 'x' }))).toBe(
      "400 Property 'certType' must be integer.",
    );
  });
});
