import { describe, expect, it } from 'vitest';
import { api, imported } from '../irregularities/fixtures/written.ts';
import { pointer } from '../model/pointer.ts';

const fence = (...lines: readonly string[]) => ['```http', ...lines, '```'];
const redirected = '`302 Found` leads to the file.';
const found302 = (...annotation: readonly string[]) => [
  ...annotation,
  ...fence('HTTP/1.1 302 Found', 'Location: https://files.example.com/log'),
];
const stream = '<!-- { "blockType": "response", "@odata.type": "stream" } -->';
const csv = fence('HTTP/1.1 200 OK', 'Content-Type: text/csv', '', 'Day,Miles');
const json = fence('HTTP/1.1 200 OK', 'Content-Type: application/json', '', '{ "value": [{ "miles": 1 }] }');
const asked = (url: string) => fence(`GET https://graph.microsoft.com/v1.0${url}`);

const calls = ["GET /reports/getLog(period='{period}')", 'GET /reports/getLog(date={date})'];
const asReport = asked("/reports/getLog(period='D7')");
const list = { schema: { $ref: '#/components/schemas/microsoft.graph.dayCollectionResponse' } };
const bytes = { 'application/octet-stream': { schema: {} } };

interface Case {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly rest: readonly string[];
  /** The content of the 200 of each line; undefined where it has none. */
  readonly content: Readonly<Record<string, object>> | undefined;
  /** The rule that inferred the 200. */
  readonly rule?: string;
}

const cases: readonly Case[] = [
  {
    name: 'a path that ends in content has bytes behind it',
    title: 'Download a chart',
    lines: ['GET /ships/{id}/chart/content'],
    rest: ['## Response', redirected],
    content: bytes,
    rule: 'stream-behind-redirect',
  },
  {
    name: 'so has an example whose annotation says so',
    title: 'Get the log',
    lines: ['GET /ships/{id}/log'],
    rest: ['## Example', ...asked('/ships/1/log'), ...found302(stream)],
    content: bytes,
    rule: 'stream-behind-redirect',
  },
  {
    name: 'and the same call with other arguments',
    title: 'root: getLog',
    lines: calls,
    rest: ['## Response', redirected, '## Example', ...asReport, ...found302(stream)],
    content: bytes,
    rule: 'stream-behind-redirect',
  },
  {
    name: 'any other address has none',
    title: 'Get the home',
    lines: ['GET /ships/{id}/home'],
    rest: ['## Response', redirected],
    content: undefined,
  },
  {
    name: 'a file that is shown is the answer of each call',
    title: 'root: getLog',
    lines: calls,
    rest: ['## Response', redirected, '## Example', ...asReport, ...found302(), ...csv],
    content: { 'text/csv': { schema: {} } },
  },
  {
    name: 'JSON and a file are the answers of each call',
    title: 'root: getLog',
    lines: calls,
    rest: [
      '## Response',
      '### CSV',
      redirected,
      '### JSON',
      'Returns `200 OK` and a [day](../resources/day.md) object.',
      '## Examples',
      ...asked("/reports/getLog(period='D7')?$format=text/csv"),
      ...found302(),
      ...csv,
      ...asReport,
      ...json,
    ],
    content: { 'application/json': list, 'text/csv': { schema: {} } },
  },
];

/** `GET /ships/{id}/log` as the document has it. */
const named = (line: string) => line.replace('/ships/{id}', '/ships/{shipId}');

describe('answers that redirect', () => {
  it.each(cases)('$name', async ({ title, lines, rest, content, rule }) => {
    const found = await imported({ 'page.md': api(title, lines, ...rest) });
    expect(found.operations).toEqual(lines.map(named).sort());
    for (const name of found.operations) {
      const answers = found.operation(name, 'responses');
      expect(answers).toHaveProperty('302.headers.Location');
      if (content) expect(answers).toMatchObject({ 200: { content } });
      else expect(answers).not.toHaveProperty('200');
      const shown = Object.keys(content ?? {});
      expect(Object.keys(found.operation(name, 'responses', '200', 'content') ?? {})).toEqual(shown);
      const at = pointer('/paths', name.slice('GET '.length), 'get', 'responses', '200');
      if (rule !== undefined) expect(found.rule(at)).toBe(rule);
    }
  });

  it('of which no page says where to have a Location that is inferred', async () => {
    const page = api('Get the home', ['GET /home'], '## Response', redirected);
    const found = await imported({ 'page.md': page });
    expect(found.rule('/paths/~1home/get/responses/302/headers/Location')).toBe('location-of-redirect');
  });

  it('differ by a query that the page names', async () => {
    const options = ['## Function parameters', 'This method supports the `$format` [query parameter](/p).'];
    const page = api('root: getLog', calls, ...options, '## Response', redirected);
    const found = await imported({ 'page.md': page });
    for (const name of found.operations) expect(found.parameters(name)['query']).toEqual(['$format']);
  });
});
