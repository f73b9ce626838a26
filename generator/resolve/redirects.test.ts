import { describe, expect, it } from 'vitest';
import { api, imported } from '../irregularities/fixtures/written.ts';

const fence = (...lines: readonly string[]) => ['```http', ...lines, '```'];
const redirected = '`302 Found` leads to the file.';

describe('answers that redirect', () => {
  it('have a Location, and the bytes behind them where the path or an annotation says that there are some', async () => {
    const found = await imported({
      'ship-chart.md': api('Download a chart', ['GET /ships/{id}/chart/content'], '## Response', redirected),
      'ship-log.md': api(
        'Get the log',
        ['GET /ships/{id}/log'],
        '## Example',
        ...fence('GET https://graph.microsoft.com/v1.0/ships/1/log'),
        '<!-- { "blockType": "response", "@odata.type": "stream" } -->',
        ...fence('HTTP/1.1 302 Found', 'Location: https://files.example.com/log'),
      ),
      'ship-home.md': api('Get the home', ['GET /ships/{id}/home'], '## Response', redirected),
    });
    const at = (name: string) => found.operation(name, 'responses');
    const location = { headers: { Location: { schema: { type: 'string' } } } };
    const bytes = { description: 'OK', content: { 'application/octet-stream': { schema: {} } } };
    expect(at('GET /ships/{shipId}/chart/content')).toMatchObject({ 200: bytes, 302: location });
    expect(at('GET /ships/{shipId}/log')).toMatchObject({ 200: bytes, 302: location });
    expect(Object.keys(at('GET /ships/{shipId}/home') ?? {})).toEqual(['302', '4XX', '5XX']);
    const responses = '/paths/~1ships~1{shipId}~1chart~1content/get/responses';
    expect(found.rule(`${responses}/200`)).toBe('stream-behind-redirect');
    expect(found.rule(`${responses}/302/headers/Location`)).toBe('location-of-redirect');
  });

  it('of a report are those of all its calls, JSON and files alike', async () => {
    const found = await imported({
      'root-getlog2day.md': api(
        'root: getLog2Day',
        ["GET /reports/getLog2Day(period='{period}')", 'GET /reports/getLog2Day(date={date})'],
        '## Function parameters',
        'This method supports the `$format` [query parameter](/p).',
        '## Response',
        '### CSV',
        redirected,
        '### JSON',
        'Returns `200 OK` and a [day](../resources/day.md) object.',
        '## Examples',
        ...fence("GET https://graph.microsoft.com/beta/reports/getLog2Day(period='D7')?$format=text/csv"),
        ...fence('HTTP/1.1 302 Found', 'Location: https://files.example.com/log'),
        ...fence('HTTP/1.1 200 OK', 'Content-Type: text/csv', '', 'Day,Miles'),
        ...fence("GET https://graph.microsoft.com/beta/reports/getLog2Day(period='D7')"),
        ...fence('HTTP/1.1 200 OK', 'Content-Type: application/json', '', '{ "value": [{ "miles": 1 }] }'),
      ),
    });
    const list = '#/components/schemas/microsoft.graph.dayCollectionResponse';
    for (const call of ["period='{period}'", 'date={date}']) {
      const name = `GET /reports/getLog2Day(${call})`;
      const content = found.operation(name, 'responses', '200', 'content');
      expect(content).toMatchObject({ 'application/json': { schema: { $ref: list } }, 'text/csv': {} });
      expect(found.parameters(name)['query']).toEqual(['$format']);
    }
  });

  it('of a page with a file behind its redirect are that for each call', async () => {
    const found = await imported({
      'root-getlog.md': api(
        'root: getLog',
        ["GET /reports/getLog(period='{period}')", 'GET /reports/getLog(date={date})'],
        '## Response',
        redirected,
        '## Example',
        ...fence("GET https://graph.microsoft.com/v1.0/reports/getLog(period='D7')"),
        ...fence('HTTP/1.1 302 Found', 'Location: https://files.example.com/log'),
        ...fence('HTTP/1.1 200 OK', 'Content-Type: text/csv', '', 'Day,Miles'),
      ),
    });
    const content = found.operation('GET /reports/getLog(date={date})', 'responses', '200', 'content');
    expect(content).toEqual({ 'text/csv': { schema: {} } });
  });

  it('to bytes as an annotation says are that for the same call with other arguments', async () => {
    const found = await imported({
      'root-getlog.md': api(
        'root: getLog',
        ["GET /reports/getLog(period='{period}')", 'GET /reports/getLog(date={date})'],
        '## Response',
        redirected,
        '## Example',
        ...fence("GET https://graph.microsoft.com/v1.0/reports/getLog(period='D7')"),
        '<!-- { "blockType": "response", "@odata.type": "stream" } -->',
        ...fence('HTTP/1.1 302 Found', 'Location: https://files.example.com/log'),
      ),
    });
    const content = found.operation('GET /reports/getLog(date={date})', 'responses', '200', 'content');
    expect(content).toEqual({ 'application/octet-stream': { schema: {} } });
  });
});
