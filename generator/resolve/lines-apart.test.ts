import { describe, expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

const row = (name: string, type: string) => `|${name}|[${type}](${type.toLowerCase()}.md) collection|x|`;
const linksOf = (...rows: readonly string[]) =>
  ['## Relationships', '|Relationship|Type|Description|', '|:--|:--|:--|', ...rows].join('\n');
const plain = (name: string) => resource(name, ['|id|String|Key.|']);
const types = {
  'ship.md': resource('ship', ['|id|String|Key.|'], linksOf(row('notes', 'note'), row('boats', 'boat'))),
  'boat.md': resource('boat', ['|id|String|Key.|'], linksOf(row('notes', 'note'))),
  'note.md': plain('note'),
  'openNote.md': resource('openNote', ['|text|String|x|'], '', 'This type is derived from [note](note.md).'),
  'ship-get.md': api(
    'Get ship',
    ['GET /ships/{id}'],
    '## Response',
    'Returns `200 OK` and a [ship](../resources/ship.md) object.',
  ),
};
const fence = (...lines: readonly string[]) => ['```http', ...lines, '```'];
type Found = Awaited<ReturnType<typeof imported>>;
const answer = (found: Found, name: string, status: string) =>
  JSON.stringify(found.operation(name, 'responses', status, 'content')).replace(
    /#\/components\/schemas\/microsoft\.graph\./g,
    '',
  );
const body = (schema: string) => `"schema":${schema}`;

describe('lines of a page that write to different things', () => {
  const lines = ['POST /ships', 'POST /ships/{id}/boats', 'POST /ships/{id}/notes', 'PATCH /ships/{id}'];
  const said = ['## Response', 'Depending on the line this is `200 OK`, `201 Created` or `202 Accepted`.'];

  it('answer each with what was made or changed there, a 202 with nothing', async () => {
    const found = await imported({ ...types, 'note-post.md': api('Create note', lines, ...said) });
    expect(answer(found, 'POST /ships', '201')).toContain(body('{"$ref":"ship"}'));
    expect(answer(found, 'POST /ships/{shipId}/boats', '201')).toContain(body('{"$ref":"boat"}'));
    expect(answer(found, 'PATCH /ships/{shipId}', '200')).toContain(body('{"$ref":"ship"}'));
    expect(found.operation('POST /ships', 'responses', '202', 'content')).toBeUndefined();
    expect(found.operation('PATCH /ships/{shipId}', 'responses', '201', 'content')).toBeUndefined();
  });

  it('answer with nothing where the examples do', async () => {
    const shown = fence('POST https://graph.microsoft.com/v1.0/ships/1/boats', '', '{ "id": "1" }');
    const page = api('Create note', lines, ...said, '## Example', ...shown, ...fence('HTTP/1.1 201 Created'));
    const found = await imported({ ...types, 'note-post.md': page });
    expect(found.operation('POST /ships', 'responses', '201', 'content')).toBeUndefined();
  });

  it('answer alike where they end in one name and lead to one thing', async () => {
    const page = api(
      'Create note',
      ['POST /ships', 'POST /ships/{id}/notes', 'POST /ships/{id}/boats/{id}/notes'],
      ...said,
      '## Example',
      ...fence('POST https://graph.microsoft.com/v1.0/ships/1/notes', '', '{ "id": "1" }'),
      '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.openNote" } -->',
      ...fence('HTTP/1.1 201 Created', 'Content-Type: application/json', '', '{ "id": "1" }'),
    );
    const found = await imported({ ...types, 'note-post.md': page });
    const either = body('{"anyOf":[{"$ref":"note"},{"$ref":"openNote"}]}');
    expect(answer(found, 'POST /ships/{shipId}/boats/{boatId}/notes', '201')).toContain(either);
    expect(answer(found, 'POST /ships', '201')).toContain(body('{"$ref":"ship"}'));
  });
});

it('a word behind a collection names one of its members, of which the page speaks all the same', async () => {
  const page = api(
    'Get ship',
    ['GET /ships/flagship', 'GET /ships/{name}:/{path}'],
    '## Example',
    ...fence('GET https://graph.microsoft.com/v1.0/fleet/{id}'),
    '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.ship" } -->',
    ...fence('HTTP/1.1 200 OK', 'Content-Type: application/json', '', '{ "id": "1" }'),
  );
  const found = await imported({ 'ship.md': plain('ship'), 'ship-find.md': page });
  expect(answer(found, 'GET /ships/flagship', '200')).toContain(body('{"$ref":"ship"}'));
});

it('a path that ends in a type asks for that, where the sentence speaks of its base', async () => {
  const said = ['## Response', 'Returns `200 OK` and a collection of [note](../resources/note.md) objects.'];
  const page = api('List notes', ['GET /wreck/notes/microsoft.graph.openNote', 'GET /wreck/notes'], ...said);
  const found = await imported({ ...types, 'note-list.md': page });
  expect(answer(found, 'GET /wreck/notes/microsoft.graph.openNote', '200')).toContain('openNoteCollection');
});

it('a line that ends in the plural of what another ends in leads to a list', async () => {
  const said = ['## Response', 'Returns `200 OK` and a [note](../resources/note.md) object.'];
  const page = api('Get note', ['GET /wreck/note', 'GET /log/notes'], ...said);
  const found = await imported({ ...types, 'note-get.md': page });
  expect(answer(found, 'GET /wreck/note', '200')).toContain(body('{"$ref":"note"}'));
  expect(answer(found, 'GET /log/notes', '200')).toContain('noteCollection');
});

it('a type that one line ends in is not that of another whose name is a part of it', async () => {
  const folders = resource(
    'noteFolder',
    ['|id|String|Key.|'],
    '',
    [
      '## Methods',
      '|Method|Return type|Description|',
      '|:--|:--|:--|',
      '|[Get](../api/note-find.md)|[noteFolder](noteFolder.md)|x|',
    ].join('\n'),
  );
  const lines = ['GET /me/notes/{id}', 'GET /me/noteFolders/{id}', 'GET /me/logs/{id}'];
  const page = api('Get it', lines, '## Response', 'Returns `200 OK`.');
  const found = await imported({ 'noteFolder.md': folders, 'note-find.md': page });
  expect(answer(found, 'GET /me/noteFolders/{noteFolderId}', '200')).toContain('noteFolder');
  expect(answer(found, 'GET /me/notes/{noteId}', '200')).not.toContain('noteFolder');
});

it('lines that address one thing in several ways lead to the same', async () => {
  const lines = ['GET /ships/{id}/notes/{id}', 'GET /wrecks/{id}/notes/{id}', 'GET /wrecks/{id}/boats'];
  const page = api('Get it', lines, '## Response', 'Returns `200 OK`.');
  const found = await imported({ ...types, 'it-get.md': page });
  expect(answer(found, 'GET /wrecks/{wreckId}/notes/{noteId}', '200')).toContain(body('{"$ref":"note"}'));
  expect(answer(found, 'GET /wrecks/{wreckId}/boats', '200')).not.toContain('note');
});
