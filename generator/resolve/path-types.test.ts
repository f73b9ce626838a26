import { expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

const derived = (name: string, base: string) =>
  resource(name, [`|${name}Text|String|x|`], '', `This type is derived from [${base}](${base}.md).`);
const types = {
  'note.md': resource('note', ['|id|String|Key.|']),
  'shipNote.md': derived('shipNote', 'note'),
  'openNote.md': derived('openNote', 'note'),
};
const answer = (name: string) => [
  '## Response',
  `Returns \`200 OK\` and a [${name}](../resources/${name}.md) object.`,
];
const schemaOf = (found: Awaited<ReturnType<typeof imported>>, name: string) =>
  JSON.stringify(found.operation(name, 'responses', '200', 'content', 'application/json', 'schema')).replace(
    /#\/components\/schemas\/microsoft\.graph\./g,
    '',
  );

it('a page is held against what other pages say of its address, and not against its own words', async () => {
  const get = { 'note-get.md': api('Get note', ['GET /log/notes/{id}'], ...answer('shipNote')) };
  const alone = await imported({ ...types, ...get });
  expect(schemaOf(alone, 'GET /log/notes/{noteId}')).toBe('{"anyOf":[{"$ref":"note"},{"$ref":"shipNote"}]}');
  const update = api('Update note', ['PATCH /log/notes/{id}'], ...answer('shipNote'));
  const both = await imported({ ...types, ...get, 'note-update.md': update });
  expect(schemaOf(both, 'GET /log/notes/{noteId}')).toBe('{"$ref":"shipNote"}');
});

it('what a page beside says of its other lines is not what an address answers with', async () => {
  const [ask, own] = ['GET /fleet/ships/{id}', 'GET /fleet/ships/{id}/notes/{id}'];
  const beside = api('Get open note', [`${ask}?$expand=notes`, own], ...answer('openNote'));
  const main = api('Get ship', [ask], '## Response', 'Returns `200 OK`.');
  const found = await imported({ ...types, 'ship-get.md': main, 'openNote-get.md': beside });
  expect(schemaOf(found, 'GET /fleet/ships/{shipId}')).toBe('{}');
});

it('what a key leads to is no collection, also where a page creates things there', async () => {
  const list = api(
    'List notes',
    ['GET /fleet/notes', 'GET /fleet/ships/{id}/notes/{id}'],
    '## Response',
    'Returns `200 OK` and a collection of [note](../resources/note.md) objects.',
  );
  const post = ['## Response', 'Returns `201 Created` and a [note](../resources/note.md) object.'];
  const create = api('Create note', ['POST /fleet/notes', 'POST /fleet/ships/{id}/notes/{id}'], ...post);
  const found = await imported({ ...types, 'ship-list-notes.md': list, 'ship-post-notes.md': create });
  expect(schemaOf(found, 'GET /fleet/ships/{shipId}/notes/{noteId}')).toBe('{"$ref":"note"}');
});

const linked = (name: string, member: string, type: string) =>
  resource(
    name,
    ['|id|String|Key.|'],
    '',
    '## Relationships',
    '|Relationship|Type|Description|',
    '|:--|:--|:--|',
    `|${member}|[${type}](${type}.md)|x|`,
  );

it('a line that goes on from a list by a member of its things leads to that member', async () => {
  const list = (...lines: readonly string[]) =>
    api(
      'List berths',
      ['GET /quay/berths', ...lines],
      '## Response',
      'Returns `200 OK` and a collection of [berth](../resources/berth.md) objects.',
      '## Example',
      ...['```http', 'GET https://graph.microsoft.com/v1.0/quay/berths', '```'],
      '<!-- { "blockType": "response", "@odata.type": "microsoft.graph.berth", "isCollection": true } -->',
      ...['```http', 'HTTP/1.1 200 OK', 'Content-Type: application/json', '', '{ "value": [] }', '```'],
    );
  const pages = { 'berth.md': linked('berth', 'ship', 'note'), 'note.md': types['note.md'] };
  const found = await imported({ ...pages, 'berth-list.md': list('GET /quay/berths/{id}/ship') });
  expect(schemaOf(found, 'GET /quay/berths/{berthId}/ship')).toContain('note');
  expect(schemaOf(found, 'GET /quay/berths')).toContain('berthCollection');
  const others = ['GET /quay/berths/{id}/ship', 'GET /quay/cranes'];
  const several = await imported({ ...pages, 'berth-list.md': list(...others) });
  expect(schemaOf(several, 'GET /quay/berths/{berthId}/ship')).not.toContain('note');
});

it('a cast behind a key says of which type the thing is, whatever is known of what stands before', async () => {
  const said = ['## Response', 'Returns `200 OK` and a collection of [note](../resources/note.md) objects.'];
  const page = api('List notes', ['GET /wharf/{id}/microsoft.graph.berth/ship'], ...said);
  const pages = { ...types, 'berth.md': linked('berth', 'ship', 'openNote'), 'note-list.md': page };
  const found = await imported(pages);
  expect(schemaOf(found, 'GET /wharf/{wharfId}/microsoft.graph.berth/ship')).toContain('openNote');
});

it('an address that only a created thing tells of is of the base that one of its pages names', async () => {
  const list = (name: string) =>
    api(
      `List ${name}s`,
      ['GET /log/notes'],
      '## Response',
      `Returns \`200 OK\` and a collection of [${name}](../resources/${name}.md) objects.`,
    );
  const create = ['## Response', 'Returns `201 Created` and a [openNote](../resources/openNote.md) object.'];
  const found = await imported({
    ...types,
    'note-list.md': list('note'),
    'note-list-shipnote.md': list('shipNote'),
    'note-post-opennote.md': api('Create openNote', ['POST /log/notes'], ...create),
  });
  const answered = schemaOf(found, 'GET /log/notes');
  expect(answered).toContain('{"anyOf":[{"$ref":"note"},{"$ref":"shipNote"}]}');
});
