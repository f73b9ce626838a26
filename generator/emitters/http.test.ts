import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMock } from '../../contracts/mock/index.ts';
import { generated } from './fixtures/compile.ts';
import { hostile } from './fixtures/hostile-texts.ts';

const emit = ['http'];

/** A file of requests as editors read it: variables, and the requests with them filled in. */
function read(text: string) {
  const [head = '', ...parts] = text.split(/^###/m);
  const variables = new Map([...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name, value]) => [name, value]));
  const filled = (part: string) => part.replace(/\{\{(.*?)\}\}/g, (_, name) => variables.get(name) ?? '?');
  const requests = parts.map((part) => {
    const lines = part.split('\n').slice(1);
    const start = lines.findIndex((line) => !line.startsWith('#'));
    const blank = lines.indexOf('', start);
    const [method = '', url = ''] = filled(lines[start] ?? '').split(' ');
    const headers = lines.slice(start + 1, blank).map((line) => filled(line).split(': ') as [string, string]);
    const body = filled(lines.slice(blank + 1).join('\n')).trim();
    return new Request(url, { method, headers, ...(body === '' ? {} : { body }) });
  });
  return { variables, requests };
}

const answer = { responses: { 200: { description: 'ok' } } };
const document = (paths: object, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  servers: [{ url: 'https://api.example.com/v1/' }],
  paths,
  ...more,
});

describe('requests for editors', () => {
  it('are ones that the mock of the same spec accepts', async () => {
    const spec = readFileSync('spec/openapi.yaml', 'utf8');
    const { files } = await generated(parse(spec), { emit });
    expect(files.map(({ path }) => path)).toEqual(['http/enterpriseCertificate.http']);
    const { requests } = read(files[0]?.content ?? '');
    const mock = createMock(spec);
    const answers: string[] = [];
    for (const request of requests) answers.push(`${request.method} ${(await mock.fetch(request)).status}`);
    expect(answers).toEqual(['GET 200', 'POST 201', 'GET 200', 'DELETE 204', 'PATCH 404']);
  });

  it('name address and credentials once, say what is optional, and belong to who changes them', async () => {
    const schemes = {
      basic: { type: 'http', scheme: 'basic' },
      key: { type: 'apiKey', in: 'query', name: 'api key' },
    };
    const parameters = ['$top', 'q'].map((name) => ({
      name,
      in: 'query',
      required: name === '$top',
      schema: { type: 'integer' },
    }));
    const get = { tags: ['a'], operationId: 'list', summary: 'All\nof them', parameters, ...answer };
    const elsewhere = { tags: ['a'], ...answer, servers: [{ url: 'https://other.example.com' }] };
    const { files } = await generated(
      document(
        { '/a': { get: { ...get, security: [{ basic: [], key: [] }] }, delete: elsewhere } },
        { components: { securitySchemes: schemes } },
      ),
      { emit },
    );
    expect(files).toMatchObject([{ path: 'http/a.http', yields: true }]);
    expect(files[0]?.content.split('\n').slice(1)).toEqual([
      '@baseUrl = https://api.example.com/v1',
      '@basic = dXNlcjpwYXNzd29yZA==',
      '@key = key',
      '',
      '### GET /a: All⏎of them',
      '# @name list',
      '# Optional in the query: q',
      'GET {{baseUrl}}/a?$top=0&api%20key={{key}}',
      'Authorization: Basic {{basic}}',
      '',
      '### DELETE /a',
      '# @name deleteA',
      'DELETE https://other.example.com/a',
      '',
    ]);
  });

  it('go to the mock where the document names no server, and are told where there is none', async () => {
    const body = { content: { 'multipart/form-data': { schema: { type: 'object' } } }, required: true };
    const { files, diagnostics } = await generated(
      { ...document({ '/a': { get: answer, post: { requestBody: body, ...answer } } }), servers: undefined },
      { emit },
    );
    expect(read(files[0]?.content ?? '').requests.map(({ url }) => url)).toEqual(['http://127.0.0.1:4010/a']);
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'generate/http-left-out: postA has no request in the .http files: its body is multipart',
    ]);
  });

  const worse = ['{{$processEnv HOME}}', '{{{{token}}}}', '\n###\nGET http://x.example/', '< /etc/passwd'];
  it.each([...hostile, ...worse, '<@ x', '> {% client.log() %}', '@prompt x', '# @name x'])(
    'hold nothing but what stands there: %j',
    async (text) => {
      const schema = { type: 'object', required: [text], properties: { [text]: { const: text } } };
      const operation = (content: object) => ({
        summary: text,
        operationId: text,
        tags: [text],
        parameters: [
          { name: text || 'q', in: 'query', required: true, schema: { const: text } },
          { name: 'X-Text', in: 'header', required: true, schema: { const: text } },
        ],
        requestBody: { required: true, content },
        ...answer,
      });
      const { files } = await generated(
        document({
          '/a': { post: operation({ 'application/json': { schema } }) },
          '/b': { post: operation({ 'text/plain': { schema: { const: text } } }) },
          '/d': { post: answer },
          '/c': { post: { ...operation({ 'application/json': { schema } }), parameters: [] } },
        }),
        { emit },
      );
      const lines = files.flatMap(({ content }) => content.split(/\r\n|[\n\r\u2028\u2029]/));
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.filter((line) => /\{\{(?!baseUrl\}\})/.test(line))).toEqual([]);
      expect(lines.filter((line) => /^\s*(?:<@?\s|<>|>)/.test(line))).toEqual([]);
      expect(
        lines.filter((line) => line.startsWith('###') && !/^### POST \/[a-d](?::|$)/.test(line)),
      ).toEqual([]);
      const marks = lines.filter((line) => /^\s*(?:#|\/\/)?\s*@/.test(line));
      expect(marks.every((line) => /^@baseUrl = |^# @name [\w$]+$/.test(line))).toBe(true);
    },
  );
});
