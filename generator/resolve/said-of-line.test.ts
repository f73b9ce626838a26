import { describe, expect, it } from 'vitest';
import { api, imported } from '../irregularities/fixtures/written.ts';

const fence = (...lines: readonly string[]) => ['```http', ...lines, '```'];
const shown = (request: string, answer: string) => [
  ...fence(`${request.replace(' ', ' https://graph.microsoft.com/v1.0')}`),
  ...fence(`HTTP/1.1 ${answer}`),
];

/** `POST /ships 201` for each operation of one page. */
async function codes(page: readonly string[]): Promise<string[]> {
  const found = await imported({ 'ship-page.md': page });
  return found.operations.map((name) => {
    const responses = Object.keys(found.operation(name, 'responses') ?? {});
    return `${name} ${responses.filter((code) => !code.endsWith('XX')).join(' ')}`;
  });
}

describe('several codes for lines that do different things', () => {
  const lines = [
    'POST /ships',
    'POST /ships/{id}/crew/reply',
    'PATCH /ships/{id}',
    'PUT /ships/{id}',
    'GET /ships/{id}',
    'DELETE /ships/{id}',
  ];
  const all = '`200 OK`, `201 Created`, `202 Accepted` or `204 No Content`.';

  it('belong to each line by what it does, where the page says that they differ', async () => {
    const each = [
      'DELETE /ships/{shipId} 204',
      'GET /ships/{shipId} 200',
      'PATCH /ships/{shipId} 200 204',
      'POST /ships 201',
      'POST /ships/{shipId}/crew/reply 200 202 204',
      'PUT /ships/{shipId} 200 201 204',
    ];
    for (const words of ['Depending on the operation, this is', 'For an existing ship or a new one,'])
      expect(await codes(api('Sail ship', lines, '## Response', `${words} ${all}`))).toEqual(each);
  });

  it('belong to all of them where nothing tells them apart, and where lines do the same', async () => {
    const [same = ''] = await codes(api('Sail ship', lines, '## Response', `Returns ${all}`));
    expect(same).toBe('DELETE /ships/{shipId} 200 201 202 204');
    const makes = ['POST /ships', 'POST /fleets/{id}/ships'];
    const page = api('Sail ship', makes, '## Response', 'Depending on it, `201 Created` or `202 Accepted`.');
    expect(await codes(page)).toEqual(['POST /fleets/{fleetId}/ships 201 202', 'POST /ships 201 202']);
  });

  it('belong to what examples show them for', async () => {
    const page = (...examples: readonly string[]) =>
      api(
        'Sail ship',
        ['POST /ships', 'POST /ships/{id}/boats', 'POST /ships/{id}/sail'],
        '## Response',
        'Returns `200 OK`, `201 Created` or `202 Accepted`.',
        '## Example',
        ...examples,
      );
    const apart = [...shown('POST /ships', '201 Created'), ...shown('POST /ships/1/sail', '202 Accepted')];
    expect(await codes(page(...apart))).toEqual([
      'POST /ships 201',
      'POST /ships/{shipId}/boats 201',
      'POST /ships/{shipId}/sail 200 202',
    ]);
    const alike = [...shown('POST /ships', '201 Created'), ...shown('POST /ships/1/sail', '201 Created')];
    expect(await codes(page(...alike))).toEqual([
      'POST /ships 200 201 202',
      'POST /ships/{shipId}/boats 200 201 202',
      'POST /ships/{shipId}/sail 200 201 202',
    ]);
    const unusual = [...shown('POST /ships', '202 Accepted'), ...shown('POST /ships/1/sail', '201 Created')];
    expect(await codes(page(...unusual))).toEqual([
      'POST /ships 201 202',
      'POST /ships/{shipId}/boats 201 202',
      'POST /ships/{shipId}/sail 200 201 202',
    ]);
  });
});

describe('answers below headings of their own', () => {
  const page = (photo: string, metadata: string, ...headings: readonly string[]) => [
    '# Get ship photo',
    '## HTTP request',
    `### ${headings[0] ?? 'Get the photo'}`,
    ...fence('GET /ships/{id}/photo/$value'),
    `### ${headings[1] ?? 'Get the metadata of the photo'}`,
    ...fence('GET /ships/{id}/photo'),
    '### Get the metadata of a photo size',
    ...fence('GET /ships/{id}/photos/{size}'),
    '## Response',
    `### ${photo}`,
    'Returns `200 OK` and the binary data of the photo. If there is none, `404 Not Found`.',
    `### ${metadata}`,
    'Returns `206 Partial Content` and a [photo](../resources/photo.md) object.',
  ];
  const apart = [
    'GET /ships/{shipId}/photo 206',
    'GET /ships/{shipId}/photo/$value 200 404',
    'GET /ships/{shipId}/photos/{size} 206',
  ];

  it('are those of the lines below a heading of the same words', async () => {
    const said = [
      'Response for getting the photo',
      'Response for getting the metadata of the photo',
    ] as const;
    expect(await codes(page(...said))).toEqual(apart);
  });

  it('are those of all lines where their headings are of other words', async () => {
    const all = apart.map((line) => line.replace(/ [\d ]+$/, ' 200 206 404'));
    expect(await codes(page('JSON', 'CSV', 'First', 'Second'))).toEqual(all);
    expect(await codes(page('The photo', 'The photo there', 'First', 'Second'))).toEqual(all);
    expect(await codes(page('Photo one', 'Photo two', 'Get the photo', 'Getting a photo'))).toEqual(all);
  });

  it('stand beside the request of a section', async () => {
    const way = (name: string, path: string, ...said: readonly string[]) => [
      `## ${name}`,
      '### HTTP request',
      ...fence(`GET ${path}`),
      '### Response',
      ...said,
    ];
    const found = await imported({
      'ship-get.md': [
        '# Get ship',
        ...way('By sea', '/sea/ship', 'Returns `200 OK` and a [ship](../resources/ship.md) object.'),
        ...way('By air', '/air/ship', 'Returns a [kite](../resources/kite.md) object.'),
      ],
    });
    const schema = (path: string) =>
      found.operation(`GET ${path}`, 'responses', '200', 'content', 'application/json', 'schema', '$ref');
    expect([schema('/sea/ship'), schema('/air/ship')]).toEqual([
      '#/components/schemas/microsoft.graph.ship',
      '#/components/schemas/microsoft.graph.kite',
    ]);
  });
});
