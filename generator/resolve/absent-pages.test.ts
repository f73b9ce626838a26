import { describe, expect, it } from 'vitest';
import { api, imported, resource } from '../irregularities/fixtures/written.ts';

const page = (type: string, body = '{ "length": 1 }') =>
  api(
    'Get rope',
    ['GET /ships/{id}/rope', 'GET /boats/{id}/rope'],
    '## Response',
    'Returns `200 OK` and a [Rope](../resources/rope.md) object.',
    '## Example',
    '```http',
    'GET https://graph.microsoft.com/v1.0/ships/1/rope',
    '```',
    `<!-- { "blockType": "response", "@odata.type": "${type}" } -->`,
    '```http',
    'HTTP/1.1 200 OK',
    'Content-Type: application/json',
    '',
    body,
    '```',
  );
const schemaOf = async (pages: Parameters<typeof imported>[0]) => {
  const found = await imported(pages);
  const json = found.operation('GET /boats/{boatId}/rope', 'responses', '200', 'content', 'application/json');
  return JSON.stringify(json).replace(/.*?graph\.(\w+)".*/, '$1');
};

describe('the type of a page that is not there', () => {
  const rig = 'microsoft.graph.riggingRope';

  it('is called as the example of the answer says, as it is when the page is there', async () => {
    expect(await schemaOf({ 'rope-get.md': page(rig) })).toBe('riggingRope');
    expect(await schemaOf({ 'rope-get.md': page(`Collection(${rig})`) })).toContain('riggingRope');
    const rope = resource(
      'rope',
      ['|length|Int32|x|'],
      '## JSON representation',
      [
        `<!-- { "blockType": "resource", "@odata.type": "${rig}" } -->`,
        '```json',
        '{ "length": 1 }',
        '```',
      ].join('\n'),
    );
    expect(await schemaOf({ 'rope-get.md': page(rig), 'rope.md': rope })).toBe('riggingRope');
  });

  it('is called as the link says where examples disagree, tell of another thing, or of a derived one', async () => {
    const derived = page(rig, `{ "@odata.type": "#${rig}", "length": 1 }`);
    const other = page('microsoft.graph.anchorRope').map((line) => line.replace(/ships|boats/, 'wrecks'));
    const own = resource('riggingRope', ['|length|Int32|x|']);
    for (const pages of [
      { 'rope-get.md': page('microsoft.graph.sail') },
      { 'rope-get.md': derived },
      { 'rope-get.md': page(rig), 'wreck-get.md': other },
      { 'rope-get.md': page(rig), 'riggingRope.md': own },
    ])
      expect(await schemaOf(pages)).toBe('rope');
  });

  it('is of the namespace of other pages that are called so', async () => {
    const namespaced = (namespace: string, ...page: string[]) => [
      page[0] ?? '',
      '',
      `Namespace: ${namespace}`,
      '',
      ...page.slice(1),
    ];
    const found = await imported({
      'fleet-boat.md': namespaced(
        'microsoft.graph.fleet',
        ...resource('boat', [
          '|owner|[owner](owner.md)|x|',
          '|mast|[mast](fleet-mast.md)|x|',
          '|id|String|Key. Inherited from [hull](hull.md).|',
        ]),
      ),
      'port.md': namespaced('microsoft.graph', ...resource('port', ['|crew|[crew](fleet-crew.md)|x|'])),
    });
    const text = JSON.stringify(found.document);
    for (const name of ['owner', 'hull', 'fleet.mast', 'fleet.crew'])
      expect(text).toContain(`schemas/microsoft.graph.${name}"`);
  });
});
