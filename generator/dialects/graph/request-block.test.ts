import { describe, expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import { placeText } from '../../model/place.ts';
import { readFacts } from '../read-facts.ts';

function read(...lines: string[]) {
  const { value, diagnostics } = readFacts(
    pageOf(['---', 'doc_type: apiPageType', '---', ...lines].join('\n'), 'p.md'),
  );
  return {
    requests: value.flatMap(({ predicate, value: line, at }) =>
      predicate === 'request-line' ? [`${line.method} ${line.path} ${placeText(at)}`] : [],
    ),
    codes: diagnostics.map((one) => `${one.code} ${placeText(one.at)}`),
    parameters: value.flatMap(({ predicate, value: row }) =>
      predicate === 'path-parameter' ? [row.name] : [],
    ),
  };
}
const fence = (...lines: string[]) => ['```http', ...lines, '```'];
const parameters = [
  '### Path parameters',
  '|Name|Type|Description|',
  '|--|--|--|',
  '|ship-id|String|Which.|',
];

describe('request lines', () => {
  it('stand in blocks below headings, texts and tabs of the section', () => {
    const { requests, codes } = read(
      ...['# Get ship', '## HTTP request', 'Of the navy:', ...fence('GET /navy/ships/{id}')],
      ...['# [HTTP](#tab/http)', ...fence('GET /tab/ships/{id}'), '---'],
      ...['### Of merchants', ...fence('GET /merchants/{id}/ship', '', 'or', 'GET /merchants/ship')],
      ...['### Request body', ...fence('GET /not/this')],
      ...['## Example', ...fence('GET /nor/that')],
    );
    expect(requests).toEqual([
      'GET /navy/ships/{id} p.md:8:1',
      'GET /tab/ships/{id} p.md:12:1',
      'GET /merchants/{id}/ship p.md:17:1',
      'GET /merchants/ship p.md:20:1',
    ]);
    expect(codes).toEqual([]);
  });

  it('stand below several headings, each with its own parameters', () => {
    const { requests, parameters: found } = read(
      ...['# Get ship', '## Get your ship', '### HTTP request', ...fence('GET /me/ship')],
      ...['## Get a ship', '### HTTP request', ...fence('GET /ships/{ship-id}'), ...parameters],
      ...['## Example', '### HTTP request', ...fence('GET /ships/1')],
    );
    expect(requests).toEqual(['GET /me/ship p.md:8:1', 'GET /ships/{ship-id} p.md:13:1']);
    expect(found).toEqual(['ship-id']);
  });

  it('stand below headings of their own, if nothing is called "HTTP request"', () => {
    const { requests, codes } = read(
      ...[
        '# Get ship',
        '## Permissions',
        ...fence('GET /me/ship'),
        '## By its name',
        ...fence('GET /ships/{name}'),
      ],
      ...['## More', '<!-- { "blockType": "request" } -->', ...fence('GET /ships/x')],
      ...['## Example', ...fence('GET /ships/y')],
    );
    expect(requests).toEqual(['GET /me/ship p.md:7:1', 'GET /ships/{name} p.md:11:1']);
    expect(codes).toEqual([]);
  });

  it.each([
    ['a sentence', 'Send `GET /ships/{id}` to the server.'],
    ['a list', '* `GET /ships/{id}`'],
    ['a paragraph', 'GET /ships/{id}'],
  ])('stand in %s, if there is no block', (_, text) => {
    expect(read('# Get ship', '## HTTP request', text).requests).toEqual([
      expect.stringMatching(/^GET \/ships\/\{id\} p\.md:6:\d+$/),
    ]);
  });

  it('go on in the next lines', () => {
    const { requests } = read(
      '# List ships',
      '## HTTP request',
      ...fence('GET /ships', '  ?from={from}', '  &to={to}', 'GET /me/ships'),
    );
    expect(requests).toEqual(['GET /ships p.md:7:1', 'GET /me/ships p.md:10:1']);
  });

  it('end where headers or a body begin, and begin again', () => {
    const { requests, codes } = read(
      '# Update ship',
      '## HTTP request',
      ...fence(
        'PATCH /ships/{id}',
        'X-Session: /none',
        '',
        '{',
        '  "path":',
        '/nothing',
        '}',
        'PATCH /me/ship',
      ),
    );
    expect(requests).toEqual(['PATCH /ships/{id} p.md:7:1', 'PATCH /me/ship p.md:14:1']);
    expect(codes).toEqual([]);
  });

  it.each([
    ['no request line at all', ['## HTTP request', 'Ask somebody.'], 'docs/request-line-missing p.md:5:1'],
    ['no heading either', ['Text.'], 'docs/request-line-missing p.md:4:1'],
    [
      'nothing but examples',
      [
        '## Example',
        '<!-- { "blockType": "request" } -->',
        ...fence('GET https://graph.microsoft.com/v1.0/ships'),
      ],
      'docs/request-line-missing p.md:4:1',
    ],
    ['a path alone', ['## HTTP request', ...fence('/ships/{id}')], 'docs/request-line-without-verb p.md:7:1'],
    ['a verb alone', ['## HTTP request', ...fence('GET')], 'docs/request-line-without-path p.md:7:1'],
    [
      'words instead of a path',
      ['## HTTP request', ...fence('GET ** address of ships unknown'), '## Request body', 'None.'],
      'docs/request-line-without-path p.md:7:1',
    ],
  ])('are missed, and it is told once: %s', (_, lines, code) => {
    const { requests, codes } = read('# Get ship', ...lines);
    expect(requests).toEqual([]);
    expect(codes).toEqual([code]);
  });
});
