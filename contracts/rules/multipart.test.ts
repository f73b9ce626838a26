import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../generator/model/json.ts';
import { readOpenApi } from '../../generator/openapi/read.ts';
import { readPact } from '../pact/read.ts';
import { verifyPacts } from '../verify.ts';

const schema = {
  type: 'object',
  required: ['file', 'size'],
  properties: {
    file: { type: 'string', format: 'binary' },
    size: { type: 'integer' },
    meta: { type: 'object', properties: { tag: { type: 'string' } } },
  },
};

function verdict(body: JsonObject | string, contentType: string, rules: JsonObject = {}) {
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/files': {
        post: {
          requestBody: { required: true, content: { 'multipart/form-data': { schema } } },
          responses: { '204': { description: 'done' } },
        },
      },
    },
  };
  const version = typeof body === 'string' ? '3.0.0' : '4.0';
  const value = (text: string) => (version === '4.0' ? [text] : text);
  const pact = {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      {
        description: 'upload',
        type: 'Synchronous/HTTP',
        request: {
          method: 'POST',
          path: '/files',
          headers: { 'Content-Type': value(contentType) },
          body,
          matchingRules: rules,
        },
        response: { status: 204 },
      },
    ],
    metadata: { pactSpecification: { version } },
  };
  const encode = (json: object) => new TextEncoder().encode(JSON.stringify(json));
  const api = readOpenApi(encode(document), 'spec.json').value;
  const read = readPact(encode(pact), 'a.pact.json').value;
  if (!api || !read) throw new Error('the input cannot be read');
  const [judgement] = verifyPacts(api, undefined, [read]).value;
  return `${judgement?.verdict} ${judgement?.diagnostics.map(({ message }) => message).join('; ')}`.trim();
}

function multipart(parts: readonly (readonly [string, string])[]): string {
  const sections = parts.map(
    ([head, text]) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`,
  );
  return `${sections.join('')}--b--\r\n`;
}

const file = ['name="file"; filename="a.bin"\r\nContent-Type: application/octet-stream', 'bytes'] as const;
const type = 'multipart/form-data; boundary=b';

describe('multipart bodies of requests', () => {
  it.each([
    ['all parts', multipart([file, ['name="size"', '5']]), 'guaranteed'],
    [
      'a JSON part',
      multipart([
        file,
        ['name="size"', '5'],
        ['name="meta"\r\nContent-Type: application/json', '{"tag":"x"}'],
      ]),
      'guaranteed',
    ],
    [
      'a JSON part of another type',
      multipart([file, ['name="size"', '5'], ['name="meta"\r\nContent-Type: application/json', '{"tag":1}']]),
      'impossible the request body is refused by the spec at /meta/tag: must be string',
    ],
    [
      'a part that is missing',
      multipart([file]),
      "impossible the request body is refused by the spec: must have required property 'size'",
    ],
    [
      'a word for a number',
      multipart([file, ['name="size"', 'big']]),
      'impossible the request body is refused by the spec at /size: must be integer',
    ],
    [
      'a part that nobody knows',
      multipart([file, ['name="size"', '5'], ['name="more"', 'x']]),
      'impossible the request body is refused by the spec: the spec knows no member "more" here',
    ],
    ['no parts', 'bytes', 'undecided the parts of the multipart body cannot be read'],
  ])('%s', (_, body, expected) => {
    expect(verdict(body, type)).toBe(expected);
    const content = Buffer.from(body).toString('base64');
    expect(verdict({ content, contentType: type, encoded: 'base64' }, type)).toBe(expected);
  });

  it('with matchers on their parts are not followed', () => {
    const rules = {
      body: { '$.file': { matchers: [{ match: 'contentType', value: 'application/octet-stream' }] } },
    };
    expect(verdict(multipart([file, ['name="size"', '5']]), type, rules)).toBe(
      'undecided matchers on multipart bodies are not followed',
    );
  });
});
