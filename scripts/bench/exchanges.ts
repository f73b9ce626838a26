/**
 * How fast a recording is judged, beside the least that could do it: parsing it and validating each body with a validator
 * of ajv that is compiled once. 10,000 exchanges of this repository's own document; whole processes in turn, trust the
 * ratio.
 *
 *     npm run build && npx tsx scripts/bench/exchanges.ts
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure } from './figures.ts';
import { runNode } from './process.ts';
import { pairedRatio } from './ratio.ts';

const root = join(fileURLToPath(import.meta.url), '../../..');
const cli = join(root, 'dist/scripts/cli.cjs');
const spec = join(root, 'contracts/pact/fixtures/certificates.openapi.json');
const folder = mkdtempSync(join(tmpdir(), 'docpact-bench-'));
const count = 10_000;
const roundsAt = process.argv.indexOf('--rounds');
const rounds = roundsAt === -1 ? 5 : Number(process.argv[roundsAt + 1]);

const certificate = (i: number) => ({
  id: `3a9320b1-20b1-3a93-b120-${String(i).padStart(12, '0')}`,
  certData: 'Y2VydERhdGE=',
  issuedTo: `Contoso ${i}`,
  issuedBy: 'Contoso CA',
  certExpirationDate: '2016-12-31T23:56:39.3841403-08:00',
  certStatus: 10,
  certType: 8,
});

function entry(i: number) {
  const { id, ...sent } = certificate(i);
  const json = [{ name: 'Content-Type', value: 'application/json' }];
  const asked = [
    { name: 'Authorization', value: 'Bearer abc.def.ghi' },
    { name: 'Accept', value: 'application/json' },
  ];
  const patch = i % 2 === 0;
  return {
    startedDateTime: '2024-01-01T00:00:00.000Z',
    request: {
      method: patch ? 'PATCH' : 'GET',
      url: `http://localhost:3000/deviceAppManagement/enterpriseCerts/${id}`,
      headers: patch ? [...asked, ...json] : asked,
      ...(patch ? { postData: { mimeType: 'application/json', text: JSON.stringify(sent) } } : {}),
    },
    response: {
      status: 200,
      headers: json,
      content: { mimeType: 'application/json', size: 300, text: JSON.stringify(certificate(i)) },
    },
  };
}

/** What nobody can do without: both documents parsed, a validator compiled for each of the two schemas, each body put to its own. */
const floor = `
const { readFileSync } = require('node:fs');
const { Ajv2020 } = require('ajv/dist/2020.js');
const [spec, har] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const ajv = new Ajv2020({ strict: false, validateSchema: false });
require('ajv-formats').default(ajv);
const compiled = (name) => ajv.compile({ $ref: '#/components/schemas/microsoft.graph.' + name, components: spec.components });
const [answered, sent] = [compiled('enterpriseCertificate'), compiled('enterpriseCertificateUpdate')];
let valid = 0;
for (const { request, response } of har.log.entries) {
  if (!answered(JSON.parse(response.content.text))) continue;
  if (!request.postData || sent(JSON.parse(request.postData.text))) valid++;
}
process.stdout.write(String(valid));
`;

const har = join(folder, 'session.har');
const entries = Array.from({ length: count }, (_, i) => entry(i));
writeFileSync(har, JSON.stringify({ log: { version: '1.2', creator: { name: 'bench' }, entries } }));
// Where the packages are found.
const script = join(root, 'node_modules/.cache/docpact/exchanges-floor.cjs');
writeFileSync(script, floor);
const command = [cli, 'verify', '--spec', spec, '--exchanges', har, '--host', 'localhost:3000'];
const [ours, theirs] = [runNode(command, root), runNode([script, spec, har], root)];
process.stdout.write(
  `docpact: ${ours.out.trim()}, ${ours.megabytes.toFixed(0)} MB; the floor: ${theirs.out} valid, ${theirs.megabytes.toFixed(0)} MB\n`,
);
const node = process.execPath;
const { a, b, ratio } = pairedRatio([node, ...command], [node, script, spec, har], rounds);
process.stdout.write(
  `${ratio.toFixed(2)} times the floor (${(a * 1000).toFixed(0)} ms, ${(b * 1000).toFixed(0)} ms)\n`,
);
figure({
  what: `${count} exchanges judged`,
  measured: `${(a * 1000).toFixed(0)} ms, ${ours.megabytes.toFixed(0)} MB`,
  beside: `the floor ${(b * 1000).toFixed(0)} ms`,
  value: ratio,
  unit: 'times',
  atMost: 3,
  missed:
    'places of the recording, header fields, parameters and routes are judged as well as bodies, and the floor has none of these.',
});
rmSync(folder, { recursive: true });
