/**
 * What the compiler must refuse, and what it must let through, in the code that this repository's own spec makes.
 * `tsc` is the test: a line under `@ts-expect-error` that compiles is an error.
 */
import { createClient } from '../../generated/client.ts';
import { enterpriseCertificateUpdate } from '../../generated/operations/enterpriseCertificate.ts';
import type {
  EnterpriseCertificateCreateOperation,
  EnterpriseCertificateUpdateOperation,
} from '../../generated/types/enterpriseCertificate.ts';
import type { ErrorOf } from '../runtime/index.ts';

type Create = EnterpriseCertificateCreateOperation;
type Update = EnterpriseCertificateUpdateOperation;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

const cert = createClient().deviceAppManagement.enterpriseCerts.byId('1');

// A PATCH body: any of the writable properties, none of the others.
cert.patch({});
cert.patch({ issuedTo: 'Contoso', certStatus: 10 });
// @ts-expect-error the key is read-only
cert.patch({ id: '1' });
// @ts-expect-error no such property
cert.patch({ issuedto: 'Contoso' });
// @ts-expect-error a number is no string
cert.patch({ issuedTo: 1 });
// @ts-expect-error a string is no number
cert.patch({ certStatus: '10' });
// @ts-expect-error nothing says that it may be null
cert.patch({ issuedTo: null });
// @ts-expect-error the body is required
cert.patch();
// @ts-expect-error a certificate that was read holds its key
cert.get().then((read) => cert.patch(read));
holds<Same<Update['body']['id'], undefined>>();

// A POST body: required where the spec says so.
// @ts-expect-error five properties are missing
const incomplete: Create['body'] = { issuedTo: 'Contoso' };
void incomplete;

// The result, and the typed errors.
holds<Same<Update['result']['id'], string>>();
holds<Same<Update['result']['certExpirationDate'], string>>();
// @ts-expect-error no such property in the answer
cert.patch({}).then((read) => read.issuer);
cert.patch({}).catch((error: unknown) => {
  if (!enterpriseCertificateUpdate.isError(error)) throw error;
  holds<Same<typeof error, ErrorOf<Update>>>();
  const code: string = error.body.error.code;
  // @ts-expect-error a success is no error
  if (error.status === 200) return '';
  return error.status === 404 ? code : '';
});

// The importable function: all of its input in one object.
enterpriseCertificateUpdate.request({ path: { enterpriseCertificateId: '1' }, body: {} });
// @ts-expect-error the key is missing
enterpriseCertificateUpdate.request({ path: {}, body: {} });
// @ts-expect-error the body may not hold the key
enterpriseCertificateUpdate.request({ path: { enterpriseCertificateId: '1' }, body: { id: '1' } });
// @ts-expect-error there is nothing to call without input
enterpriseCertificateUpdate.request();
