import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImportedSpec, importPages } from './import-pages.ts';
import { isObject, type JsonObject } from './model/json.ts';
import { placeText } from './model/place.ts';
import { pointer, valueAt } from './model/pointer.ts';
import { readTextDocument } from './model/text-document.ts';
import { officialFaults } from './openapi/fixtures/official-schema.ts';
import type { SourceFile } from './read-documentation.ts';

const page = (file: string, lines: string | readonly string[]): SourceFile => ({
  file,
  bytes: new TextEncoder().encode(typeof lines === 'string' ? lines : lines.join('\n')),
});
const codes = (result: { diagnostics: readonly { code: string; at: Parameters<typeof placeText>[0] }[] }) =>
  result.diagnostics.map((d) => `${d.code} ${placeText(d.at)}`);

async function imported(files: readonly SourceFile[], options = {}): Promise<ImportedSpec> {
  const { value, diagnostics } = await importPages(files, options);
  if (!value) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return value;
}

function below(folder: URL): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ file, bytes: readFileSync(new URL(file, folder)) }));
}

const thing = (
  more: readonly string[] = [],
  body = '{ "size": 1.0, "big": 12345678901234567890, "e": 1E3 }',
) => [
  '# Update thing',
  '',
  '## HTTP request',
  '```http',
  'PATCH /things/{id}/',
  '```',
  '## Request body',
  'Supply a JSON representation of a [thing](../resources/thing.md) object.',
  '',
  '|Property|Type|Description|',
  '|---|---|---|',
  '|id|String|The key.|',
  '|size|Double|How large. Nullable.|',
  '|made|DateTimeOffset|Read-only.|',
  ...more,
  '',
  '## Response',
  'Returns `200 OK` and an updated [thing](../resources/thing.md) object.',
  '## Example',
  '```http',
  'PATCH https://graph.microsoft.com/beta/things/1',
  'Content-Type: application/json',
  '',
  body,
  '```',
  '```http',
  'HTTP/1.1 200 OK',
  'Content-Type: application/json',
  '',
  '{ "id": "1", "size": 1.0 }',
  '```',
];

describe('one page', () => {
  it('becomes an operation, a type and a request view', async () => {
    const spec = await imported([page('api/thing-update.md', thing())]);
    expect(officialFaults(spec.document)).toEqual([]);
    expect(valueAt(spec.document, pointer('/paths', '/things/{thingId}', 'patch', 'operationId'))).toBe(
      'thing_update',
    );
    const update = pointer('/components/schemas', 'microsoft.graph.thingUpdate', 'properties');
    expect(Object.keys(valueAt(spec.document, update) as JsonObject)).toEqual(['@odata.type', 'size']);
    expect(valueAt(spec.document, `${update}/size/type`)).toEqual(['number', 'null']);
    const own = pointer('/components/schemas', 'microsoft.graph.thing');
    expect(valueAt(spec.document, `${own}/properties/id`)).toMatchObject({ readOnly: true });
    expect(valueAt(spec.document, `${own}/required`)).toBeUndefined();
  });

  it('keeps the digits of its examples in YAML and JSON', async () => {
    const spec = await imported([page('api/thing-update.md', thing())]);
    for (const format of ['yaml', 'json'] as const) {
      const text = spec.text(format);
      for (const digits of ['1.0', '12345678901234567890', '1E3'])
        expect(text, format).toMatch(new RegExp(`: ${digits.replace('.', '\\.')},?$`, 'm'));
      const read = readTextDocument(new TextEncoder().encode(text), `spec.${format}`, {
        area: 'openapi',
        wanted: 'x',
      });
      expect(read.value?.root).toEqual(JSON.parse(JSON.stringify(spec.document)));
    }
  });

  it('takes null where OData leaves it open, when told so, and says that it was inferred', async () => {
    const spec = await imported([page('api/thing-update.md', thing(['|name|String|Its name.|']))], {
      nullable: 'odata',
    });
    const name = pointer('/components/schemas', 'microsoft.graph.thing', 'properties', 'name');
    expect(valueAt(spec.document, `${name}/type`)).toEqual(['string', 'null']);
    expect(spec.sources.origins.get(`${name}/type/1`)?.inferred).toBe('odata-nullable');
    const id = pointer('/components/schemas', 'microsoft.graph.thing', 'properties', 'id', 'type');
    expect(valueAt(spec.document, id)).toBe('string');
  });

  it('reads CRLF like LF', async () => {
    const plain = await imported([page('api/thing-update.md', thing())]);
    const windows = await imported([page('api/thing-update.md', thing().join('\r\n'))]);
    expect(windows.text('yaml')).toBe(plain.text('yaml'));
    expect(windows.sources).toEqual(plain.sources);
  });
});

describe('bad input', () => {
  it.each([
    ['an empty page', page('a.md', ''), ['docs/empty a.md:1:1']],
    ['an HTML page', page('a.md', '<html>'), ['docs/not-a-page a.md:1:1']],
    [
      'a page about something else',
      page('a.md', '# Hello\n\nworld'),
      ['docs/not-a-reference-page a.md:1:1', 'docs/nothing-documented a.md:1:1'],
    ],
  ])('%s alone is refused', async (_, file, found) => {
    const result = await importPages([file]);
    expect(result.value).toBeUndefined();
    expect(codes(result)).toEqual(found);
  });

  it.each([
    ['a page about something else', [page('z.md', '# Hello')], ['docs/not-a-reference-page z.md:1:1']],
    [
      'a page that explains concepts',
      [page('z.md', '---\ndoc_type: conceptualPageType\n---\n\n# Hello')],
      ['docs/conceptual-page z.md:1:1'],
    ],
    ['an empty page', [page('z.md', '')], ['docs/empty z.md:1:1']],
  ])('%s among others is a finding', async (_, files, found) => {
    const result = await importPages([page('api/thing-update.md', thing()), ...files]);
    expect(result.value?.description.operations.map((o) => o.id)).toEqual(['thing_update']);
    expect(codes(result).filter((code) => !code.startsWith('docs/resource-page-missing'))).toEqual(found);
  });

  it.each([
    ['malformed JSON', thing([], '{ "size": }'), 'docs/example-json-malformed a.md:23:11'],
    ['a trailing comma', thing([], '{ "size": 1, }'), 'docs/example-json-repaired a.md:23:12'],
    ['a row with too few cells', thing(['|name|']), 'docs/row-too-short a.md:15:1'],
    [
      'a request line without a verb',
      thing().map((line) => line.replace('PATCH /things', '/things')),
      'docs/request-line-without-verb a.md:5:1',
    ],
    [
      'a path with an ellipsis',
      thing().map((line) => line.replace('PATCH /things/{id}/', 'PATCH /things/.../{id}')),
      'docs/path-unreadable a.md:5:1',
    ],
  ])('%s is a finding with its place, and the rest goes on', async (_, lines, found) => {
    const rest = page(
      'b-update.md',
      thing().map((line) => line.replaceAll('thing', 'other')),
    );
    const result = await importPages([page('a.md', lines), rest]);
    expect(codes(result)).toContain(found);
    expect(result.value?.description.operations.map((o) => o.path)).toContain('/others/{otherId}');
  });

  it('that is hostile reaches no place where it could do harm', async () => {
    const nasty = '__proto__';
    const lines = thing([`|\`${nasty}\`|String|*/ \${x} <script> "quoted": [a, b] # no comment|`]);
    const spec = await imported([page('api/thing-update.md', lines)]);
    const properties = valueAt(spec.document, '/components/schemas/microsoft.graph.thing/properties');
    expect(isObject(properties) && Object.hasOwn(properties, nasty)).toBe(true);
    const read = readTextDocument(new TextEncoder().encode(spec.text('yaml')), 'x.yaml', {
      area: 'openapi',
      wanted: 'x',
    });
    expect(read.diagnostics).toEqual([]);
    expect(
      valueAt(
        read.value?.root ?? null,
        '/components/schemas/microsoft.graph.thing/properties/__proto__/type',
      ),
    ).toBe('string');
  });

  it('with types that are derived from each other is a finding', async () => {
    const resource = (name: string, parent: string) =>
      page(`resources/${name}.md`, [
        `# ${name} resource type`,
        '## Properties',
        '|Property|Type|Description|',
        '|---|---|---|',
        '|id|String|Key.|',
        '## JSON representation',
        `<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.${name}",`,
        `  "baseType": "microsoft.graph.${parent}" } -->`,
        '```json',
        '{ "id": "String" }',
        '```',
      ]);
    const result = await importPages([resource('a', 'b'), resource('b', 'a'), resource('c', 'c')]);
    expect(codes(result)).toEqual(
      ['a', 'b', 'c'].map((name) => `docs/base-type-circular resources/${name}.md:8:3`),
    );
    expect(officialFaults(result.value?.document ?? {})).toEqual([]);
  });

  it('of any kind never throws', async () => {
    const line = fc.oneof(
      fc.constantFrom(...thing(), '# thing resource type', '## Properties', '## Permissions'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const { value } = await importPages([page('a.md', lines)]);
        if (value) expect(officialFaults(value.document)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an overlay', () => {
  const files = [page('api/thing-update.md', thing())];
  const overlay = (text: string) => ({
    overlay: { file: 'overlay.yaml', bytes: new TextEncoder().encode(text) },
  });
  const head = 'overlay: 1.0.0\ninfo: { title: x, version: "1" }\nactions:\n';

  it('changes what it targets, and is the place of what it changed', async () => {
    const action =
      '  - target: $.components.schemas[?@.properties.size].properties.size\n    update:\n      minimum: 0\n';
    const spec = await imported(files, overlay(head + action));
    for (const name of ['thing', 'thingUpdate']) {
      const at = `/components/schemas/microsoft.graph.${name}/properties/size/minimum`;
      expect(valueAt(spec.document, at)).toBe(0);
      const places = spec.sources.origins.get(at)?.places.map(placeText);
      expect(places?.[0]).toBe('overlay.yaml:6:16');
      expect(places?.[1]).toBe('api/thing-update.md:13:1');
    }
  });

  it('removes what it targets with its origins', async () => {
    const spec = await imported(
      files,
      overlay(`${head}  - { target: "$.paths.*.patch.requestBody.content.*.examples", remove: true }\n`),
    );
    expect(spec.text('json')).not.toContain('12345678901234567890');
    expect(
      [...spec.sources.origins.keys()].some((at) => at.includes('requestBody') && at.includes('examples')),
    ).toBe(false);
  });

  it.each([
    [
      'matches nothing',
      `${head}  - { target: $.nowhere, remove: true }`,
      'openapi/overlay-unused overlay.yaml:4:15',
      true,
    ],
    [
      'is no JSONPath',
      `${head}  - { target: "$[", remove: true }`,
      'openapi/overlay-action overlay.yaml:4:15',
      false,
    ],
    ['has no effect', `${head}  - { target: $.info }`, 'openapi/overlay-action overlay.yaml:4:5', false],
    ['is an OpenAPI document', 'openapi: 3.1.0\n', 'openapi/not-overlay overlay.yaml:1:1', false],
    [
      'makes the document invalid',
      `${head}  - { target: $.info, update: { version: { a: 1 } } }`,
      'openapi/invalid',
      false,
    ],
    [
      'has a member twice',
      '{ "overlay": "1.0.0", "info": { "title": "x", "title": "y", "version": "1" }, "actions": [] }',
      'openapi/key-repeated overlay.yaml:1:47',
      true,
    ],
  ])('that %s', async (_, text, found, accepted) => {
    const result = await importPages(files, overlay(text));
    expect(codes(result).some((code) => code.startsWith(found))).toBe(true);
    expect(result.value !== undefined).toBe(accepted);
  });
});

describe('our own pages', () => {
  const root = new URL('../spec/', import.meta.url);
  const files = () =>
    below(new URL('docs/', root)).map((file) => ({ ...file, file: `spec/docs/${file.file}` }));
  const overlay = { file: 'spec/overlay.yaml', bytes: readFileSync(new URL('overlay.yaml', root)) };

  it('have no findings, and are valid', async () => {
    const { value, diagnostics } = await importPages(files(), { overlay });
    expect(diagnostics).toEqual([]);
    expect(officialFaults(value?.document ?? {})).toEqual([]);
    expect(value?.text('yaml')).toBe(readFileSync(new URL('openapi.yaml', root), 'utf8'));
  });

  it('make the same bytes in whatever order they are read', async () => {
    const expected = await imported(files(), { overlay });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files(), { minLength: 6 }), async (shuffled) => {
        const spec = await imported(shuffled, { overlay });
        expect(spec.text('yaml')).toBe(expected.text('yaml'));
        expect(spec.sources).toEqual(expected.sources);
      }),
      { numRuns: 5 },
    );
  });

  it('give each operation the same id and path when other pages are missing', async () => {
    const all = await imported(files());
    for (const file of files().filter((one) => one.file.includes('/api/'))) {
      const [alone] = (await imported([file])).description.operations;
      const together = all.description.operations.find((operation) => operation.id === alone?.id);
      expect([alone?.path, alone?.about]).toEqual([together?.path, together?.about]);
    }
  });

  it('give every element of the spec a place, or the rule that inferred it', async () => {
    const { document, sources } = await imported(files(), { overlay });
    for (const [at, origin] of sources.origins) {
      expect(valueAt(document, at), at).toBeDefined();
      expect(origin.places.length > 0 || origin.inferred !== undefined, at).toBe(true);
    }
    const operations = pointer(
      '/paths',
      '/deviceAppManagement/enterpriseCerts/{enterpriseCertificateId}',
      'patch',
    );
    for (const part of ['', '/security', '/parameters/0', '/requestBody', '/responses/200'])
      expect(sources.origins.get(operations + part)?.places[0]?.file).toBe(
        'spec/docs/api/enterprisecertificate-update.md',
      );
  });
});
