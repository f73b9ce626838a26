import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importPages } from '../../generator/import-pages.ts';
import type { Api } from '../../generator/openapi/api.ts';
import { readSpec } from '../../generator/openapi/spec-input.ts';
import { compare } from './compare.ts';

/** What really became of an API, both sides imported from its documentation. */
const corpus = '../shared/corpus';

async function imported(folder: string, belongs: (file: string) => boolean): Promise<Api> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.md') && belongs(file.replace(/^.*\//, '')),
  );
  const { value } = await importPages(
    files.map((file) => ({ file, bytes: readFileSync(`${folder}/${file}`) })),
  );
  if (!value) throw new Error('the pages were refused');
  return readSpec(value.document);
}

const told = (base: Api, head: Api, verdict: string) =>
  compare(base, head)
    .changes.filter((one) => one.verdict === verdict)
    .map(({ code, message }) => `${code}: ${message}`);

describe('the enterprise certificate of 2017 and its heir of 2021', () => {
  const folders = [`${corpus}/graph-2017/api-reference`, `${corpus}/graph-2021/api-reference/beta`] as const;
  const read = () =>
    Promise.all([
      imported(folders[0], (file) => file.startsWith('intune_apps_enterprisecertificate')),
      imported(folders[1], (file) => file.startsWith('intune-apps-enterprisecodesigningcertificate')),
    ]);

  it('have other paths, and a status of texts in place of numbers', async ({ skip }) => {
    skip(!folders.every((folder) => existsSync(folder)), 'the samples are not beside this repository');
    const [base, head] = await read();
    const { verdict, semver } = compare(base, head);
    expect([verdict, semver]).toEqual(['breaking', 'major']);
    const breaking = told(base, head, 'breaking');
    expect(breaking.filter((one) => one.includes('-renamed'))).toMatchInlineSnapshot(`
      [
        "change/path-renamed: /deviceAppManagement/enterpriseCerts is /deviceAppManagement/enterpriseCodeSigningCertificates now",
        "change/path-renamed: /deviceAppManagement/enterpriseCerts/{enterpriseCertificateId} is /deviceAppManagement/enterpriseCodeSigningCertificates/{enterpriseCodeSigningCertificateId} now",
        "change/request-property-renamed: enterpriseCertificateCreate: certExpirationDate is called expirationDateTime",
        "change/request-property-renamed: enterpriseCertificateUpdate: certExpirationDate is called expirationDateTime",
        "change/response-property-renamed: enterpriseCertificate: certExpirationDate is called expirationDateTime",
      ]
    `);
    expect(breaking.filter((one) => !one.includes('-renamed'))).toMatchInlineSnapshot(`
      [
        "change/request-enum: enterpriseCertificateCreate.@odata.type: "#microsoft.graph.enterpriseCertificate" is gone, "#microsoft.graph.enterpriseCodeSigningCertificate" is new",
        "change/request-enum: enterpriseCertificateUpdate.@odata.type: "#microsoft.graph.enterpriseCertificate" is gone, "#microsoft.graph.enterpriseCodeSigningCertificate" is new",
        "change/request-property-added: enterpriseCertificateCreate: content is new and required",
        "change/request-property-added: enterpriseCertificateCreate: issuer is new and required",
        "change/request-property-added: enterpriseCertificateCreate: issuerName is new and required",
        "change/request-property-added: enterpriseCertificateCreate: status is new and required",
        "change/request-property-added: enterpriseCertificateCreate: subject is new and required",
        "change/request-property-added: enterpriseCertificateCreate: subjectName is new and required",
        "change/request-property-added: enterpriseCertificateCreate: uploadDateTime is new and required",
        "change/request-property-removed: enterpriseCertificateCreate: certData is gone",
        "change/request-property-removed: enterpriseCertificateCreate: certStatus is gone",
        "change/request-property-removed: enterpriseCertificateCreate: certType is gone",
        "change/request-property-removed: enterpriseCertificateCreate: issuedBy is gone",
        "change/request-property-removed: enterpriseCertificateCreate: issuedTo is gone",
        "change/request-property-removed: enterpriseCertificateUpdate: certData is gone",
        "change/request-property-removed: enterpriseCertificateUpdate: certStatus is gone",
        "change/request-property-removed: enterpriseCertificateUpdate: certType is gone",
        "change/request-property-removed: enterpriseCertificateUpdate: issuedBy is gone",
        "change/request-property-removed: enterpriseCertificateUpdate: issuedTo is gone",
        "change/response-enum: enterpriseCertificate.@odata.type: "#microsoft.graph.enterpriseCertificate" is gone, "#microsoft.graph.enterpriseCodeSigningCertificate" is new",
        "change/response-property-removed: enterpriseCertificate: certData is gone",
        "change/response-property-removed: enterpriseCertificate: certStatus is gone",
        "change/response-property-removed: enterpriseCertificate: certType is gone",
        "change/response-property-removed: enterpriseCertificate: issuedBy is gone",
        "change/response-property-removed: enterpriseCertificate: issuedTo is gone",
      ]
    `);
    expect(told(base, head, 'undecided')).toEqual([]);
  });

  it('are themselves', async ({ skip }) => {
    skip(!folders.every((folder) => existsSync(folder)), 'the samples are not beside this repository');
    const [[base], [again]] = [await read(), await read()];
    expect(compare(base, again).verdict).toBe('same');
  });
});

describe('v1.0 and beta of one day', () => {
  const folders = ['v1.0', 'beta'].map((version) => `${corpus}/graph-2021/api-reference/${version}`);

  it('differ by the address, and by what is told of their resources', async ({ skip }) => {
    skip(!folders.every((folder) => existsSync(folder)), 'the samples are not beside this repository');
    const [base, head] = await Promise.all(folders.map((folder) => imported(folder, () => true)));
    if (!base || !head) throw new Error('no pages');
    const { changes } = compare(base, head);
    const breaking = changes.filter(({ verdict }) => verdict === 'breaking');
    expect(breaking.map(({ message }) => message)).toContain(
      'the server https://graph.microsoft.com/v1.0 is gone',
    );
    // One cause is told once, wherever it is met.
    const causes = changes.map(({ code, base: from, head: to, message }) =>
      [code, from, to, message].join(' '),
    );
    expect(new Set(causes).size).toBe(causes.length);
    expect(changes.some(({ code }) => code === 'change/operation-added')).toBe(true);
    expect(changes.some(({ code }) => code.endsWith('property-added-compatible'))).toBe(true);
    // Nothing is left open in what pages say.
    expect(
      changes
        .filter(({ verdict }) => verdict === 'undecided')
        .map(({ message, reason }) => [message, reason]),
    ).toEqual([]);
  });
});
