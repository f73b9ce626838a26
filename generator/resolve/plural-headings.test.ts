import { describe, expect, it } from 'vitest';
import { api, imported, resource, type Written } from '../irregularities/fixtures/written.ts';

const orders = resource('orders', ['|id|GUID|Key.|', '|next|orders|The one behind it.|']);
const get = api(
  'Get orders',
  ['GET /shops/{id}/orders/{id}'],
  '## Response',
  'Returns `200 OK` and an **orders** object in the response body.',
);
const typesOf = async (pages: Written) => {
  const found = await imported(pages);
  const names = Object.keys((found.at('components', 'schemas') ?? {}) as object);
  return { found, names: names.filter((name) => /order/i.test(name)) };
};

describe('a page headed by the name of a collection', () => {
  it.each<[string, Written]>([
    ['its file', { 'shop-order.md': orders }],
    ['a path that lists it', { 'orders.md': orders, 'get.md': get }],
  ])('describes one of it, by %s', async (_, pages) => {
    const { found, names } = await typesOf(pages);
    expect(names).toEqual(['microsoft.graph.order']);
    expect(found.properties('microsoft.graph.order')['next']).toMatchObject({
      $ref: '#/components/schemas/microsoft.graph.order',
    });
  });

  it('gives its name to the answers that are called so', async () => {
    const { found } = await typesOf({ 'shop-order.md': orders, 'get.md': get });
    const content = ['responses', '200', 'content', 'application/json', 'schema'];
    expect(found.operation('GET /shops/{shopId}/orders/{orderId}', ...content)).toEqual({
      $ref: '#/components/schemas/microsoft.graph.order',
    });
  });

  it.each<[string, Written]>([
    ['nothing else shows that there is one', { 'orders.md': orders }],
    ['one has a page', { 'shop-order.md': orders, 'order.md': resource('order', ['|id|String|Key.|']) }],
    [
      'an annotation says so',
      {
        'shop-order.md': [
          ...orders,
          '## JSON representation',
          '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.orders" } -->',
          ...['```json', '{ "id": "GUID" }', '```'],
        ],
      },
    ],
  ])('describes all of it where %s', async (_, pages) => {
    expect((await typesOf(pages)).names).toContain('microsoft.graph.orders');
  });
});
