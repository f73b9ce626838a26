import { describe, expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

const reads = ['GET /me/notes/{id}', 'GET /me/notes', 'GET /me/logs/{id}', 'GET /me/boats/{id}'];
const silent = ['## Response', 'Returns `200 OK` and what was asked for.'];
const note = '[note](../resources/note.md)';
const log = '[log](../resources/sea-log.md)';

/** The schema of each operation's success answer, without what all of them have. */
async function answers(page: readonly string[], others: Parameters<typeof imported>[0] = {}) {
  const found = await imported({ ...others, 'it-page.md': page });
  return Object.fromEntries(
    found.operations.map((name) => {
      const responses = found.operation(name, 'responses');
      const text = JSON.stringify(responses);
      return [name, /graph\.(\w+)"\}/.exec(text)?.[1] ?? (text.includes('"schema":{}') ? '{}' : '-')];
    }),
  );
}

describe('types that a page speaks of', () => {
  it('are what paths that end in their names lead to, if no page of types says that', async () => {
    const lists = [`Supported are:`, '', `- ${note}`, '', '|Area|Resource|', '|--|--|', `|sea|${log}|`];
    expect(await answers(api('Get it', reads, ...silent, '## Details', ...lists))).toEqual({
      'GET /me/boats/{boatId}': '{}',
      'GET /me/logs/{logId}': 'log',
      'GET /me/notes': 'noteCollectionResponse',
      'GET /me/notes/{noteId}': 'note',
    });
  });

  it('give way to what pages of types say, and are no types where another word is the label', async () => {
    const me = resource(
      'me',
      ['|id|String|Key.|'],
      '## Relationships',
      ['|Relationship|Type|Description|', '|--|--|--|', '|notes|[memo](memo.md) collection|x|'].join('\n'),
    );
    const types = { 'me.md': me, 'memo.md': resource('memo', ['|id|String|Key.|']) };
    const get = api(
      'Get me',
      ['GET /me'],
      '## Response',
      'Returns `200 OK` and a [me](../resources/me.md) object.',
    );
    const word = '[log](../resources/diary.md)';
    const found = await answers(api('Get it', reads, ...silent, '## Details', `${note} and ${word}.`), {
      ...types,
      'me-get.md': get,
    });
    expect(found['GET /me/notes/{noteId}']).toBe('memo');
    expect(found['GET /me/logs/{logId}']).toBe('{}');
  });

  it('are what is made and changed on a page that writes to several of them', async () => {
    const writes = ['POST /me/notes', 'PATCH /me/notes/{id}', 'POST /me/logs', 'POST /me/boats'];
    const said = ['## Response', 'Depending on the line `200 OK` or `201 Created`.'];
    expect(await answers(api('Set it', writes, ...said, '## Details', `For a ${note} or a ${log}.`))).toEqual(
      {
        'PATCH /me/notes/{noteId}': 'note',
        'POST /me/boats': '-',
        'POST /me/logs': 'log',
        'POST /me/notes': 'note',
      },
    );
    expect(await answers(api('Set it', writes, ...said, '## Details', `For a ${note}.`))).toMatchObject({
      'POST /me/notes': '-',
    });
  });
});

it('a link to a table of values that is not there leads to no type of the page', async () => {
  const row = '|hue|[hue](../resources/boat.md#hue-values)|The possible values are: `red`, `blue`.|';
  const table = ['## Request body', '|Parameter|Type|Description|', '|--|--|--|', row];
  const found = await imported({
    'boat.md': resource('boat', ['|id|String|Key.|']),
    'paint.md': api('boat: paint', ['POST /boats/{id}/paint'], ...table, ...silent),
  });
  expect(found.at('components', 'schemas', 'microsoft.graph.hue', 'enum')).toEqual(['red', 'blue']);
  expect(JSON.stringify(found.operation('POST /boats/{boatId}/paint', 'requestBody'))).toContain(
    'graph.hue"',
  );
});
