import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importPages } from '../../generator/import-pages.ts';
import { readDocumentation } from '../../generator/read-documentation.ts';
import { documentationOf } from './documentation.ts';
import { lint } from './lint.ts';

/**
 * One page in the template of 2017, alone, with the template's own defects: the key among what an update may send, and
 * the words of a create page. Its Content-Lengths are right with CRLF.
 */
const file = 'generator/fixtures/widget-update.md';
const text = readFileSync(file, 'utf8');
const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('one page of an update, alone', async () => {
  const files = [{ file, bytes: new TextEncoder().encode(text) }];
  const { value, diagnostics } = await importPages(files);
  const read = readDocumentation(files).value;
  if (!value || !read) throw new Error('the page was refused');
  const { document, sources } = value;
  const { pages, facts } = read;

  it('is imported with a warning that its resource page is not there', () => {
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning docs/resource-page-missing',
    ]);
  });

  it('has a place for each of its facts, at the words that say it', () => {
    for (const { at } of facts) {
      const line = text.split('\n')[at.line - 1] ?? '';
      expect(at.file).toBe(file);
      expect(line.length).toBeGreaterThanOrEqual(at.column);
    }
    const request = facts.find(({ predicate }) => predicate === 'request-line')?.at;
    expect(request).toMatchObject({ line: lineOf('PATCH /factory'), column: 1 });
  });

  it('becomes the operation that it documents', () => {
    const path = '/factory/widgets/{widgetId}';
    expect(document).toMatchObject({
      servers: [{ url: 'https://graph.microsoft.com/beta' }],
      paths: {
        [path]: {
          patch: {
            description: expect.stringContaining('[valid licence](https://example.com/licence)'),
            security: [{ delegated: ['Widgets.ReadWrite.All'] }],
            requestBody: {
              content: {
                'application/json': {
                  examples: {
                    update: {
                      value: {
                        image: 'd2lkZ2V0',
                        maker: 'Contoso',
                        builtAt: '2016-12-31T23:56:39.3841403-08:00',
                        state: 10,
                      },
                    },
                  },
                },
              },
            },
            responses: {
              200: {
                content: {
                  'application/json': {
                    examples: {
                      update: {
                        value: {
                          '@odata.type': '#microsoft.graph.widget',
                          id: '3a9320b1',
                          image: 'd2lkZ2V0',
                          maker: 'Contoso',
                          builtAt: '2016-12-31T23:56:39.3841403-08:00',
                          state: 10,
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
      components: {
        parameters: {
          Authorization: { in: 'header', required: true, description: 'Bearer {token}. Required.' },
          Accept: { in: 'header', description: 'application/json' },
        },
        schemas: {
          'microsoft.graph.widget': {
            required: ['id', 'image', 'maker', 'builtAt', 'state'],
            properties: {
              '@odata.type': { const: '#microsoft.graph.widget' },
              id: { type: 'string', readOnly: true, description: 'The key of the entity.' },
              image: { type: 'string', contentEncoding: 'base64', description: 'A picture of the widget.' },
              maker: { type: 'string', description: 'Who made it.' },
              builtAt: { type: 'string', format: 'date-time', description: 'When it was made.' },
              state: { type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 },
            },
          },
        },
      },
    });
    const update =
      JSON.stringify(document['components']).match(/"microsoft\.graph\.widgetUpdate":\{.*?\}\}\}/)?.[0] ?? '';
    expect(update).toContain('"maker"');
    expect(update).not.toMatch(/"id"|"required"/);
    expect(
      sources.origins.get('/components/schemas/microsoft.graph.widget/properties/state')?.places[0],
    ).toMatchObject({
      file,
      line: lineOf('|state|'),
    });
  });

  it('is found wrong in two places, and in no other', () => {
    expect(
      lint(documentationOf(pages, facts)).map(({ code, at }) => `${code} ${at.line}:${at.column}`),
    ).toEqual([
      `lint/update-says-create ${lineOf('when you create')}:69`,
      `lint/update-lists-key ${lineOf('|id|')}:2`,
    ]);
  });
});
