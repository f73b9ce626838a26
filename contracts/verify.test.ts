import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeText } from '../generator/model/place.ts';
import { readOpenApi } from '../generator/openapi/read.ts';
import { readPact } from './pact/read.ts';
import { verifyPacts } from './verify.ts';

const here = (file: string) => join(import.meta.dirname, file);
const pactText = readFileSync(here('pact/fixtures/certificates.pact.json'), 'utf8');
const specText = readFileSync(here('pact/fixtures/certificates.openapi.json'), 'utf8');
const bytes = (text: string) => new TextEncoder().encode(text);

function judge(
  spec: string,
  pact: string,
  sources = new Map<string, { places: { file: string; line: number; column: number }[] }>(),
) {
  const api = readOpenApi(bytes(spec), 'openapi.json');
  const read = readPact(bytes(pact), 'pact.json');
  expect([...api.diagnostics, ...read.diagnostics]).toEqual([]);
  if (!api.value || !read.value) throw new Error('the fixtures cannot be read');
  return verifyPacts(api.value, { origins: sources }, [read.value]);
}

describe('the enterpriseCertificate contract', () => {
  it('is guaranteed, all five interactions', () => {
    const { value, diagnostics } = judge(specText, pactText);
    expect(value.map((one) => [one.operation, one.verdict])).toEqual([
      ['enterpriseCertificate_update', 'guaranteed'],
      ['enterpriseCertificate_list', 'guaranteed'],
      ['enterpriseCertificate_get', 'guaranteed'],
      ['enterpriseCertificate_create', 'guaranteed'],
      ['enterpriseCertificate_delete', 'guaranteed'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('names the pact line, the spec line and the page line of a drift in the pact', () => {
    const pointer = '/components/schemas/microsoft.graph.enterpriseCertificateUpdate/properties/certStatus';
    const page = new Map([[pointer, { places: [{ file: 'update.md', line: 38, column: 1 }] }]]);
    const { value } = judge(specText, pactText.replace('"certStatus": 10', '"certStatus": "ten"'), page);
    const [update] = value;
    expect(update?.verdict).toBe('impossible');
    expect(update?.diagnostics.map((one) => [one.code, one.message, placeText(one.at)])).toEqual([
      [
        'verify/request-body',
        'the request body is refused by the spec at /certStatus: must be integer',
        'pact.json:55:27',
      ],
    ]);
    expect(
      update?.diagnostics[0]?.related.map(({ message, at }) => [message, at.file, at.pointer ?? at.line]),
    ).toEqual([
      ['the spec says', 'openapi.json', pointer],
      ['the documentation says', 'update.md', 38],
    ]);
  });

  it('sees a type that the spec changed', () => {
    const spec = specText.replaceAll('"certType": { "type": "integer"', '"certType": { "type": "string"');
    const { value } = judge(spec, pactText);
    expect(value.map((one) => one.verdict)).toEqual([
      'impossible',
      // The list may be empty, and then the contract accepts it.
      'possible',
      'impossible',
      'impossible',
      'guaranteed',
    ]);
  });

  it('shows a witness when a property becomes optional', () => {
    const spec = specText.replaceAll('"certStatus", "certType"]', '"certStatus"]');
    const [update] = judge(spec, pactText).value;
    expect(update?.verdict).toBe('possible');
    expect(update?.diagnostics.map((one) => one.code)).toEqual(['verify/response-body-possible']);
    expect(update?.diagnostics[0]?.message).toContain('"certType" is optional in the spec');
    expect(update?.witness).not.toHaveProperty('certType');
    expect(update?.witness).toHaveProperty('certStatus');
  });

  it('is undecided, not guaranteed, when it meets a matcher that it does not know', () => {
    const [update] = judge(specText, pactText.replaceAll('"match": "integer"', '"match": "luhn"')).value;
    expect(update?.verdict).toBe('undecided');
    expect(update?.diagnostics[0]?.message).toContain('the matcher "luhn"');
  });

  it('lets a pact that expects a documented client error send what the spec refuses', () => {
    const pact = JSON.parse(pactText);
    const [update] = pact.interactions;
    update.request.body.content = { certStatus: 'ten' };
    update.response = { status: 400 };
    pact.interactions = [update];
    expect(judge(specText, JSON.stringify(pact)).value.map((one) => one.verdict)).toEqual(['guaranteed']);
  });

  it('breaks nothing for a pending interaction', () => {
    const pact = pactText
      .replace('"certStatus": 10', '"certStatus": "ten"')
      .replace('"pending": false', '"pending": true');
    const { diagnostics } = judge(specText, pact);
    expect(
      diagnostics.filter((one) => one.at.pointer?.startsWith('/interactions/0')).map((one) => one.severity),
    ).toEqual(['info']);
  });
});
