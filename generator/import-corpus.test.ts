import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ImportedSpec, importPages } from './import-pages.ts';
import type { JsonObject } from './model/json.ts';
import { placeText } from './model/place.ts';
import { pointer, valueAt } from './model/pointer.ts';
import { officialFaults } from './openapi/fixtures/official-schema.ts';
import { readDocumentation, type SourceFile } from './read-documentation.ts';

async function imported(files: readonly SourceFile[]): Promise<ImportedSpec> {
  const { value, diagnostics } = await importPages(files);
  if (!value) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return value;
}

function below(folder: URL): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ file, bytes: readFileSync(new URL(file, folder)) }));
}

const shared = new URL('../../shared/', import.meta.url);
describe.skipIf(!existsSync(shared))('the pages of ../shared (skipped when they are not there)', () => {
  const seed = () => below(new URL('seed/', shared));

  it('the seed alone holds its facts', async () => {
    const { value: spec, diagnostics } = await importPages(seed());
    expect(diagnostics.map((d) => [d.code, d.severity])).toEqual([['docs/resource-page-missing', 'warning']]);
    if (!spec) return;
    expect(officialFaults(spec.document)).toEqual([]);
    expect(spec.facts).toHaveLength(20);
    for (const fact of spec.facts) expect(fact.at.line, fact.predicate).toBeGreaterThan(0);
    const { document } = spec;
    const operation = pointer(
      '/paths',
      '/deviceAppManagement/enterpriseCerts/{enterpriseCertificateId}',
      'patch',
    );
    expect(valueAt(document, '/servers')).toEqual([{ url: 'https://graph.microsoft.com/beta' }]);
    expect(valueAt(document, `${operation}/security`)).toEqual([
      { delegated: ['DeviceManagementApps.ReadWrite.All'] },
    ]);
    expect(valueAt(document, `${operation}/description`)).toContain('linkid=839381');
    expect(valueAt(document, '/components/parameters/Authorization/required')).toBe(true);
    expect(valueAt(document, '/components/parameters/Accept/description')).toBe('application/json');
    const type = '/components/schemas/microsoft.graph.enterpriseCertificate';
    const names = ['id', 'certData', 'issuedTo', 'issuedBy', 'certExpirationDate', 'certStatus', 'certType'];
    expect(valueAt(document, `${type}/required`)).toEqual(names);
    expect(Object.keys(valueAt(document, `${type}/properties`) as JsonObject)).toEqual([
      '@odata.type',
      ...names,
    ]);
    expect(valueAt(document, `${type}/properties/certData/contentEncoding`)).toBe('base64');
    expect(valueAt(document, `${type}/properties/certStatus`)).toMatchObject({
      type: 'integer',
      format: 'int32',
      minimum: -2147483648,
    });
    expect(valueAt(document, `${type}/properties/certExpirationDate/format`)).toBe('date-time');
    const update = valueAt(document, `${type}Update`) as JsonObject;
    expect(update['required']).toBeUndefined();
    expect(Object.keys(update['properties'] as JsonObject)).toEqual(['@odata.type', ...names.slice(1)]);
    const media = 'content/application~1json/examples/update/value/certExpirationDate';
    for (const message of ['requestBody', 'responses/200'])
      expect(valueAt(document, `${operation}/${message}/${media}`)).toBe('2016-12-31T23:56:39.3841403-08:00');
    const place = spec.sources.origins.get(`${type}/properties/certData/type`)?.places[0];
    expect(place && placeText(place)).toBe('api/intune_apps_enterprisecertificate_update.md:32:11');
  });

  it('the sister pages of 2017 make the five operations of one type', async () => {
    const spec = await imported(below(new URL('corpus/graph-2017/', shared)));
    expect(spec.description.operations.map((o) => `${o.method} ${o.id}`)).toEqual([
      'get enterpriseCertificate_list',
      'post enterpriseCertificate_create',
      'delete enterpriseCertificate_delete',
      'get enterpriseCertificate_get',
      'patch enterpriseCertificate_update',
    ]);
    const get = spec.description.operations.find((o) => o.id === 'enterpriseCertificate_get');
    expect(get?.permissions[0]?.scopes.map((scope) => scope.value)).toEqual([
      'DeviceManagementApps.Read.All',
      'DeviceManagementApps.ReadWrite.All',
    ]);
  });

  it('the sample of 2021 drops no page silently and is valid', { timeout: 60_000 }, async () => {
    for (const version of ['beta', 'v1.0']) {
      const files = below(new URL(`corpus/graph-2021/api-reference/${version}/`, shared));
      for (const file of files) {
        const { value, diagnostics } = readDocumentation([file]);
        expect((value?.facts.length ?? 0) + diagnostics.length, file.file).toBeGreaterThan(0);
      }
      const spec = await imported(files);
      expect(officialFaults(spec.document)).toEqual([]);
      for (const [at, origin] of spec.sources.origins) {
        expect(valueAt(spec.document, at), at).toBeDefined();
        expect(origin.places.length > 0 || origin.inferred !== undefined, at).toBe(true);
      }
      const again = await imported([...files].reverse());
      expect(again.text('json') === spec.text('json')).toBe(true);
    }
  });
});
