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
});
